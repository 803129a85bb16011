-- Version 3: customers who stand under several ids can be brought together.

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
