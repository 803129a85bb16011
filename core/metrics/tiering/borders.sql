-- Question: who stands next to the border of a tier, on either side?
-- Up to $n rows per side, the nearest to the cut value first; equal values by customer_id. below: ranked customers with
-- a smaller value than the cut value; above: those who have it or more.
select * from (
    select 'below' as side, customer_id, customer_name, tier, value
    from {tiers}
    where is_active and value > 0 and value < $cut_value
    order by value desc, customer_id
    limit $n
)
union all
select * from (
    select 'above' as side, customer_id, customer_name, tier, value
    from {tiers}
    where is_active and value >= $cut_value
    order by value, customer_id
    limit $n
)
