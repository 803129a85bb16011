-- Version 5: refused rows bear the table of the file that they stand in, since files that were joined share a batch.
-- Until now they bore its sheet alone. Where several files of a batch have such a sheet, a row goes to the one that has
-- as many headers as the row has cells, a mended row to the one of the kind of the table of mended rows.

create temp table bearers as
select
    batch_id, kind, sheet, refused, imported_at, json_array_length(reading, '$.plan.headers') as headers,
    'refused-' || substr(sha256(content_hash || chr(31) || coalesce(sheet, '')), 1, 16) as token
from batches;

alter table refused_rows rename to refused_before;
create table refused_rows (
    batch_id INTEGER not null,
    token VARCHAR not null,             -- of the table of the file
    file_row BIGINT not null, "column" VARCHAR, value VARCHAR, rule VARCHAR not null,
    cells VARCHAR[] not null,           -- in the order of the headers
    surplus VARCHAR                     -- what the row held beyond the headers
);
insert into refused_rows
select r.batch_id, b.token, r.file_row, r."column", r.value, r.rule, r.cells, r.surplus
from refused_before as r
left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = r.batch_id
inner join bearers as b on b.batch_id = coalesce(m.completes, r.batch_id) and b.sheet is not distinct from r.sheet
qualify row_number() over (
    partition by r.rowid order by b.refused = 0, b.headers is distinct from len(r.cells), b.imported_at
) = 1;

alter table repaired_rows rename to repaired_before;
create table repaired_rows (
    batch_id INTEGER not null, completes INTEGER not null, token VARCHAR not null, file_row BIGINT not null
);
insert into repaired_rows
select r.batch_id, r.completes, b.token, r.file_row
from repaired_before as r
inner join bearers as own on own.batch_id = r.batch_id
inner join bearers as b on b.batch_id = r.completes and b.sheet is not distinct from r.sheet
qualify row_number() over (
    partition by r.rowid order by b.kind <> own.kind, b.refused = 0, b.imported_at
) = 1;

drop table refused_before;
drop table repaired_before;
drop table bearers;
