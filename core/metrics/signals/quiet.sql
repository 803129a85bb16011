-- Question: which Key and Important customers have ordered nothing for far longer than ever before?
-- One row per customer. expected: the longest time between the last order of a month and the first of the next month
-- with orders, in the 24 months before, in days; seen: the days since the last order. At stake: what the customer buys
-- in so many days, by its revenue in the window. Customers with orders in fewer than 6 months have no habit yet. Who
-- became conspicuous more than 3 months ago is no news.
with
ordered as (
    select m.account_no, m.month, min(m.first_day) as first_day, max(m.last_day) as last_day
    from {months} as m
    where m.month >= $history_first and m.month <= $last_month and m.orders > 0
    group by m.account_no, m.month
),
paused as (
    select
        account_no, last_day,
        first_day - lag(last_day) over (
            partition by account_no order by month nulls last rows between unbounded preceding and current row
        ) as pause
    from ordered
),
habits as (
    select
        account_no, count(*) as months_n, max(pause) as longest, max(last_day) as last_order_day,
        cast($as_of as DATE) - max(last_day) as silent
    from paused
    group by account_no
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, cast(null as VARCHAR) as detail,
    cast(h.last_order_day as VARCHAR) as event,
    'own' as against,
    cast(h.longest as DECIMAL(18,4)) as expected,
    cast(h.silent as DECIMAL(18,4)) as seen,
    cast(cast(t.revenue as DOUBLE) * h.silent / $window_days as DECIMAL(18,4)) as at_stake,
    h.last_order_day as since,
    [t.customer_id] as customers
from habits as h
join {tiers} as t on t.customer_no = h.account_no
where t.tier in (select unnest($valuable)) and t.revenue > 0
    and h.months_n >= $fewest and h.silent >= $fewest_days and h.silent >= $factor * h.longest
    and cast($as_of as DATE) - cast($recent_first as DATE) >= h.silent - greatest($fewest_days, $factor * h.longest)
