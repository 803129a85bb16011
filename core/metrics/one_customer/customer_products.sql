-- Question: what does one customer buy, and has that changed?
-- One row per {grouped}, the greatest revenue first, ties by name; null = lines that do not say. Lines of the window and
-- of the earlier window. revenue: net = bought minus return lines without returned orders, gross = bought lines; orders:
-- distinct orders with a bought line of positive amount; quantity is null where no line
-- says it; last_date: their last one in the window.
with
told as (
    select
        {named} as part,
        l.order_date,
        l.order_date >= $first_month as is_now,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key,
        abs(l.amount) as size,
        abs(l.quantity) as units
    from sales as l
    where l.customer_id in (select unnest($ids))
        and l.order_date >= $earlier_first and l.order_date <= $as_of
        and coalesce(l.status, '') <> 'cancelled'
        and ($refunds = 'gross' or coalesce(l.status, '') <> 'returned'
            and not coalesce(l.order_id in (select order_id from returned_orders), false))
),
counted as (
    select *, case when is_return then -1 else 1 end as sign
    from told
    where $refunds = 'net' or not is_return
)
select
    part as name,
    cast(coalesce(sum(sign * size) filter (where is_now), 0) as DECIMAL(18,4)) as revenue,
    cast(coalesce(sum(sign * size) filter (where not is_now), 0) as DECIMAL(18,4)) as earlier_revenue,
    cast(sum(sign * units) filter (where is_now) as DECIMAL(18,4)) as quantity,
    cast(count(distinct order_key) filter (where is_now and not is_return and size > 0) as INTEGER) as order_count,
    max(order_date) filter (where is_now and not is_return and size > 0) as last_date
from counted
group by part
order by revenue desc, earlier_revenue desc, name nulls last
