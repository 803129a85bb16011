-- Question: what would change if the batches {family} were taken out?
-- One row per month: month, leaves (lines that count now and would not), returns (lines that do not count now and
-- would), amount (of both, as the change). The other lines concerned stand in `visible` as they would count then.
with
now as (
    select batch_id, order_date, amount, {identity} as identity
    from sales
    where batch_id not in ({family}) and {identity} in (select identity from concerned)
),
others as (
    select order_date, amount, cast(sum(step) as INTEGER) as change
    from (
        select batch_id, order_date, amount, identity, 1 as step from visible
        union all
        select batch_id, order_date, amount, identity, -1 from now
    )
    group by batch_id, identity, order_date, amount
),
changes as (
    select order_date, amount, -1 as change from sales where batch_id in ({family})
    union all
    select order_date, amount, change from others where change <> 0
)
select
    cast(date_trunc('month', order_date) as DATE) as month,
    sum(greatest(-change, 0)), sum(greatest(change, 0)), sum(change * amount)
from changes
group by month
order by month
