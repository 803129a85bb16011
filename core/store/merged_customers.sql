-- Question: whose account is each merged customer in the end?
-- One row per customer with a merge that stands; a merge into a customer who was merged leads on to where that one is.
-- Names that are known stay, the others follow in `merged_names.sql`.
create or replace temp table merged_before as from merged_customers;

delete from merged_customers;

insert into merged_customers
with recursive
standing as (
    select customer_id, into_id from merges where undone_at is null
),
steps as (
    select customer_id, into_id from standing
    union
    select s.customer_id, m.into_id from steps as s join standing as m on m.customer_id = s.into_id
)
select s.customer_id, s.into_id, b.customer_name
from steps as s
left join merged_before as b on b.customer_id = s.customer_id
where s.into_id not in (select customer_id from standing);

drop table merged_before;
