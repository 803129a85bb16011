-- Question: how many customers went from which group to which, and with what reason?
-- One row per pair of groups, direction and kind of reason (null: stayed), with the value at both dates.
select
    moved_from, moved_to, moved, moved_why,
    count(*) as customers_n,
    cast(sum(value_from) as DECIMAL(38,4)) as value_before,
    cast(sum(value_to) as DECIMAL(38,4)) as value_after
from {moved}
group by moved_from, moved_to, moved, moved_why
