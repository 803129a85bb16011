-- Question: what is each of the touched ids called by itself, where several are one customer?
-- One name per id: of the latest batch and row of a customer file, where a mended row is of the batch it completes, else
-- of the last day with a named line (ties by the greatest name). The customer keeps the name of the id that stays, where
-- it has one; merged ids stay known by theirs.
create or replace temp table own_names as
with
asked as (
    select said_id
    from touched_numbers
    where customer_id in (select customer_id from touched_numbers where said_id <> customer_id)
),
filed as (
    select customer_id, arg_max(customer_name, coalesce(m.completes, r.batch_id) * 10000000000 + file_row) as name_filed
    from customer_records as r
    left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = r.batch_id
    where customer_name is not null and customer_id in (select said_id from asked)
    group by customer_id
),
sold as (
    select customer_id, arg_max(customer_name, row(order_date, customer_name)) as name_sold
    from sales
    where customer_name is not null and customer_id in (select said_id from asked)
    group by customer_id
)
select a.said_id, coalesce(f.name_filed, s.name_sold) as own_name
from asked as a
left join filed as f on f.customer_id = a.said_id
left join sold as s on s.customer_id = a.said_id;

update merged_customers set customer_name = n.own_name from own_names as n where n.said_id = merged_customers.customer_id;

update customers set customer_name = n.own_name
from own_names as n
where n.said_id = customers.customer_id and n.own_name is not null;

drop table own_names;
