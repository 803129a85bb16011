-- Question: which group account does each customer belong to?
-- group_no = the customer that the parent names (by id, else by name, also one that was merged), else the customer with
-- the first id of those that name the same parent, else the customer itself.
update customers
set group_no = coalesce(
    (select min(p.customer_no) from customers as p where p.customer_id = customers.parent),
    (
        select min(p.customer_no)
        from merged_customers as m
        join customers as p on p.customer_id = m.into_id
        where m.customer_id = customers.parent
    ),
    (select arg_min(p.customer_no, p.customer_id) from customers as p where p.customer_name = customers.parent),
    (
        select arg_min(p.customer_no, p.customer_id)
        from merged_customers as m
        join customers as p on p.customer_id = m.into_id
        where m.customer_name = customers.parent
    ),
    (select arg_min(p.customer_no, p.customer_id) from customers as p where p.parent = customers.parent),
    customers.customer_no
)
where true
