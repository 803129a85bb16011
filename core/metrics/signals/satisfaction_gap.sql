-- Question: in which dimension are Key or Important customers far less content than all others?
-- One row per tier and dimension. A customer's index of a dimension is the mean of its answers in the window; expected:
-- the mean of all customers of other tiers; seen: of this tier (at least 5 customers with an answer). At stake: what
-- those of the tier bring in the window whose own index is under 60.
with
told as (
    select
        n.account_no, s.dimension, s.answered_on,
        100.0 * cast(s.score - s.lowest as DOUBLE) / nullif(cast(s.highest - s.lowest as DOUBLE), 0) as index_n
    from survey_answers as s
    join {numbers} as n on n.customer_id = s.customer_id
    where s.answered_on >= $first_month and s.answered_on <= $as_of
),
own as (
    select
        t.tier, t.customer_id, t.revenue, d.dimension, d.index_n, d.first_day
    from (
        select account_no, dimension, avg(index_n) as index_n, min(answered_on) as first_day
        from told
        group by account_no, dimension
    ) as d
    join {tiers} as t on t.customer_no = d.account_no
    where t.tier is not null
),
tiers as (
    select
        v.tier, o.dimension,
        count(*) filter (where o.tier = v.tier) as here_n,
        count(*) filter (where o.tier <> v.tier) as there_n,
        avg(o.index_n) filter (where o.tier = v.tier) as here,
        avg(o.index_n) filter (where o.tier <> v.tier) as there,
        var_samp(o.index_n) filter (where o.tier = v.tier) as here_spread,
        var_samp(o.index_n) filter (where o.tier <> v.tier) as there_spread,
        min(o.first_day) filter (where o.tier = v.tier) as first_day,
        sum(o.revenue) filter (where o.tier = v.tier and o.index_n < $unhappy and o.revenue > 0) as unhappy_sum,
        array_agg(o.customer_id order by o.revenue desc, o.customer_id)
            filter (where o.tier = v.tier and o.index_n < $unhappy) as unhappy_ids
    from (select unnest($valuable) as tier) as v
    cross join own as o
    group by v.tier, o.dimension
)
select
    tier || ':' || dimension as subject_id, cast(null as VARCHAR) as name, tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, dimension as detail,
    '' as event,
    'peers' as against,
    cast(there as DECIMAL(18,4)) as expected,
    cast(here as DECIMAL(18,4)) as seen,
    cast(coalesce(unhappy_sum, 0) as DECIMAL(18,4)) as at_stake,
    first_day as since,
    coalesce(unhappy_ids, []) as customers
from tiers
where here_n >= $fewest and there_n >= $fewest and there - here >= $gap
    and there - here >= $above_chance * sqrt(here_spread / here_n + there_spread / there_n)
