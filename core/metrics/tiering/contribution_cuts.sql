-- Question: from which value on does a customer belong to each tier, or to a better one, by contribution?
-- One row, one column per tier, best first: the smallest value whose holders still lie under the tier's ceiling, in
-- basis points of the value of all ranked. Equal values share the better tier: only strictly better customers count.
with
-- each value that occurs, once
ranked as (
    select value, sum(value) as amount
    from {ranking}
    where value > 0
    group by value
),
-- what strictly better customers bring
stairs as (
    select
        value,
        coalesce(sum(amount) over (
            order by value desc nulls last rows between unbounded preceding and 1 preceding
        ), 0) as amount_better
    from ranked
),
everybody as (
    select sum(amount) as amount_all
    from ranked
)
select {cuts}
from stairs as s
cross join everybody as e
