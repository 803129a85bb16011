-- Question: on which days did each customer buy, and what did those days bring?
-- One row per account (the customer, or its group where groups are ranked) and purchase day up to $as_of; without the
-- accounts that were set apart and without lines that name no customer. A purchase day has a bought line of positive
-- amount, not cancelled and, with net, not in a returned order.
-- revenue: what was bought that day; with net, minus what came back that day or on a day without a purchase since the
-- purchase day before, so that no day knows what comes later; what came back after the last purchase day stands in no
-- row. profit: revenue minus cost over the lines that have a cost, without tax, null where no line of that day has one.
-- Both in the workspace's currency.
with
-- each counted line with its sign
told as (
    select
        c.customer_no as who, l.order_date, l.cost,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        case when l.amount < 0 or coalesce(l.quantity, 0) < 0 then {returned} else abs(l.amount) end as signed_amount
    from {lines_of} as l
    join {customers_of} as c on c.customer_id = l.customer_id
    where l.order_date <= $as_of and coalesce(l.status, '') <> 'cancelled' and {counted}
),
-- one row per account and day with a counted line
days as (
    select
        {account} as account_no, m.order_date,
        bool_or(not m.is_return and m.signed_amount > 0) as is_purchase,
        sum(m.signed_amount) as amount,
        sum(case when m.cost is not null then m.signed_amount end) as costed_amount,
        sum(m.cost) as cost_amount
    from (select who as customer_no, order_date, cost, is_return, signed_amount from told) as m
    {account_join}
    where m.customer_no not in (
        select c.customer_no
        from customers as c
        where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
    )
    group by {account}, m.order_date
),
-- the purchase day with which each day counts: itself, or the next one
placed as (
    select
        *,
        min(case when is_purchase then order_date end) over (
            partition by account_no order by order_date rows between current row and unbounded following
        ) as purchase_day
    from days
),
totals as (
    select
        account_no, purchase_day, sum(amount) as revenue_total,
        sum(costed_amount) as costed_total, sum(cost_amount) as cost_total
    from placed
    where purchase_day is not null
    group by account_no, purchase_day
)
select
    account_no as customer_no,
    purchase_day as day,
    cast(revenue_total as DECIMAL(18,4)) as revenue,
    cast({profit} as DECIMAL(18,4)) as profit
from totals
