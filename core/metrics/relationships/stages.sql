-- Question: how long has each customer bought, and in which stage of life does the relationship stand?
-- One row per account that ever ordered by $as_of (all, whether the question then chooses it or not).
-- first_day, last_day: of its orders; length_days and silent_days: from them to $as_of; months_bought: of the 12 months
-- that end with the day, those with an order; orders_ever; first_amount: of the first order (of several on that day the
-- largest); recent_value and before_value: the value of the last 3 months and of the same months a year earlier (null
-- where the data do not reach back); silence_limit: the gap in days that at least 95 of 100 gaps do not exceed, of its
-- own where it has 5 or more, else of all customers (null where nobody has a gap).
-- stage, the first that applies: lost, exploring, declining, stable, forming.
with
days as (
    select *, gap_days is null or gap_days >= extract(day from day) as begins_month
    from {days}
    where day <= $as_of
),
lives as (
    select
        customer_no,
        min(day) as first_day,
        max(day) as last_day,
        count(gap_days) as gaps_n,
        sum(orders_n) as orders_sum,
        max(largest_amount) filter (where gap_days is null) as first_amount,
        count(*) filter (where begins_month and day >= $year_first) as months_n
    from days
    group by customer_no
),
-- how often each gap occurs, of those who have enough of them, and of all
own_counts as (
    select d.customer_no, d.gap_days, l.gaps_n, count(*) as times
    from days as d
    join lives as l on l.customer_no = d.customer_no
    where d.gap_days is not null and l.gaps_n >= 5
    group by d.customer_no, d.gap_days, l.gaps_n
),
own_limits as (
    select customer_no, min(gap_days) as own_limit
    from (
        select
            customer_no, gap_days, gaps_n,
            sum(times) over (partition by customer_no order by gap_days rows unbounded preceding) as up_to
        from own_counts
    ) as counted
    where up_to * 20 >= gaps_n * 19
    group by customer_no
),
all_counts as (
    select gap_days, count(*) as times from days where gap_days is not null group by gap_days
),
all_limit as (
    select min(gap_days) as common_limit
    from (
        select
            gap_days,
            sum(times) over (order by gap_days rows unbounded preceding) as up_to,
            sum(times) over () as gaps_all
        from all_counts
    ) as counted
    where up_to * 20 >= gaps_all * 19
),
measured as (
    select
        l.*,
        cast($as_of as DATE) - l.first_day as length_n,
        cast($as_of as DATE) - l.last_day as silent_n,
        w.customer_no is not null as is_active,
        case when r.customer_no is null then 0 else r.{measure} end as recent,
        case when $year_known then case when b.customer_no is null then 0 else b.{measure} end end as before,
        coalesce(o.own_limit, a.common_limit) as limit_days
    from lives as l
    cross join all_limit as a
    left join own_limits as o on o.customer_no = l.customer_no
    left join {window} as w on w.customer_no = l.customer_no
    left join {recent} as r on r.customer_no = l.customer_no
    left join {before} as b on b.customer_no = l.customer_no
)
select
    customer_no, first_day, last_day,
    cast(length_n as INTEGER) as length_days,
    cast(silent_n as INTEGER) as silent_days,
    cast(months_n as INTEGER) as months_bought,
    cast(orders_sum as INTEGER) as orders_ever,
    first_amount,
    cast(recent as DECIMAL(18,4)) as recent_value,
    cast(before as DECIMAL(18,4)) as before_value,
    cast(limit_days as INTEGER) as silence_limit,
    case
        when not is_active then 'lost'
        when length_n <= 90 then 'exploring'
        when before > 0 and recent * 10 < before * 7 or silent_n > limit_days then 'declining'
        when length_n >= 365 and months_n >= 6 then 'stable'
        else 'forming'
    end as stage
from measured
