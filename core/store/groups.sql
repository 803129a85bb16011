-- Question: which group account does each customer belong to?
-- group_no = the customer that the parent names (by id, else by name), else the first customer that names the same
-- parent, else the customer itself.
update customers
set group_no = coalesce(
    (select min(p.customer_no) from customers as p where p.customer_id = customers.parent),
    (select min(p.customer_no) from customers as p where p.customer_name = customers.parent),
    (select min(p.customer_no) from customers as p where p.parent = customers.parent),
    customers.customer_no
)
where true
