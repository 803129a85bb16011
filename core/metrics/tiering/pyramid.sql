-- Question: how many customers are in each tier, and what do they bring?
-- One row per tier that active customers are in (also unprofitable, and null: no line has a cost).
-- value_total in the unit of the value measure (of the value index, which has no total: current value); smallest_value is
-- the cut value of the tier.
select
    tier,
    count(*) as customers,
    coalesce(sum({worth}), 0) as value_total,
    min(value) as smallest_value
from {tiers}
group by tier
order by tier nulls last
