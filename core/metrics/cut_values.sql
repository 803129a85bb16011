-- Question: from which value on does a customer belong to each tier, or to a better one?
-- One row, one column per tier, best first: the smallest value whose holders still lie under the tier's ceiling.
-- Ranked are active customers with a value above 0. Ceilings in basis points: of customers (share) or of value
-- (contribution). Equal values always share the better tier: only strictly better customers count against a ceiling.
with
-- each value that occurs, once
ranked as (
    select value, count(*) as customers, sum(value) as amount
    from (select {value} as value, is_active from {values})
    where is_active and value > 0
    group by value
),
-- how many customers are strictly better, and how much they bring
stairs as (
    select
        value,
        coalesce(sum(customers) over better, 0) as customers_better,
        coalesce(sum(amount) over better, 0) as amount_better
    from ranked
    window better as (order by value desc nulls last rows between unbounded preceding and 1 preceding)
),
everybody as (
    select sum(customers) as customers_all, sum(amount) as amount_all
    from ranked
)
select {cuts}
from stairs as s
cross join everybody as e
