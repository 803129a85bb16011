-- Question: which Key and Important customers are silent far beyond their habit, bring far less than a year ago, or are
-- unhappy?
-- One row per customer to look at, greatest value first, then by id. figure says: for `silent` the days that usually
-- lie between two orders (silent for more than 60 days and twice that); for `falling` the change of revenue in the
-- last 3 months against the same months a year before, -0.5 = half gone (under -0.4); for `unhappy` the own index. The
-- first reason that applies stands.
with
habits as (
    select
        {account} as account_no,
        sum(f.{refunds}_orders) as orders_n,
        min(f.gross_first_date) filter (where f.{refunds}_orders > 0) as first_day,
        max(f.{refunds}_last_date) as last_day,
        sum(f.{refunds}_amount) filter (where f.month >= $recent_first) as recent_amount,
        sum(f.{refunds}_amount) filter (where f.month >= $before_first and f.month <= $before_last) as before_amount
    from {facts} as f
    {account_join}
    where f.month <= $last_month and f.customer_no > 0
    group by {account}
),
-- own satisfaction index of the best tier's customers who are unhappy
unhappy as (
    select unnest($unhappy_ids) as unhappy_id, unnest($unhappy_indices) as unhappy_index
),
known as (
    select
        t.customer_id, t.customer_name, t.tier, t.value,
        cast($as_of as DATE) - h.last_day as recency_days,
        case when h.last_day > h.first_day then
            greatest(cast(h.last_day - h.first_day as DOUBLE) / (h.orders_n - 1), 1)
        end as usual_gap,
        case when $year_known and h.before_amount > 0 then
            cast(coalesce(h.recent_amount, 0) as DOUBLE) / cast(h.before_amount as DOUBLE) - 1
        end as change,
        u.unhappy_index
    from {tiers} as t
    join habits as h on h.account_no = t.customer_no
    left join unhappy as u on u.unhappy_id = t.customer_id
    where t.tier in (select unnest($valuable))
),
reasons as (
    select
        *,
        case
            when recency_days > 60 and recency_days > 2 * usual_gap then 'silent'
            when change < -0.4 then 'falling'
            when unhappy_index is not null then 'unhappy'
        end as reason
    from known
)
select
    customer_id, customer_name, tier, value, cast(recency_days as INTEGER) as recency_days, reason,
    case reason when 'silent' then usual_gap when 'falling' then change else unhappy_index end as figure
from reasons
where reason is not null
order by value desc, customer_id
limit $most
