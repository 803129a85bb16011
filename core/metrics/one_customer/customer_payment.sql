-- Question: does one customer pay in time?
-- One row over the orders of the window with a due date that count (not cancelled, not returned, bought lines).
-- orders: how many; due: how many were due by $as_of or paid before; on_time: of those, paid by the due date; days_late:
-- mean days of those from the due date to the payment, or to $as_of while they are open (early = below 0); terms_days:
-- mean days from order to due date; open_amount: not paid by $as_of; overdue_amount and overdue_days (the longest): of
-- those whose due date has passed.
with
orders as (
    select
        coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key,
        min(l.order_date) as ordered_on,
        max(l.due_date) as due_on,
        case when bool_and(l.paid_date is not null and l.paid_date <= $as_of) then max(l.paid_date) end as paid_on,
        sum(l.amount) as amount
    from sales as l
    where l.customer_id in (select unnest($ids))
        and l.order_date >= $first_month and l.order_date <= $as_of
        and coalesce(l.status, '') not in ('cancelled', 'returned')
        and not coalesce(l.order_id in (select order_id from returned_orders), false)
        and l.amount > 0 and coalesce(l.quantity, 0) >= 0
    group by order_key
    having max(l.due_date) is not null
)
select
    cast(count(*) as INTEGER) as orders,
    cast(count(*) filter (where paid_on is not null or due_on <= $as_of) as INTEGER) as due,
    cast(count(*) filter (where paid_on <= due_on) as INTEGER) as on_time,
    cast(avg(coalesce(paid_on, $as_of) - due_on)
        filter (where paid_on is not null or due_on <= $as_of) as DOUBLE) as days_late,
    cast(avg(due_on - ordered_on) as DOUBLE) as terms_days,
    cast(coalesce(sum(amount) filter (where paid_on is null), 0) as DECIMAL(18,4)) as open_amount,
    cast(coalesce(sum(amount) filter (where paid_on is null and due_on < $as_of), 0) as DECIMAL(18,4))
        as overdue_amount,
    cast(max(cast($as_of as DATE) - due_on) filter (where paid_on is null and due_on < $as_of) as INTEGER)
        as overdue_days
from orders
