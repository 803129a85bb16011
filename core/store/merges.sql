-- Question: which merges were decided?
-- One row per merge, oldest first, also the undone ones; customer_ids, evidence and names go together, by id. A name is
-- the one that the id has by itself, null where it has none or nothing names it any more.
with
called as (
    select customer_id, customer_name from customers
    union all
    select customer_id, customer_name from merged_customers
)
select
    m.merge_id,
    list(m.customer_id order by m.customer_id) as customer_ids,
    any_value(m.into_id) as into_id,
    list(m.evidence order by m.customer_id) as evidence,
    any_value(m.decided_at) as decided_at,
    any_value(m.undone_at) as undone_at,
    list(c.customer_name order by m.customer_id) as names,
    any_value(i.customer_name) as into_name
from merges as m
left join called as c on c.customer_id = m.customer_id
left join called as i on i.customer_id = m.into_id
group by m.merge_id
order by m.merge_id
