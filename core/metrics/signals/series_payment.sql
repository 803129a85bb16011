-- Question: how many days after the due date did each customer pay, by the month in which it was due?
-- One row per signal and month with orders due, of the last 24 months: late_days, the middle one of its orders; open
-- ones count up to as_of.
with
wanted as (
    select unnest($signal_ids) as signal_id, unnest($customer_ids) as customer_id
),
orders as (
    select
        w.signal_id,
        hash(l.order_id, l.order_date) as order_key,
        cast(date_trunc('month', max(l.due_date)) as DATE) as month,
        coalesce(
            case when count(l.paid_date) filter (where l.paid_date <= $as_of) = count(*) then max(l.paid_date) end,
            cast($as_of as DATE)
        ) - max(l.due_date) as late
    from {lines} as l
    join {tiers} as t on t.customer_no = l.account_no
    join wanted as w on w.customer_id = t.customer_id
    where l.due_date > $history_end and l.due_date <= $as_of and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') not in ('cancelled', 'returned')
        and coalesce(l.order_id not in (select r.order_id from returned_orders as r), true)
    group by w.signal_id, order_key
)
select signal_id, month, quantile_disc(late, 0.5) as late_days
from orders
group by signal_id, month
