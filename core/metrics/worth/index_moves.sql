-- Question: who stands in another tier of the value index under other weights?
-- One row per chosen customer whose tier differs: index and tier under the present weights and under the tried ones; the
-- best of either index first, then by id.
select
    c.customer_id, {name} as customer_name,
    n.value as index_now, n.tier as tier_now, t.value as index_then, t.tier as tier_then, n.current_value
from {now} as n
join {tried} as t on t.customer_no = n.customer_no
join customers as c on c.customer_no = n.customer_no
where n.tier <> t.tier
order by greatest(n.value, t.value) desc, c.customer_id
