-- Question: where does one customer lie among its like?
-- One row per measure: how many peers have it (customers of the same tier and kind, the customer among them), its own
-- value, the quarters of the peers, and how many peers are worse and equal (itself not counted). For recency fewer days
-- are better. Peers are active customers of the question; a kind that is not known is a kind of its own.
with
own as (
    select t.tier, c.kind from {tiers} as t join customers as c on c.customer_no = t.customer_no
    where t.customer_no = $customer_no
),
peers as (
    select
        t.customer_no,
        cast(t.revenue as DOUBLE) as revenue,
        cast(t.order_count as DOUBLE) as order_count,
        cast(cast($as_of as DATE) - t.last_order as DOUBLE) as recency_days,
        cast(t.gross_profit as DOUBLE) / nullif(cast(t.costed_revenue as DOUBLE), 0) as margin
    from {tiers} as t
    join customers as c on c.customer_no = t.customer_no
    join own as o on o.tier = t.tier and o.kind is not distinct from c.kind
),
measures as (
    select 1 as place, 'revenue' as measure, customer_no, revenue as size, revenue as shown from peers
    union all
    select 2, 'order_count', customer_no, order_count, order_count from peers
    union all
    select 3, 'recency_days', customer_no, -recency_days, recency_days from peers
    union all
    select 4, 'margin', customer_no, margin, margin from peers
),
mine as (
    select measure, size as own_size, shown as own_shown from measures where customer_no = $customer_no
)
select
    m.measure,
    cast(count(m.size) as INTEGER) as peers,
    any_value(i.own_shown) as own,
    quantile_disc(m.shown, 0.25) as low,
    quantile_disc(m.shown, 0.5) as middle,
    quantile_disc(m.shown, 0.75) as high,
    cast(count(*) filter (where m.size < i.own_size) as INTEGER) as worse,
    cast(count(*) filter (where m.size = i.own_size and m.customer_no <> $customer_no) as INTEGER) as equal
from measures as m
join mine as i on i.measure = m.measure
where i.own_size is not null
group by m.measure, m.place
order by m.place
