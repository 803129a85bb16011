-- Question: how much does each customer lack to the next better tier?
-- One row per ranked customer (value above 0) below the best tier: next_tier (a code), to_next_tier (in the unit of the
-- value measure), to_next_tier_share (0-1, of the value at which that tier begins). $cuts: from which value on a better
-- tier begins, $tiers: the tier that a customer with just that value is in; empty tiers are not among them.
with
cuts as (
    select unnest($tiers) as next_tier, cast(unnest($cuts) as DECIMAL(18,4)) as next_cut
),
above as (
    select r.customer_no, r.value, min(c.next_cut) as next_cut
    from {ranking} as r
    join cuts as c on c.next_cut > r.value
    where r.value > 0
    group by r.customer_no, r.value
)
select
    a.customer_no,
    c.next_tier,
    cast(a.next_cut - a.value as DECIMAL(18,4)) as to_next_tier,
    cast(round(cast(a.next_cut - a.value as DOUBLE) / cast(a.next_cut as DOUBLE), 6) as DECIMAL(18,6))
        as to_next_tier_share
from above as a
join cuts as c on c.next_cut = a.next_cut
