-- Question: which lines stand in several tables of a drop, several times in one of them, or in the workspace already?
-- One row per way in which lines are in common: judged_by ("line_id", "order", "looks": a line without an order id),
-- month (first day; of a line id the first in the drop), standing (how often such a line stands in the workspace),
-- standing_month (null: it does not), one column per table (how often it stands there), lines (how many different ones).
-- A line is the same line as in `find_doubles.sql`: by order id and line id, else by all but its occurrence, whose
-- numbers run from 1 in a file, and in the workspace from 1 to the highest.
-- `dropped_lines` holds the lines of the tables (`place`) that may be in common, with their `identity_hash`.
with
placed as (
    select * exclude (identity_hash), cast(null as INTEGER) as occurrence from dropped_lines
    union all by name
    select -1 as place, {identity}, order_date as day, occurrence
    from sales
    where {identity_hash} in (select identity_hash from dropped_lines)
),
met as (
    select
        case when line_id is not null then 'line_id' when order_id is not null then 'order' else 'looks' end as judged_by,
        cast(date_trunc('month', min(day) filter (where place >= 0)) as DATE) as month,
        case when line_id is null then coalesce(max(occurrence), 0) else least(count(occurrence), 1) end as standing,
        cast(date_trunc('month', min(day) filter (where place < 0)) as DATE) as standing_month,
        {times}
    from placed
    group by order_id, line_id, product, order_date, customer_id, quantity, amount
    having max(place) >= 0 and (min(place) < max(place) or (line_id is not null and count(*) > 1))
)
select *, count(*) as lines
from met
group by all
