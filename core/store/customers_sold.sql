-- Question: what did the sales last say of each touched customer?
-- sold_last: one row per customer with lines, from the lines of the last day; sold_before: the same for those whom the
-- last day leaves partly untold, from the latest day that tells it, column by column. Ties by the greatest value.
-- `new_numbers` and `touched` are those of the refresh; the facts are up to date.
create or replace temp table touched_numbers as
select customer_id, customer_no from new_numbers
union all
select customer_id, customer_no from customers where customer_id in (select customer_id from touched);

create or replace temp table sold_last as
with last_days as (
    select n.customer_id, max(f.last_line_date) as last_day
    from touched_numbers as n
    join customer_months as f on f.customer_no = n.customer_no
    group by n.customer_id
)
select
    l.customer_id,
    max(l.customer_name) as customer_name, max(l.region) as region,
    max(l.channel) as channel, max(l.salesperson) as salesperson
from sales as l
join last_days as d on d.customer_id = l.customer_id and d.last_day = l.order_date
group by l.customer_id;

create or replace temp table sold_before as
with
untold as (select customer_id from sold_last where {partly}),
days as (
    select
        customer_id,
        max(order_date) filter (where customer_name is not null) as name_day,
        max(order_date) filter (where region is not null) as region_day,
        max(order_date) filter (where channel is not null) as channel_day,
        max(order_date) filter (where salesperson is not null) as salesperson_day
    from sales
    where customer_id in (select customer_id from untold)
    group by customer_id
)
select
    l.customer_id,
    max(l.customer_name) filter (where l.order_date = d.name_day) as customer_name,
    max(l.region) filter (where l.order_date = d.region_day) as region,
    max(l.channel) filter (where l.order_date = d.channel_day) as channel,
    max(l.salesperson) filter (where l.order_date = d.salesperson_day) as salesperson
from sales as l
join days as d on d.customer_id = l.customer_id
where l.order_date in (d.name_day, d.region_day, d.channel_day, d.salesperson_day)
group by l.customer_id;
