-- Question: how much of the value do the best customers bring?
-- Rows in three parts: curve (at most about 490 points), top (percent asked for) and reach (where 80 % is reached).
-- Each row is a step of customers with the same value: how many are strictly better and what they bring, the value,
-- and how many share it. Ties need no order: within a step the curve is straight.
with
-- active customers with a known value, each value once
distinct_values as (
    select value, count(*) as customers
    from {tiers}
    where value is not null
    group by value
),
stairs as (
    select
        value, customers,
        coalesce(sum(customers) over better, 0) as customers_better,
        coalesce(sum(value * customers) over better, 0) as value_better
    from distinct_values
    window better as (order by value desc nulls last rows between unbounded preceding and 1 preceding)
),
everybody as (
    select sum(customers) as customers_all, sum(value * customers) as value_all
    from distinct_values
),
-- the ends of the steps that the curve is drawn through: the best customers each, then evenly, and the summit
numbered as (
    select
        s.*,
        case
            when s.customers_better + s.customers <= $first_points then s.customers_better + s.customers
            else $first_points + cast(floor((s.customers_better + s.customers) * $points / e.customers_all) as BIGINT)
        end as bucket
    from stairs as s
    cross join everybody as e
),
ends as (
    select bucket as drawn_bucket, max(customers_better) as last_better
    from numbered
    group by bucket
),
summit as (
    select max(customers_better) as last_better
    from stairs
    where value > 0
)
select 'curve' as part, 0 as percent, customers_better, value_better, value, customers
from numbered as n
where exists (select 1 from ends as e where e.drawn_bucket = n.bucket and e.last_better = n.customers_better)
    or exists (select 1 from summit as t where t.last_better = n.customers_better)
union all
select 'top' as part, p.percent, s.customers_better, s.value_better, s.value, s.customers
from stairs as s
cross join everybody as e
join (select unnest($percents) as percent) as p
    on s.customers_better * 100 < p.percent * e.customers_all
    and (s.customers_better + s.customers) * 100 >= p.percent * e.customers_all
union all
select 'five' as part, 5 as percent, customers_better, value_better, value, customers
from stairs
where customers_better < 5 and customers_better + customers >= 5
union all
select 'reach' as part, 80 as percent, s.customers_better, s.value_better, s.value, s.customers
from stairs as s
cross join everybody as e
where s.value_better * 100 < 80 * e.value_all and (s.value_better + s.value * s.customers) * 100 >= 80 * e.value_all
union all
-- each customer's value, weighted by how many stand at or behind it: what the Gini coefficient is made of
select
    'gini' as part, 0 as percent, sum(s.customers) as customers_better,
    sum(s.value * s.customers * (2 * (e.customers_all - s.customers_better) - s.customers + 1)) as value_better,
    max(e.value_all) as value, 0 as customers
from stairs as s
cross join everybody as e
order by part, percent, customers_better
