-- Version 4: refused rows are kept whole, so that they can be mended and complete their batch.

-- rows that break a rule, as they stand; those of a repair are the rows that it could not mend
create table refused_rows (
    batch_id INTEGER not null, sheet VARCHAR, file_row BIGINT not null, "column" VARCHAR, value VARCHAR,
    rule VARCHAR not null,
    cells VARCHAR[] not null,           -- in the order of the headers
    surplus VARCHAR                     -- what the row held beyond the headers
);

-- rows of batch `completes` that were mended and accepted as batch `batch_id`
create table repaired_rows (
    batch_id INTEGER not null, completes INTEGER not null, sheet VARCHAR, file_row BIGINT not null
);
