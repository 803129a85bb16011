-- Question: under which names was each id written that has more than one?
-- One row per id and name as it was written: name_key = as names are compared (see name_keys.py), part_no = a number
-- for each id and name_key, from 1. Only ids with several name_keys. Names of sales and of customer files; without
-- customers set apart and merged ids.
with
-- the least and the greatest name of an id tell whether there are several
extremes as (
    select customer_id, min(customer_name) as least_name, max(customer_name) as greatest_name
    from sales
    where customer_id is not null and customer_name is not null
    group by customer_id
    union all
    select customer_id, min(customer_name) as least_name, max(customer_name) as greatest_name
    from customer_records
    where customer_name is not null
    group by customer_id
),
several as (
    select customer_id
    from extremes
    where customer_id in (select customer_id from customers)
        and customer_id not in (select customer_id from excluded_customers)
    group by customer_id
    having min(least_name) <> max(greatest_name)
),
written as (
    select customer_id, customer_name
    from sales
    where customer_name is not null and customer_id in (select customer_id from several)
    union
    select customer_id, customer_name
    from customer_records
    where customer_name is not null and customer_id in (select customer_id from several)
),
worded as (
    select customer_id, customer_name, {words} as all_words from written
),
keyed as (
    select customer_id, customer_name, replace({bare_words}, ' ', '') as name_key from worded
)
select
    customer_id, customer_name, name_key,
    cast(dense_rank() over (order by customer_id, name_key) as INTEGER) as part_no
from keyed
where customer_id in (select customer_id from keyed group by customer_id having min(name_key) <> max(name_key))
