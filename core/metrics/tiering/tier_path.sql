-- Question: what did one account buy and earn us over the window, at each of these month ends?
-- One row per month end in $month_ends (first days of months) whose window holds a counted line, columns as in
-- customer_values.sql. Windows begin $window months before their end, those of `all` with the data.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
ends as (
    select unnest($month_ends) as month_end, unnest($first_months) as first_month
),
summed as (
    select
        e.month_end,
        max(m.{refunds}_last_date) as last_day,
        sum(m.{refunds}_orders) as orders_n,
        sum(m.{refunds}_amount) as amount_total,
        sum(m.{refunds}_costed_amount) filter (where m.{refunds}_costed_lines > 0) as costed_total,
        sum(m.{refunds}_cost) filter (where m.{refunds}_costed_lines > 0) as cost_total
    from ends as e
    join {facts} as m on m.month >= e.first_month and m.month <= e.month_end
    {account_join}
    where {account} = $customer_no and m.{refunds}_lines > 0 and m.customer_no > 0
        and m.customer_no not in (select customer_no from apart)
    group by e.month_end
)
select
    month_end,
    last_day as last_bought,
    cast(orders_n as INTEGER) as order_count,
    cast(amount_total as DECIMAL(18,4)) as revenue,
    cast({profit} as DECIMAL(18,4)) as gross_profit
from summed
order by month_end
