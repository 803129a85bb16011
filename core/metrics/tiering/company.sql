-- Question: what counts in the window beside the customers: lines without a customer, and accounts set apart?
-- One row per part that occurs: unassigned (no customer given), excluded (set apart: no customers). lines: of lines
-- without a customer all, else counted ones; accounts: with a counted line; amounts in the workspace's currency.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- each month of the window with the part it belongs to
parts as (
    select
        f.*,
        case when f.customer_no = 0 then 'unassigned' else 'excluded' end as part
    from {facts} as f
    where f.month >= $first_month and f.month <= $last_month
        and (f.customer_no = 0 or f.{refunds}_lines > 0 and f.customer_no in (select customer_no from apart))
),
sums as (
    select
        part,
        count(distinct customer_no) as accounts,
        sum(case when customer_no = 0 then lines else {refunds}_lines end) as lines_n,
        sum({refunds}_orders) as orders_n,
        sum({refunds}_amount) as amount_total,
        sum({refunds}_costed_amount) as costed_total,
        sum({refunds}_cost) as cost_total
    from parts
    group by part
)
select
    part, accounts, cast(lines_n as BIGINT) as lines,
    cast(amount_total as DECIMAL(18,4)) as revenue,
    cast(costed_total as DECIMAL(18,4)) as costed_revenue,
    {value} as value
from sums
