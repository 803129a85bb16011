-- Question: what did each active customer buy and earn us in the window?
-- One row per customer with a counted line in the window, or per group account where groups are ranked; without the
-- accounts that were set apart. Amounts in the workspace's currency, gross_profit without tax, rounded half up to 4
-- places; gross_profit and costed_revenue are null where no counted line has a cost. last_bought: the last day with a
-- bought line of positive amount in the window, null where there is none.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- one row per account
bought as (
    select
        {account} as account_no,
        max(m.{refunds}_last_date) as last_day,
        sum(m.{refunds}_orders) as orders_n,
        sum(m.{refunds}_amount) as amount_total,
        max(m.{refunds}_costed_lines) > 0 as has_cost,
        sum(m.{refunds}_costed_amount) as costed_sum,
        sum(m.{refunds}_cost) as cost_sum
    from {facts} as m
    {account_join}
    where m.month >= $first_month and m.month <= $last_month and m.{refunds}_lines > 0 and m.customer_no > 0
        {not_apart}
    group by {account}
),
-- without a counted line with a cost nothing is known of it
told as (
    select
        *,
        case when has_cost then costed_sum end as costed_total,
        case when has_cost then cost_sum end as cost_total
    from bought
)
select
    account_no as customer_no,
    last_day as last_bought,
    cast(orders_n as INTEGER) as order_count,
    cast(amount_total as DECIMAL(18,4)) as revenue,
    cast({profit} as DECIMAL(18,4)) as gross_profit,
    cast(costed_total as DECIMAL(18,4)) as costed_revenue
from told
