-- Question: how does each known customer stand to us: stage of life, way of buying, loyalty, step on the ladder?
-- One row per known customer (or group account) that the question chooses. Null where it does not apply:
-- stage without an order by the day, purchase_mode and loyalty without one in the window (loyalty also where fewer than
-- 20 customers are scored). first_day: of the first order ever; length_days: since then; months_bought: of the 12 months
-- that end with the day; orders_ever, first_amount: of the first order.
with
-- who was visited, called or written to by the day
contacted as (
    select distinct {account} as account_no
    from contact_records as r
    join {customers_of} as n on n.customer_id = r.customer_id
    join customers as m on m.customer_no = n.customer_no
    {account_join}
    where r.contacted_on <= $as_of
)
select
    p.customer_no, p.customer_id, p.tier, p.is_active, p.order_count, p.revenue, {worth} as value,
    s.first_day, s.length_days, s.silent_days, s.months_bought, coalesce(s.orders_ever, 0) as orders_ever,
    s.first_amount, s.recent_value, s.before_value, s.silence_limit,
    s.stage,
    case
        when p.order_count = 1 then 'transactional'
        when p.order_count > 1 and s.months_bought >= 6 then 'loyal'
        when p.order_count > 1 then 'relational'
    end as purchase_mode,
    case
        when f.segment is null then null
        when f.r5 + f.f5 >= 8 then 'high'
        when f.r5 + f.f5 <= 4 then 'low'
        else 'middle'
    end as loyalty,
    case
        when s.months_bought >= 6 then 'regular'
        when s.orders_ever >= 2 then 'nearly_regular'
        when s.orders_ever = 1 then 'intent'
        when p.first_line_date is not null or c.account_no is not null then 'trial'
        else 'prospect'
    end as ladder
from {people} as p
left join {stages} as s on s.customer_no = p.customer_no
left join {scores} as f on f.customer_no = p.customer_no
left join contacted as c on c.account_no = p.customer_no
