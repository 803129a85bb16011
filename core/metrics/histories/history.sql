-- Question: what did each customer do in each month that the windows of these month ends hold?
-- One row per account and month with a counted line; account_no: the customer, or its group account where groups are
-- ranked (then one row per member); without lines that have no customer and accounts that were set apart.
-- month_no: months since $begin, the first month of the data. Amounts are whole numbers of 1/10000 of the currency, so
-- that sums stay exact in any order; counts of orders are in the same measure.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
)
select
    {account} as account_no,
    cast(date_diff('month', $begin, m.month) as SMALLINT) as month_no,
    {measures}
from {facts} as m
{account_join}
where m.month >= $first_month and m.month <= $last_month and m.{refunds}_lines > 0 and m.customer_no > 0
    and m.customer_no not in (select customer_no from apart)
