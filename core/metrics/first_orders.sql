-- Question: in which month did each customer order for the first time?
-- One row per customer (or group account) whose first order ever lies in the months looked back on. month_no: months
-- since $first_month. Under a filter on lines: the first such order.
with
firsts as (
    select {account} as account_no, min(m.month) as first_order_month
    from {facts} as m
    {account_join}
    where m.{refunds}_orders > 0 and m.customer_no > 0 and m.month <= $last_month
    group by {account}
)
select
    cast(account_no as BIGINT) as account_no,
    cast(date_diff('month', $first_month, first_order_month) as BIGINT) as month_no
from firsts
where first_order_month >= $first_month
