-- Question: who is known, and what is the latest that was said of each?
-- One row per touched customer, in the place of the one before. Sales: `sold_last`, and `sold_before` where that is
-- silent. Customer files: the value of the latest batch and row that has one. A customer file wins over sales.
-- Of a merged customer all that was said under any of its ids counts.
delete from customers where customer_id in (select customer_id from touched);

insert into customers by name
with records as (  -- a mended row was said where its file was imported, not when it was mended
    select r.* rename (customer_id as said_of), coalesce(m.completes, r.batch_id) * 10000000000 + file_row as said
    from customer_records as r
    left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = r.batch_id
),
filed as (
    select n.customer_no, {latest}
    from records as r
    join touched_numbers as n on n.said_id = r.said_of
    group by n.customer_no
)
select
    n.customer_no, n.customer_id, n.customer_no as group_no,
    coalesce(f.customer_name, s.customer_name, b.customer_name) as customer_name,
    coalesce(f.region, s.region, b.region) as region,
    coalesce(s.channel, b.channel) as channel,
    coalesce(f.owner, s.salesperson, b.salesperson) as owner,
    {filed_columns} f.customer_no is not null as in_file
from touched_numbers as n
left join sold_last as s on s.customer_no = n.customer_no
left join sold_before as b on b.customer_no = n.customer_no
left join filed as f on f.customer_no = n.customer_no
where n.said_id = n.customer_id and (s.customer_no is not null or f.customer_no is not null);
