-- Question: from which value on does a customer have each score, and what is the middle of each dimension?
-- One row per dimension (recency, frequency, monetary). Greater is better in all three: recency is days below zero.
-- A score is min(L, floor(L * customers strictly worse / customers) + 1), so level s begins with the smallest value
-- that has (s - 1) / L of the customers strictly below it. Equal values always have the same score. Null: nobody.
with
people as (
    select last_order - $as_of as recency, order_count as frequency, {monetary} as monetary
    from {tiers}
    where order_count > 0
),
-- each value that occurs, once per dimension
distinct_values as (
    select 'recency' as dimension, cast(recency as DECIMAL(18,4)) as value, count(*) as customers
    from people group by recency
    union all
    select 'frequency' as dimension, cast(frequency as DECIMAL(18,4)) as value, count(*) as customers
    from people group by frequency
    union all
    select 'monetary' as dimension, monetary as value, count(*) as customers
    from people where monetary is not null group by monetary
),
-- how many customers are strictly worse
stairs as (
    select
        dimension, value, customers,
        coalesce(sum(customers) over (
            partition by dimension order by value nulls last rows between unbounded preceding and 1 preceding
        ), 0) as worse
    from distinct_values
),
everybody as (
    select dimension as whole_dimension, sum(customers) as customers_all, sum(value * customers) as value_all
    from distinct_values
    group by dimension
)
select
    s.dimension,
    cast(max(e.customers_all) as BIGINT) as customers,
    cast(max(e.value_all) as DECIMAL(38,4)) as total,
    min(s.value) filter (where (s.worse + s.customers) * 2 >= e.customers_all) as lower_middle,
    min(s.value) filter (where (s.worse + s.customers) * 2 > e.customers_all) as upper_middle,
    {bounds}
from stairs as s
join everybody as e on e.whole_dimension = s.dimension
group by s.dimension
order by s.dimension
