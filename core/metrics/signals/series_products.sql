-- Question: for how much was each product sold and taken back per month, in the place of its signal?
-- One row per signal and month with lines, of the last 24 months: bought_sum and back_sum, both as positive amounts.
with
wanted as (
    select
        unnest($signal_ids) as signal_id, unnest($product_keys) as product_key, unnest($regions) as region,
        unnest($salespeople) as salesperson
)
select
    w.signal_id,
    cast(date_trunc('month', l.order_date) as DATE) as month,
    coalesce(sum(l.amount) filter (where l.amount > 0 and coalesce(l.quantity, 1) >= 0), 0) as bought_sum,
    coalesce(sum(abs(l.amount)) filter (where l.amount < 0 or l.quantity < 0 or l.status = 'returned'), 0) as back_sum
from {lines} as l
join wanted as w on w.product_key = coalesce(l.product_code, l.product)
where l.order_date > $history_end and l.order_date <= $as_of and coalesce(l.status, '') <> 'cancelled' and {of_chosen}
    and (w.region is null or l.region = w.region)
    and (w.salesperson is null or l.salesperson = w.salesperson)
group by w.signal_id, month
