-- Question: whose revenue may not come again: who is at risk by the habits of RFM, or silent beyond their own?
-- One row per customer with revenue above 0 in the window. usual_gap: mean days between the first and the last order,
-- null where all orders stand on one day. reason: `both`, `segment` (at_risk or cant_lose) or `silent` (no order for
-- more than 60 days and twice the usual gap).
with
habits as (
    select
        {account} as account_no,
        sum(m.{refunds}_orders) as orders_n,
        min(m.gross_first_date) filter (where m.{refunds}_orders > 0) as first_day,
        max(m.{refunds}_last_date) as last_day
    from {facts} as m
    {account_join}
    where m.month <= $last_month and m.customer_no > 0
    group by {account}
),
told as (
    select
        t.customer_no, t.customer_id, t.customer_name, t.tier, t.revenue, s.segment,
        cast($as_of as DATE) - h.last_day as recency_days,
        case when h.last_day > h.first_day then
            greatest(cast(h.last_day - h.first_day as DOUBLE) / (h.orders_n - 1), 1)
        end as usual_gap
    from {tiers} as t
    join habits as h on h.account_no = t.customer_no
    left join {scores} as s on s.customer_no = t.customer_no
    where t.is_active and t.revenue > 0
),
judged as (
    select
        *,
        coalesce(segment in ('at_risk', 'cant_lose'), false) as by_segment,
        coalesce(recency_days > 60 and recency_days > 2 * usual_gap, false) as by_silence
    from told
)
select
    customer_no, customer_id, customer_name, tier, segment, revenue, cast(recency_days as INTEGER) as recency_days,
    usual_gap,
    case when by_segment and by_silence then 'both' when by_segment then 'segment' else 'silent' end as reason
from judged
where by_segment or by_silence
