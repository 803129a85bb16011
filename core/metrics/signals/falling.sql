-- Question: which customers who buy regularly have bought far less in the last three months?
-- One row per customer. expected: the middle one of the three-month sums of the 12 months before, or the sum of the
-- same months a year ago where that is less, times the company's own fall where it fell too; seen: the last three
-- months. A customer counts who ordered in at least three quarters of those months (of 6 or more), and has fallen under
-- half of its lowest three months and further than its months usually differ (3 times the middle deviation, scaled to a
-- standard deviation, of three months).
with
-- one row per account and month, 15 months, with 0 where nothing was bought
calendar as (
    select cast(unnest(generate_series(cast($year_first as DATE), cast($last_month as DATE), interval 1 month)) as DATE)
        as month
),
bought as (
    select m.account_no, m.month, sum(m.amount) as amount_sum, sum(m.orders) as orders_n
    from {months} as m
    where m.month >= $year_first and m.month <= $last_month
    group by m.account_no, m.month
),
regular as (
    select account_no
    from bought
    where month < $recent_first and orders_n > 0
    group by account_no
    having count(*) >= $fewest
),
filled as (
    select r.account_no, c.month, coalesce(b.amount_sum, 0) as amount_sum
    from regular as r
    cross join calendar as c
    left join bought as b on b.account_no = r.account_no and b.month = c.month
),
rolling as (
    select
        account_no, month,
        sum(amount_sum) over (
            partition by account_no order by month nulls last rows between 2 preceding and current row
        ) as three_sum,
        row_number() over (
            partition by account_no order by month nulls last rows between unbounded preceding and current row
        ) as month_n
    from filled
),
own as (
    select
        account_no,
        quantile_disc(three_sum, 0.5) filter (where month < $recent_first) as middle,
        min(three_sum) filter (where month < $recent_first) as lowest,
        max(three_sum) filter (where month = $ago_last) as year_ago,
        max(three_sum) filter (where month = $last_month) as recent
    from rolling
    where month_n >= 3
    group by account_no
),
-- how much its months usually differ from its middle month
middles as (
    select account_no, quantile_disc(amount_sum, 0.5) as middle_month
    from filled
    where month < $recent_first
    group by account_no
),
spreads as (
    select
        f.account_no,
        3 * cast(min(m.middle_month) as DOUBLE)
            - $above_spread * sqrt(3) * 1.4826 * cast(quantile_disc(abs(f.amount_sum - m.middle_month), 0.5) as DOUBLE)
            as bound
    from filled as f
    join middles as m on m.account_no = f.account_no
    where f.month < $recent_first
    group by f.account_no
),
company as (
    select least(1, sum(cast(recent as DOUBLE)) / nullif(sum(cast(middle as DOUBLE)), 0)) as fall from own
),
expecting as (
    select
        o.*,
        cast(cast(case when $year_known then least(o.middle, o.year_ago) else o.middle end as DOUBLE) * c.fall
            as DECIMAL(18,4)) as usual
    from own as o
    cross join company as c
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, cast(null as VARCHAR) as detail,
    '' as event,
    'own' as against,
    e.usual as expected,
    cast(e.recent as DECIMAL(18,4)) as seen,
    cast(e.usual - e.recent as DECIMAL(18,4)) as at_stake,
    cast($recent_first as DATE) as since,
    [t.customer_id] as customers
from expecting as e
join spreads as s on s.account_no = e.account_no
join {tiers} as t on t.customer_no = e.account_no
where e.usual > 0 and e.recent <= $fallen_to * e.usual and e.recent <= $under_lowest * e.lowest
    and e.recent < s.bound
