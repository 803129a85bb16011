-- Question: where did each customer stand at two dates, by both readings?
-- One row per customer (or group account) with a counted line in one of the two windows, whom the filters choose.
-- Amounts in the workspace's currency (with the value index the current value, which adds up), 0 where there is no
-- counted line or the value is unknown. Equal values share the better tier. Groups: a tier, unprofitable, uncosted (value unknown); new and returned before; lapsed after.
with
-- both dates by their own ranking, and by the cut values of the earlier one
was as (
    select customer_no, {worth} as worth, order_count, revenue, tier as relative_tier, {frozen_tier} as frozen_tier
    from {before}
),
is_now as (
    select customer_no, {worth} as worth, order_count, revenue, tier as relative_tier, {frozen_tier} as frozen_tier
    from {after}
),
places as (
    select
        coalesce(w.customer_no, n.customer_no) as customer_no,
        w.customer_no is not null as was_active,
        n.customer_no is not null as is_active,
        coalesce(w.worth, 0) as value_from, coalesce(n.worth, 0) as value_to,
        coalesce(w.order_count, 0) as orders_from, coalesce(n.order_count, 0) as orders_to,
        coalesce(w.revenue, 0) as revenue_from, coalesce(n.revenue, 0) as revenue_to,
        coalesce(w.relative_tier, 'uncosted') as relative_before, coalesce(w.frozen_tier, 'uncosted') as frozen_before,
        coalesce(n.relative_tier, 'uncosted') as relative_after, coalesce(n.frozen_tier, 'uncosted') as frozen_after
    from was as w
    full outer join is_now as n on n.customer_no = w.customer_no
),
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- who has a line of any kind up to the first date, of those with nothing counted in its window
seen_before as (
    select distinct {account} as account_no
    from {facts} as m
    {account_join}
    where m.month <= $before_last and m.customer_no > 0
        and m.customer_no not in (select customer_no from apart)
        and {account} in (select customer_no from places where not was_active)
),
-- who has a counted line in a month that only the second window holds (is_anew), or since the month end with which the
-- reasons of those who had to wait compare
anew as (
    select {account} as account_no, bool_or(m.month < $before_first or m.month > $before_last) as is_anew
    from {facts} as m
    {account_join}
    where m.month >= $after_first and m.month <= $after_last
        and (m.month < $since_first or m.month > $since_last)
        and m.{refunds}_lines > 0 and m.customer_no > 0
        and m.customer_no not in (select customer_no from apart)
    group by {account}
),
told as (
    select p.*,
        case when exists (select 1 from seen_before as s where s.account_no = p.customer_no) then 'returned' else 'new'
        end as absent,
        exists (select 1 from anew as a where a.account_no = p.customer_no and a.is_anew) as bought_anew,
        exists (select 1 from anew as a where a.account_no = p.customer_no) as bought_since
    from places as p
    where {chosen}
)
select
    told.customer_no, was_active, is_active, value_from, value_to, orders_from, orders_to, revenue_from, revenue_to,
    case when was_active then {relative_from} else absent end as relative_from,
    case when is_active then {relative_to} else 'lapsed' end as relative_to,
    case when was_active then {frozen_from} else absent end as frozen_from,
    case when is_active then {frozen_to} else 'lapsed' end as frozen_to,
    case when was_active then relative_before else absent end as own_relative_from,
    case when is_active then relative_after else 'lapsed' end as own_relative_to,
    case when was_active then frozen_before else absent end as own_frozen_from,
    case when is_active then frozen_after else 'lapsed' end as own_frozen_to,
    bought_anew, bought_since
from told
{held_join}
