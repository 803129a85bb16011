-- Version 6: what people say of customers, segments of their own, plans, and signals that were looked into.

create table customer_edits (
    customer_id VARCHAR not null, attribute VARCHAR not null, value VARCHAR, note VARCHAR, edited_at TIMESTAMP not null
);

create table assessments (
    customer_id VARCHAR not null, criterion VARCHAR not null, rating INTEGER, reason VARCHAR,
    assessed_at TIMESTAMP not null
);

create table plans (
    month DATE not null, salesperson VARCHAR, amount DECIMAL(18,4) not null, planned_at TIMESTAMP not null
);

create table dismissed_signals (
    signal_id VARCHAR not null, note VARCHAR, dismissed_at TIMESTAMP not null, restored_at TIMESTAMP
);

create table own_segments (
    segment_id INTEGER not null, place INTEGER not null, name VARCHAR not null, rules VARCHAR not null,
    owner VARCHAR, target VARCHAR, created_at TIMESTAMP not null
);
