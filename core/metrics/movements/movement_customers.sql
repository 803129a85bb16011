-- Question: who moved from one group to another, and what did they buy before and after?
-- One row per customer (or group account) that is chosen, the largest change of value first; columns as listed in
-- movement_customers.py. Amounts in the workspace's currency; dates are days.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
shown as (
    select m.*, c.customer_id, {name} as customer_name
    from {moved} as m
    join customers as c on c.customer_no = m.customer_no
    where {condition}
    order by abs(m.value_to - m.value_from) desc, c.customer_id
    {part}
),
habits as (
    select
        {account} as account_no,
        coalesce(sum({returned}) filter (where m.month >= $before_first and m.month <= $before_last), 0) as taken_before,
        coalesce(sum({returned}) filter (where m.month >= $since_first and m.month <= $since_last), 0) as taken_since,
        coalesce(sum({returned}) filter (where m.month >= $after_first and m.month <= $after_last), 0) as taken_after,
        max(m.{refunds}_last_date) filter (where m.month <= $after_last) as last_order,
        max(m.{refunds}_last_date) filter (where m.month <= $before_last) as last_before,
        min(m.gross_first_date) as first_order,
        min(m.gross_first_date) filter (where m.month > $before_last and m.month <= $after_last) as bought_again
    from {facts} as m
    {account_join}
    where m.customer_no > 0 and m.customer_no not in (select customer_no from apart)
        and {account} in (select customer_no from shown)
    group by {account}
)
select
    s.customer_id, s.customer_name, s.moved_from, s.moved_to, s.moved, s.moved_why,
    case when s.moved_from <> 'uncosted' then s.value_from end as value_from,
    case when s.moved_to <> 'uncosted' then s.value_to end as value_to,
    s.orders_from, s.orders_to, s.revenue_from, s.revenue_to,
    cast(h.taken_before as DECIMAL(18,4)) as returned_from, cast(h.taken_after as DECIMAL(18,4)) as returned_to,
    $as_of - h.last_order as recency_days, h.last_order, h.last_before, h.first_order, h.bought_again,
    s.own_to, s.was_active and s.own_from <> s.moved_from as waited,
    e.{worth} as value_since, coalesce(e.order_count, 0) as orders_since, coalesce(e.revenue, 0) as revenue_since,
    cast(h.taken_since as DECIMAL(18,4)) as returned_since
from shown as s
left join {since} as e on e.customer_no = s.customer_no
left join habits as h on h.account_no = s.customer_no
order by abs(s.value_to - s.value_from) desc, s.customer_id
