-- Question: the how-manieth of equal lines within its file is each mended line of batch $batch_id?
-- One row per line: line (row id), nth (from 1), counted on from the lines of its batch and of the repairs before it.
-- `family` says which batches these are; lines that were set aside count too.
with
fresh as (
    select line, {identity} as identity
    from (select * replace (1 as occurrence), rowid as line from sales where batch_id = $batch_id)
),
family as (
    select * from sales
    where {family} and batch_id <> $batch_id
    union all by name
    select * exclude (reason, replaced_by) from sales_aside
    where {family} and batch_id <> $batch_id
),
before as (
    select {identity} as identity, max(nth) as last
    from (
        select * replace (1 as occurrence), occurrence as nth from family
        where {identity_hash} in (select {identity_hash} from sales where batch_id = $batch_id)
    )
    group by identity
)
select line, coalesce(last, 0) + row_number() over (partition by f.identity order by line) as nth
from fresh as f
left join before as b on b.identity = f.identity
