-- Question: what did the sales last say of each touched customer?
-- sold_last: one row per customer with lines, from the lines of the last day; sold_before: the same for those whom the
-- last day leaves partly untold, from the latest day that tells it, column by column. Ties by the greatest value.
-- touched_numbers: one row per id (said_id) that stands for a touched customer: its own and those merged into it.
-- `mine`: which facts are looked at; those of others do no harm. `partly`: whether something is left untold, as SQL.
-- `new_numbers` and `touched` are those of the refresh; the facts are up to date.
create or replace temp table touched_numbers as
with numbered as (
    select customer_id, customer_no from new_numbers
    union all
    select customer_id, customer_no from customers where customer_id in (select customer_id from touched)
)
select customer_id as said_id, customer_id, customer_no from numbered
union all
select m.customer_id, n.customer_id, n.customer_no
from merged_customers as m
join numbered as n on n.customer_id = m.into_id;

create or replace temp table sold_last as
with last_days as (
    select customer_no, max(last_line_date) as last_day
    from customer_months
    where {mine}
    group by customer_no
),
said as (
    select n.said_id, n.customer_no, d.last_day
    from touched_numbers as n
    join last_days as d on d.customer_no = n.customer_no
)
select
    d.customer_no,
    max(l.customer_name) as customer_name, max(l.region) as region,
    max(l.channel) as channel, max(l.salesperson) as salesperson
from sales as l
join said as d on d.said_id = l.customer_id and d.last_day = l.order_date
group by d.customer_no;

create or replace temp table sold_before as
with
untold as (
    select n.said_id, n.customer_no
    from touched_numbers as n
    join sold_last as s on s.customer_no = n.customer_no
    where {partly}
),
days as (
    select
        u.customer_no,
        max(l.order_date) filter (where l.customer_name is not null) as name_day,
        max(l.order_date) filter (where l.region is not null) as region_day,
        max(l.order_date) filter (where l.channel is not null) as channel_day,
        max(l.order_date) filter (where l.salesperson is not null) as salesperson_day
    from sales as l
    join untold as u on u.said_id = l.customer_id
    group by u.customer_no
),
asked as (
    select u.said_id, d.* from untold as u join days as d on d.customer_no = u.customer_no
)
select
    a.customer_no,
    max(l.customer_name) filter (where l.order_date = a.name_day) as customer_name,
    max(l.region) filter (where l.order_date = a.region_day) as region,
    max(l.channel) filter (where l.order_date = a.channel_day) as channel,
    max(l.salesperson) filter (where l.order_date = a.salesperson_day) as salesperson
from sales as l
join asked as a on a.said_id = l.customer_id
where l.order_date in (a.name_day, a.region_day, a.channel_day, a.salesperson_day)
group by a.customer_no;
