-- Question: in which months has an account lines of any kind (with $has_counted: only such as do not count)?
-- One row per customer and month; account_no and month_no as in history.sql.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
)
select {account} as account_no, cast(date_diff('month', $begin, m.month) as SMALLINT) as month_no
from {facts} as m
{account_join}
where m.month >= $first_month and m.month <= $last_month and m.customer_no > 0
    and (not $has_counted or m.{refunds}_lines = 0) and m.customer_no not in (select customer_no from apart)
