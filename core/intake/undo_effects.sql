-- Question: what would change if batch $batch_id and its repairs were taken out?
-- One row per month: month, leaves (lines that count now and would go), returns (lines that were set aside because of
-- them and would count again: one per line, however many files hold it), amount (of both, as the change).
with family as (
    select $batch_id as batch_id
    union
    select batch_id from repaired_rows where completes = $batch_id
),
leaving as (
    select *, {identity} as identity from sales where batch_id in (select batch_id from family)
),
coming_back as (
    select *, {identity} as identity from sales_aside
    where batch_id not in (select batch_id from family)
        and (
            replaced_by in (select batch_id from family)
            or {identity} in (select identity from leaving)
        )
    qualify row_number() over (partition by identity order by batch_id) = 1
),
changes as (
    select order_date, amount, 1 as leaves, 0 as returns from leaving
    union all
    select order_date, -amount, 0, 1 from coming_back
)
select cast(date_trunc('month', order_date) as DATE) as month, sum(leaves), sum(returns), -sum(amount)
from changes
group by month
order by month
