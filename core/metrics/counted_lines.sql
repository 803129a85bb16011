-- Question: which order lines count, for whom, and who sold them?
-- One row per line that counts: not cancelled; net: not of a returned order, return lines as negative amounts; gross:
-- no return lines. account_no: the customer, or its group; 0 = no customer given. is_apart: an account set apart.
-- salesperson: the one written on the line, else the owner of its customer. list_amount: before discount, null where
-- no discount is told.
select
    case when c.customer_no is null then 0 else {account} end as account_no,
    coalesce($leave_out and c.customer_id in (select customer_id from excluded_customers), false) as is_apart,
    hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key,
    l.order_date,
    cast(case when l.amount < 0 or coalesce(l.quantity, 0) < 0 then -abs(l.amount) else l.amount end as DECIMAL(18,4))
        as amount,
    l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
    case when l.discount < 1 then cast(l.amount as DOUBLE) / (1 - cast(l.discount as DOUBLE)) end as list_amount,
    coalesce(nullif(trim(l.salesperson), ''), c.owner) as salesperson,
    l.salesperson as written,
    l.due_date, l.paid_date, l.cost
from {lines} as l
left join {numbered} as n on n.customer_id = l.customer_id
left join customers as c on c.customer_no = n.customer_no
where coalesce(l.status, '') <> 'cancelled' and {counted}
