-- Question: through whom, and through what, did revenue change between the two windows?
-- One row per part: lapsed, up, down, same (bought in both windows), returned, won. Amounts in the workspace's currency.
-- The effects of a customer: see revenue_parts.sql.
select
    bridge_part,
    count(*) as customers_n,
    cast(sum(revenue_from) as DECIMAL(38,4)) as revenue_before,
    cast(sum(revenue_to) as DECIMAL(38,4)) as revenue_after,
    cast(coalesce(sum(frequency_effect), 0) as DECIMAL(38,4)) as frequency_sum,
    cast(coalesce(sum(price_effect), 0) as DECIMAL(38,4)) as price_sum,
    cast(coalesce(sum(revenue_change) filter (where bridge_orders = 'without_orders'), 0) as DECIMAL(38,4))
        as without_orders_sum,
    count(*) filter (where bridge_orders = 'both') as with_orders_n,
    count(*) filter (where bridge_orders = 'without_orders') as without_orders_n
from {parts}
group by bridge_part
