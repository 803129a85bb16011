-- Question: who is known, and what is the latest that was said of each?
-- One row per customer. The touched customers leave and come back; customers keep their number.
-- Sales: the value of the latest day that has one, ties by the greatest value. Customer files: the value of the latest
-- batch and row that has one. A customer file wins over sales. `touched` holds the ids to make anew.
create or replace temp table standing as
with
days as (
    select
        customer_id,
        max(order_date) filter (where customer_name is not null) as name_day,
        max(order_date) filter (where region is not null) as region_day,
        max(order_date) filter (where channel is not null) as channel_day,
        max(order_date) filter (where salesperson is not null) as salesperson_day
    from sales
    where customer_id in (select customer_id from touched)
    group by customer_id
),
sold as (
    select
        l.customer_id,
        max(l.customer_name) filter (where l.order_date = d.name_day) as name_sold,
        max(l.region) filter (where l.order_date = d.region_day) as region_sold,
        max(l.channel) filter (where l.order_date = d.channel_day) as channel_sold,
        max(l.salesperson) filter (where l.order_date = d.salesperson_day) as salesperson_sold
    from sales as l
    join days as d on d.customer_id = l.customer_id
    where l.order_date in (d.name_day, d.region_day, d.channel_day, d.salesperson_day)
        or coalesce(d.name_day, d.region_day, d.channel_day, d.salesperson_day) is null
    group by l.customer_id
),
filed as (
    select customer_id, {latest}
    from (select *, batch_id * 10000000000 + file_row as said from customer_records)
    where customer_id in (select customer_id from touched)
    group by customer_id
)
select
    coalesce(s.customer_id, f.customer_id) as customer_id,
    coalesce(f.customer_name, s.name_sold) as customer_name,
    coalesce(f.region, s.region_sold) as region,
    s.channel_sold as channel,
    coalesce(f.owner, s.salesperson_sold) as owner,
    {filed_columns},
    f.customer_id is not null as in_file,
    c.customer_no as old_no
from sold as s
full join filed as f on f.customer_id = s.customer_id
left join customers as c on c.customer_id = coalesce(s.customer_id, f.customer_id);

delete from customers where customer_id in (select customer_id from touched);

insert into customers by name
select
    * exclude (old_no),
    coalesce(old_no, (select last_no from last_number)
        + row_number() over (partition by old_no is null order by customer_id)) as customer_no,
    0 as group_no
from standing;
