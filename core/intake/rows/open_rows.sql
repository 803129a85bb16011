-- Question: which refused rows of the table $token of batch $batch_id still wait to be mended?
-- One row per row of the file: file_row, column, value, rule, cells, surplus, as the latest repair left it.
-- The whole family: the batch and its standing repairs. Row numbers are those of the batch's own file.
with family as (
    select $batch_id as batch_id
    union
    select batch_id from repaired_rows where completes = $batch_id
)
select file_row, "column", value, rule, cells, surplus
from refused_rows as r
where batch_id in (select batch_id from family) and token = $token and file_row > $after
    and file_row not in (
        select file_row from repaired_rows where completes = $batch_id and token = $token
    )
qualify row_number() over (partition by file_row order by batch_id desc) = 1
order by file_row
limit $most
