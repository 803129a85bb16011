-- Version 7: lists with a hold-out and an outcome, contacts noted by hand, the playbook in own words, a logo.

alter table contact_records add column next_on DATE;
alter table contact_records add column noted_at TIMESTAMP;

alter table target_lists rename to old_target_lists;
create table target_lists (
    list_id INTEGER not null, name VARCHAR not null, created_at TIMESTAMP not null, definition VARCHAR not null,
    as_of DATE not null, customers BIGINT not null, value DECIMAL(38,4) not null, revision INTEGER not null,
    verdict VARCHAR
);
insert into target_lists select *, 1, null from old_target_lists;
drop table old_target_lists;

alter table target_list_members rename to old_target_list_members;
create table target_list_members (
    list_id INTEGER not null, customer_id VARCHAR not null, customer_name VARCHAR, reason VARCHAR not null,
    arm VARCHAR not null, stratum VARCHAR, tier VARCHAR, segment VARCHAR, value DECIMAL(38,4), action VARCHAR
);
insert into target_list_members select *, 'contact', null, null, null, null, null from old_target_list_members;
drop table old_target_list_members;

create table list_exports (
    list_id INTEGER, name VARCHAR not null, exported_at TIMESTAMP not null, column_set VARCHAR not null,
    rows_out BIGINT not null, held_back BIGINT not null, unmasked BOOLEAN not null
);

create table playbook_edits (
    subject VARCHAR not null, code VARCHAR not null, part VARCHAR not null, language VARCHAR not null, text VARCHAR,
    edited_at TIMESTAMP not null
);

create table pictures (name VARCHAR not null, media_type VARCHAR not null, content BLOB not null);
