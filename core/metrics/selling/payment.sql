-- Question: who pays on time?
-- One row per account with amounts that were due by $as_of, of orders of the window: due_amount, on_time_amount (paid by
-- the due date). Bought lines of positive amount alone, without cancelled and returned orders; null due dates say nothing.
select
    {account} as customer_no,
    cast(sum(l.amount) as DECIMAL(18,4)) as due_amount,
    cast(coalesce(sum(l.amount) filter (where l.paid_date <= l.due_date), 0) as DECIMAL(18,4)) as on_time_amount
from {lines} as l
join {numbers} as m on m.customer_id = l.customer_id
{account_join}
where l.order_date >= $first_month and l.order_date <= $as_of and l.due_date <= $as_of
    and l.amount > 0 and coalesce(l.quantity, 0) >= 0
    and coalesce(l.status, '') not in ('cancelled', 'returned')
    and not exists (select 1 from returned_orders as r where r.order_id = l.order_id)
group by {account}
