-- Question: what part has each customer in the change of revenue between the two windows?
-- One row per customer with a counted line in one of them. bridge_part: lapsed, up, down, same (bought in both windows),
-- returned, won. bridge_orders, of those who bought in both windows: both, without_orders (no order in one of them, so
-- only returns). Amounts in the workspace's currency. Of those with orders in both: frequency_effect = change of
-- orders x mean of the two averages per order, rounded half up (away from zero) to 4 places, in whole numbers;
-- price_effect = the rest of the change.
with
parts as (
    select
        case
            when not is_active then 'lapsed'
            when not was_active and frozen_from = 'new' then 'won'
            when not was_active then 'returned'
            when revenue_to > revenue_from then 'up'
            when revenue_to < revenue_from then 'down'
            else 'same'
        end as bridge_part,
        customer_no, revenue_from, revenue_to, orders_from, orders_to,
        case
            when not was_active or not is_active then null
            when orders_from > 0 and orders_to > 0 then 'both'
            else 'without_orders'
        end as bridge_orders
    from {moves}
),
-- twice the effect, in units of 0.0001 and over the product of the two numbers of orders
fractions as (
    select *,
        cast(orders_to - orders_from as HUGEINT) * (
            cast(revenue_from * cast(10000 as DECIMAL(5,0)) as HUGEINT) * orders_to
            + cast(revenue_to * cast(10000 as DECIMAL(5,0)) as HUGEINT) * orders_from
        ) as above,
        cast(2 as HUGEINT) * orders_from * orders_to as below
    from parts
),
effects as (
    select customer_no, bridge_part, bridge_orders, revenue_from, revenue_to,
        case when bridge_orders = 'both' then
            cast(
                cast(sign(above) * ((2 * abs(above) + below) // (2 * below)) as DECIMAL(28,0))
                * cast(0.0001 as DECIMAL(5,4)) as DECIMAL(18,4)
            )
        end as frequency_effect
    from fractions
)
select *, revenue_to - revenue_from as revenue_change, revenue_to - revenue_from - frequency_effect as price_effect
from effects
