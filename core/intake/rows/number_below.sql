-- Question: how many equal lines do the tables above it in its file hold, for each line of a table?
-- One row per line of the table (`own`, as SQL) that has any: line (row id), above (the last of their numbers).
-- `above` and `aside`: which lines of `sales` and of `sales_aside` the tables above brought, as SQL. Equal: as in
-- `number_repeats.sql`.
with
above as (
    select * from sales where {above}
    union all by name
    select * exclude (reason, replaced_by) from sales_aside where {aside}
),
numbered as (
    select {identity} as identity, max(nth) as last
    from (select * replace (1 as occurrence), occurrence as nth from above)
    group by identity
),
fresh as (
    select line, {identity} as identity
    from (
        select * replace (1 as occurrence), rowid as line from sales
        where {own} and {identity_hash} in (select {identity_hash} from above)
    )
)
select f.line, n.last as above
from fresh as f
join numbered as n on n.identity = f.identity
