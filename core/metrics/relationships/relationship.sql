-- Question: how many customers stand in each stage, way of buying, loyalty and step of the ladder, and what do they bring?
-- One row per kind and code (code null: does not apply): customers_n, value_total (in the window), earlier_total (what
-- the same customers brought in the earlier window; 0 where there is none), length_days (median, null without an order).
with
people as (
    select p.*, coalesce(e.earlier_value, 0) as earlier_value
    from {relations} as p
    left join (select customer_no, {measure} as earlier_value from {earlier}) as e on e.customer_no = p.customer_no
),
told as (
    select 'stage' as kind, stage as code, value, earlier_value, length_days from people
    union all select 'purchase_mode', purchase_mode, value, earlier_value, length_days from people
    union all select 'loyalty', loyalty, value, earlier_value, length_days from people
    union all select 'ladder', ladder, value, earlier_value, length_days from people
    union all select 'all', 'all', value, earlier_value, length_days from people where stage is not null
)
select
    kind, code,
    count(*) as customers_n,
    cast(coalesce(sum(value), 0) as DECIMAL(38,4)) as value_total,
    cast(sum(earlier_value) as DECIMAL(38,4)) as earlier_total,
    cast(quantile_disc(length_days, 0.5) as INTEGER) as length_days
from told
group by kind, code
order by kind, code
