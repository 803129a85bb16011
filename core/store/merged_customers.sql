-- Question: whose account is each merged customer in the end?
-- One row per customer with a standing merge; a merge into a customer who was merged leads on to where that one is.
-- The names follow in `merged_names.sql`.
delete from merged_customers;

insert into merged_customers (customer_id, into_id)
with recursive
standing as (
    select customer_id, into_id from merges where undone_at is null
),
steps as (
    select customer_id, into_id from standing
    union
    select s.customer_id, m.into_id from steps as s join standing as m on m.customer_id = s.into_id
)
select customer_id, into_id from steps where into_id not in (select customer_id from standing);
