-- Question: which customers does a text mean?
-- One row per customer, the likeliest first: 1 the id itself, 2 the id but for zeros in front (also after the letters that
-- it begins with), 3 the name itself, 4 names that begin with it, 5 names with all of its words, 6 ids that hold it. Ties by the later last order,
-- then by id. A merged id or its name leads to the customer that stands.
with
called as (
    select customer_id, customer_id as said_id, customer_name, customer_no from customers
    union all
    select m.into_id, m.customer_id, coalesce(m.customer_name, c.customer_name), c.customer_no
    from merged_customers as m
    join customers as c on c.customer_id = m.into_id
),
keyed as (
    select
        customer_id, customer_no,
        lower({narrow_id}) as id_key,
        lower({narrow_name}) as name_key
    from called
),
found as (
    select
        customer_id, customer_no,
        case
            when id_key = $text then 1
            when regexp_replace(id_key, '^([^0-9]*)0+', '\1') = $bare_text
                or regexp_replace(id_key, '^[^0-9]*0*', '') = $bare_text then 2
            when name_key = $text then 3
            when starts_with(name_key, $text) then 4
            when {all_words} then 5
            when contains(id_key, $text) then 6
        end as place
    from keyed
),
best as (
    select customer_id, customer_no, min(place) as place from found where place is not null group by all
),
last_days as (
    select customer_no, max(last_line_date) as last_date
    from customer_months
    where customer_no in (select customer_no from best)
    group by customer_no
)
select b.customer_id, c.customer_name, c.city, c.region, d.last_date, b.place
from best as b
join customers as c on c.customer_no = b.customer_no
left join last_days as d on d.customer_no = b.customer_no
order by b.place, d.last_date desc nulls last, b.customer_id
limit $row_limit
