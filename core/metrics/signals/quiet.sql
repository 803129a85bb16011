-- Question: which Key and Important customers have ordered nothing for far longer than they usually do?
-- One row per customer. expected: the 90th percentile of the days between its order days, of gaps that ended in the 24
-- months before, in whole days, rounded up; detail: the longest of them; seen: the days since the last order. At stake:
-- what the customer buys in so many days, by its revenue in the window. Customers with orders in fewer than 6 months have
-- no habit yet. Who became conspicuous more than 3 months ago is no news.
with
gaps as (
    select
        d.customer_no, d.day, d.gap_days,
        row_number() over (
            partition by d.customer_no order by d.gap_days nulls last, d.day
            rows between unbounded preceding and current row
        ) as gap_n,
        count(d.gap_days) over (partition by d.customer_no) as gaps_n
    from {days} as d
    where d.day >= $history_first and d.day <= $as_of
),
-- the 90th percentile: gap 1 + 0.9 * (n - 1), between two gaps by as many tenths as remain
habits as (
    select
        customer_no, max(day) as last_order_day, max(gap_days) as longest,
        count(distinct date_trunc('month', day)) as months_n,
        0.1 * sum(case
            when gap_n = 9 * (gaps_n - 1) // 10 + 1 then gap_days * (10 - 9 * (gaps_n - 1) % 10)
            when gap_n = 9 * (gaps_n - 1) // 10 + 2 and gap_n <= gaps_n then gap_days * (9 * (gaps_n - 1) % 10)
            else 0
        end) as high
    from gaps
    where gaps_n > 0
    group by customer_no
),
judged as (
    select
        *,
        cast($as_of as DATE) - last_order_day as silent,
        greatest($fewest_days, cast(ceil($factor * high) as INTEGER)) as bound_days
    from habits
    where months_n >= $fewest
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, cast(j.longest as VARCHAR) as detail,
    cast(j.last_order_day as VARCHAR) as event,
    'own' as against,
    cast(ceil(j.high) as DECIMAL(18,4)) as expected,
    cast(j.silent as DECIMAL(18,4)) as seen,
    cast(cast(t.revenue as DOUBLE) * j.silent / $window_days as DECIMAL(18,4)) as at_stake,
    j.last_order_day as since,
    [t.customer_id] as customers
from judged as j
join {tiers} as t on t.customer_no = j.customer_no
where t.tier in (select unnest($valuable)) and t.revenue > 0 and j.silent >= j.bound_days
    and cast($as_of as DATE) - cast($recent_first as DATE) >= j.silent - j.bound_days
