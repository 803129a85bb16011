-- Question: what did people say last of each touched customer?
-- The columns of `customers` that a person has spoken of get that value, whatever files and sales say; '' = there is
-- none. A value of null takes back what was said before it. What was said of merged ids counts as well, the latest of
-- all; a name is the own one of its id only.
create or replace temp table said_last as
with
said as (
    select
        n.customer_no, n.said_id, n.said_id = n.customer_id as is_own, e.attribute, e.value,
        row_number() over (
            partition by
                case when e.attribute = 'customer_name' then n.said_id else n.customer_id end, e.attribute
            order by e.edited_at desc nulls last
        ) as place
    from customer_edits as e
    join touched_numbers as n on n.said_id = e.customer_id
)
select customer_no, said_id, is_own, attribute, value from said where place = 1 and value is not null;

update customers set {assignments}
from (
    select customer_no, {values}
    from said_last
    where attribute <> 'customer_name' or is_own
    group by customer_no
) as e
where e.customer_no = customers.customer_no;

update merged_customers set customer_name = nullif(s.value, '')
from said_last as s
where s.attribute = 'customer_name' and not s.is_own and s.said_id = merged_customers.customer_id;

drop table said_last
