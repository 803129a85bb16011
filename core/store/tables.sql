-- The tables of a workspace, as `upgrade.py` numbers their versions. One DuckDB file holds them all.
-- No keys and no indexes: batches are inserted whole and removed whole. `as (null)`: nothing has told of the column so
-- far, see `untold.py`.

create table meta (name VARCHAR not null, value VARCHAR);

create table settings (name VARCHAR not null, value VARCHAR not null);

-- one row per imported table of a file; the tables of one file share a batch and stand or fall together.
-- rows = accepted + duplicates + refused + skipped
create table batches (
    batch_id INTEGER not null, kind VARCHAR not null, file_name VARCHAR not null, sheet VARCHAR,
    content_hash VARCHAR not null, imported_at TIMESTAMP not null, undone_at TIMESTAMP,
    mode VARCHAR not null,              -- add | replace-months
    matching VARCHAR not null,          -- skip | keep: lines without an order id that stand in another batch too
    "rows" BIGINT not null, accepted BIGINT not null, duplicates BIGINT not null, refused BIGINT not null,
    skipped BIGINT not null, amount DECIMAL(38,4), orders BIGINT, customers BIGINT, first_date DATE, last_date DATE,
    months VARCHAR not null,            -- JSON list of the months touched, "2011-11"
    reading VARCHAR not null            -- JSON: what was understood of the file (encoding, mapping, formats)
);

-- order lines that count
create table sales (
    batch_id INTEGER not null,
    -- ids, names, days and prices stay as they are: compressing them costs an import more than their room is worth; amounts
    -- and costs are compressed, since each further month reads them
    order_id VARCHAR using compression uncompressed,
    line_id VARCHAR as (null),
    occurrence INTEGER not null,        -- the how-manieth of equal lines within its file, from 1
    order_date DATE not null using compression uncompressed,
    customer_id VARCHAR using compression uncompressed, customer_name VARCHAR using compression uncompressed,
    product_code VARCHAR as (null), product VARCHAR as (null), category VARCHAR as (null),
    quantity DECIMAL(18,4) as (null), unit_price DECIMAL(18,4) as (null), discount DECIMAL(9,6) as (null),
    amount DECIMAL(18,4) not null,
    cost DECIMAL(18,4) as (null),       -- negative on a return line whose goods came back
    region VARCHAR as (null), channel VARCHAR as (null), salesperson VARCHAR as (null),
    status VARCHAR as (null),           -- null | completed | returned | cancelled
    currency VARCHAR as (null), due_date DATE as (null), paid_date DATE as (null)
);

-- order lines that are set aside: duplicates of a line that counts, or replaced by a later batch. replaced_by: that
-- batch; of a duplicate: null, or the own batch where an earlier file of it holds the line, which then never comes back
create table sales_aside as
    select *, cast(null as VARCHAR) as reason, cast(null as INTEGER) as replaced_by from sales limit 0;

create table returned_orders (batch_id INTEGER not null, order_id VARCHAR not null, returned_on DATE, reason VARCHAR);

create table product_records (
    batch_id INTEGER not null, product_code VARCHAR not null, product VARCHAR, category VARCHAR,
    price DECIMAL(18,4), cost DECIMAL(18,4)
);

-- what customer files said, one row per file and row; the latest value wins, per customer and attribute
create table customer_records (
    batch_id INTEGER not null, file_row BIGINT not null, customer_id VARCHAR not null, customer_name VARCHAR,
    parent VARCHAR, region VARCHAR,
    city VARCHAR, industry VARCHAR, kind VARCHAR, nature VARCHAR, owner VARCHAR, source VARCHAR, grade VARCHAR,
    phone VARCHAR, email VARCHAR, personality VARCHAR, payment_terms VARCHAR, notes VARCHAR, contact VARCHAR,
    contact_role VARCHAR, joined_on DATE, birthday DATE, opted_out BOOLEAN,
    annual_need DECIMAL(18,4), cost_to_serve DECIMAL(18,4), credit_limit DECIMAL(18,4),
    referrals DECIMAL(18,4), standing DECIMAL(18,4), information_value DECIMAL(18,4)
);

create table survey_answers (
    batch_id INTEGER not null, answered_on DATE not null, customer_id VARCHAR, customer_name VARCHAR, order_id VARCHAR,
    respondent VARCHAR,                 -- null: anonymous
    role VARCHAR, dimension VARCHAR not null, item VARCHAR,
    score DECIMAL(18,4) not null, lowest DECIMAL(18,4) not null, highest DECIMAL(18,4) not null,
    weight DECIMAL(18,4), comment VARCHAR,
    occurrence INTEGER not null
);

