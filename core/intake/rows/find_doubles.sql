-- Question: which lines of a file are there already?
-- One row per line: line (row id), by_order (false: a match without an order id, which only a person can judge).
-- `own`: which lines are the file's, as SQL; `standing`: the query of those that they are compared with. A repeat of
-- (order id, line id) within the file is a double too.
with
fresh as (
    select rowid as line, * from sales where {own}
),
standing as (
    {standing}
)
select n.line, true as by_order
from fresh as n
where n.order_id is not null and n.line_id is not null
    and (n.occurrence > 1 or exists (
        select 1 from standing as e where e.order_id = n.order_id and e.line_id = n.line_id
    ))
union all
select n.line, n.order_id is not null as by_order
from fresh as n
where (n.order_id is null or n.line_id is null) and exists (
    select 1
    from standing as e
    where (e.order_id is null or e.line_id is null)
        and e.order_date = n.order_date and e.amount = n.amount and e.occurrence = n.occurrence
        and e.order_id is not distinct from n.order_id
        and coalesce(e.product_code, e.product) is not distinct from coalesce(n.product_code, n.product)
        and e.customer_id is not distinct from n.customer_id
        and e.quantity is not distinct from n.quantity
)
