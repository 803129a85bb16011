-- Question: how many orders of a file stand already with other lines or amounts in the same month?
-- One row: orders. `fresh`: the query of the file's lines; `standing`: of those that they are compared with.
-- Of such an order each side has a bought line that the other lacks: the file may correct it. An order that the file
-- only adds to, gives a part of, or takes something back from, is none.
with
fresh as ({fresh}),
standing as ({standing}),
sides as (
    select order_id, {month} as month, {identity_hash} as identity_hash, amount, 1 as fresh, 0 as standing
    from fresh
    where order_id is not null
    union all
    select order_id, {month}, {identity_hash}, amount, 0, 1
    from standing
    where order_id in (select order_id from fresh)
),
lines as (
    select order_id, month, sum(fresh) as fresh, sum(standing) as standing
    from sides
    where amount > 0
    group by order_id, month, identity_hash, amount
)
select count(*) as orders
from (
    select 1 as changed from lines group by order_id, month having bool_or(fresh > standing) and bool_or(standing > fresh)
)