create table contact_records (
    batch_id INTEGER not null,          -- 0: noted by hand
    customer_id VARCHAR not null, contacted_on DATE not null, customer_name VARCHAR,
    kind VARCHAR, "by" VARCHAR, result VARCHAR, next_step VARCHAR, product VARCHAR, severity VARCHAR, settled_on DATE,
    next_on DATE,                       -- when the next step is due
    noted_at TIMESTAMP                  -- null: from a file
);

-- derived: everybody who is known, one row per customer
create table customers (
    customer_no INTEGER not null,       -- 1, 2, ...; 0 in the facts means: no customer given
    customer_id VARCHAR not null using compression uncompressed, customer_name VARCHAR using compression uncompressed,
    group_no INTEGER not null, parent VARCHAR as (null), region VARCHAR, channel VARCHAR, city VARCHAR as (null),
    industry VARCHAR as (null), kind VARCHAR as (null), nature VARCHAR as (null), owner VARCHAR,
    source VARCHAR as (null), grade VARCHAR as (null), phone VARCHAR as (null), email VARCHAR as (null),
    personality VARCHAR as (null), payment_terms VARCHAR as (null), notes VARCHAR as (null),
    contact VARCHAR as (null), contact_role VARCHAR as (null), joined_on DATE as (null), birthday DATE as (null),
    opted_out BOOLEAN as (null), annual_need DECIMAL(18,4) as (null), cost_to_serve DECIMAL(18,4) as (null),
    credit_limit DECIMAL(18,4) as (null), referrals DECIMAL(18,4) as (null), standing DECIMAL(18,4) as (null),
    information_value DECIMAL(18,4) as (null),
    in_file BOOLEAN not null            -- named by a customer file
);

-- customers that the user has set apart: walk-ins, platforms, internal accounts
create table excluded_customers (customer_id VARCHAR not null, reason VARCHAR, decided_at TIMESTAMP not null);

-- merges that a person has decided, one row per customer and merge; at most one that stands per customer
create table merges (
    merge_id INTEGER not null, customer_id VARCHAR not null, into_id VARCHAR not null,
    evidence VARCHAR not null,          -- JSON: list of [code, value]; [] where no suggestion stood behind it
    decided_at TIMESTAMP not null, undone_at TIMESTAMP
);

-- derived from the merges that stand: whose account each merged customer is in the end, and its own name
create table merged_customers (customer_id VARCHAR not null, into_id VARCHAR not null, customer_name VARCHAR);

-- suggestions turned down: two ids that are not one customer (customer_id < other_id), or an id that is one customer
-- although so many names were written for it
create table dismissed_doubles (
    customer_id VARCHAR not null, other_id VARCHAR, names INTEGER, decided_at TIMESTAMP not null
);

-- facts: one row per customer and month. gross = bought lines; net = bought minus return lines, without returned orders.
-- Days and amounts stay as they are here too
create table customer_months (
    customer_no INTEGER not null, month DATE not null using compression uncompressed,
    lines INTEGER not null,             -- all lines, counted or not
    first_line_date DATE not null using compression uncompressed,
    last_line_date DATE not null using compression uncompressed,
    gross_lines INTEGER not null, gross_amount DECIMAL(18,4) not null using compression uncompressed,
    gross_orders INTEGER not null,
    gross_last_date DATE using compression uncompressed,  -- last date with a bought line of positive amount
    gross_costed_amount DECIMAL(18,4) not null using compression uncompressed,
    gross_cost DECIMAL(18,4) not null using compression uncompressed, gross_costed_lines INTEGER not null,
    net_lines INTEGER not null, net_amount DECIMAL(18,4) not null using compression uncompressed,
    net_orders INTEGER not null, net_last_date DATE using compression uncompressed,
    net_costed_amount DECIMAL(18,4) not null using compression uncompressed,
    net_cost DECIMAL(18,4) not null using compression uncompressed, net_costed_lines INTEGER not null,
    return_lines INTEGER not null, return_amount DECIMAL(18,4) not null,  -- taken back, as a positive amount
    gross_first_date DATE using compression uncompressed  -- first date with a bought line of positive amount
);

-- rows that break a rule, as they stand; those of a repair are the rows that it could not mend
create table refused_rows (
    batch_id INTEGER not null,
    token VARCHAR not null,             -- of the table of the file
    file_row BIGINT not null, "column" VARCHAR, value VARCHAR, rule VARCHAR not null,
    cells VARCHAR[] not null,           -- in the order of the headers
    surplus VARCHAR                     -- what the row held beyond the headers
);

-- rows of batch `completes` that were mended and accepted as batch `batch_id`
create table repaired_rows (
    batch_id INTEGER not null, completes INTEGER not null, token VARCHAR not null, file_row BIGINT not null
);

