-- Question: what did one customer order, and was it paid in time?
-- One row per order up to $as_of (without an order id: per day), the newest first, ties by order id; `order_rows` = how
-- many there are in all. `$ids`: the ids that stand for the customer.
-- amount: what counts of it (net: bought minus returned, 0 for an order that was returned whole; gross: bought lines),
-- nothing of a cancelled one. state: `cancelled`, `returned` (whole), `return` (return lines alone), else null.
-- days_late: from the due date to the payment, or to $as_of while it is open; null without a due date, and while an open
-- order is not due yet. Paid = all of its lines are, by $as_of.
with
told as (
    select
        l.*,
        coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.status, '') = 'cancelled' as is_cancelled,
        coalesce(l.status, '') = 'returned'
            or coalesce(l.order_id in (select order_id from returned_orders), false) as is_returned_order
    from sales as l
    where l.customer_id in (select unnest($ids)) and l.order_date <= $as_of
),
orders as (
    select
        order_key,
        max(order_id) as order_id,
        max(order_date) as order_date,
        count(*) as lines_n,
        sum(case
            when is_cancelled then 0
            when $refunds = 'gross' then case when is_return then 0 else abs(amount) end
            when is_returned_order then 0
            when is_return then -abs(amount)
            else abs(amount)
        end) as amount,
        bool_and(is_cancelled) as is_cancelled,
        bool_or(is_returned_order) as is_returned,
        bool_and(is_return) as is_return,
        max(due_date) as due_date,
        case when bool_and(paid_date is not null and paid_date <= $as_of) then max(paid_date) end as paid_date,
        max(channel) as channel, max(salesperson) as salesperson
    from told
    group by order_key
)
select
    order_id, order_date, cast(lines_n as INTEGER) as lines, cast(amount as DECIMAL(18,4)) as amount,
    case
        when is_cancelled then 'cancelled' when is_returned then 'returned' when is_return then 'return'
    end as state,
    due_date, paid_date,
    case
        when is_cancelled or is_returned or is_return then null
        when paid_date is not null then paid_date - due_date
        when due_date < $as_of then cast($as_of as DATE) - due_date
    end as days_late,
    channel, salesperson,
    cast(count(*) over () as INTEGER) as order_rows
from orders
order by order_date desc, order_key
limit $row_limit offset $row_offset