create table mappings (shape VARCHAR not null, kind VARCHAR not null, mapping VARCHAR not null, used_at TIMESTAMP not null);

create table target_lists (
    list_id INTEGER not null, name VARCHAR not null, created_at TIMESTAMP not null,
    definition VARCHAR not null,        -- JSON: rules, columns, question, choice, campaign
    as_of DATE not null, customers BIGINT not null, value DECIMAL(38,4) not null,
    revision INTEGER not null,          -- 1, 2, ...: two people who change one list at once are told
    verdict VARCHAR                     -- JSON: the outcome as judged at its end date; null until then
);

create table target_list_members (
    list_id INTEGER not null, customer_id VARCHAR not null, customer_name VARCHAR, reason VARCHAR not null,
    arm VARCHAR not null,               -- contact | held_back
    stratum VARCHAR, tier VARCHAR, segment VARCHAR, value DECIMAL(38,4), action VARCHAR
);

-- files made of lists; unmasked: with phone and e-mail readable
create table list_exports (
    list_id INTEGER, name VARCHAR not null, exported_at TIMESTAMP not null, column_set VARCHAR not null,
    rows_out BIGINT not null, held_back BIGINT not null, unmasked BOOLEAN not null
);

-- what a person said of a customer, as text: the latest per attribute wins over files; a null value takes it back.
-- With its history: nothing is changed, a row is added
create table customer_edits (
    customer_id VARCHAR not null, attribute VARCHAR not null, value VARCHAR, note VARCHAR, edited_at TIMESTAMP not null
);

-- how a person rates a customer: the criteria of key accounts (1 to 5) and the signs of a healthy relationship (0, 1);
-- the latest per criterion counts, a null rating takes it back
create table assessments (
    customer_id VARCHAR not null, criterion VARCHAR not null, rating INTEGER, reason VARCHAR,
    assessed_at TIMESTAMP not null
);

-- planned revenue of a month (its first day); salesperson null: the company's
create table plans (
    month DATE not null, salesperson VARCHAR, amount DECIMAL(18,4) not null, planned_at TIMESTAMP not null
);

-- signals that somebody has looked into; restored_at: they count again
create table dismissed_signals (
    signal_id VARCHAR not null,
    note VARCHAR,                       -- JSON: the note, and the money at stake when it was dismissed
    dismissed_at TIMESTAMP not null, restored_at TIMESTAMP
);

-- segments of the reader's own: a customer is in the first one, by place, all of whose rules it meets
create table own_segments (
    segment_id INTEGER not null, place INTEGER not null, name VARCHAR not null,
    rules VARCHAR not null,             -- JSON: list of rules, as in the definition of a target list
    owner VARCHAR, target VARCHAR, created_at TIMESTAMP not null
);

-- the playbook in the workspace's own words: the latest per subject, code, part and language; a null text takes it back
create table playbook_edits (
    subject VARCHAR not null, code VARCHAR not null, part VARCHAR not null, language VARCHAR not null, text VARCHAR,
    edited_at TIMESTAMP not null
);

-- pictures of the workspace: its logo
create table pictures (name VARCHAR not null, media_type VARCHAR not null, content BLOB not null);

-- purchase forecasts that were made; one counts for each day and way of counting
create table forecasts (
    forecast_id INTEGER not null, made_at TIMESTAMP not null, as_of DATE not null, horizon_days INTEGER not null,
    stood_on VARCHAR not null,          -- JSON: data version, refunds and whatever else the forecast depends on
    result VARCHAR not null             -- JSON: what was tried, what was chosen, how good it is
);

-- what a forecast says of each customer; usual_gap_days: null under two purchase days
create table forecast_customers (
    forecast_id INTEGER not null, customer_id VARCHAR not null, likelihood DOUBLE not null,
    expected_orders DOUBLE not null, expected_revenue DECIMAL(18,4) not null, expected_profit DECIMAL(18,4),
    purchase_days INTEGER not null, silent_days INTEGER not null, usual_gap_days DOUBLE
);

-- segments that were found in the data; the newest counts, those before it are there to compare with
create table segmentations (
    segmentation_id INTEGER not null, name VARCHAR not null, made_at TIMESTAMP not null, as_of DATE not null,
    definition VARCHAR not null,        -- JSON: goal, traits, method, number of segments, seed, libraries
    result VARCHAR not null             -- JSON: centres, names, evaluation
);

-- who was in which of them on the day they were found; on other days customers are placed anew
create table segmentation_members (
    segmentation_id INTEGER not null, month_end DATE not null, customer_id VARCHAR not null, code VARCHAR not null
);
