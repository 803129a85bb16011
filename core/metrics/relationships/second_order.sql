-- Question: how many of those who ordered for the first time in a month ordered again soon?
-- One row per month of the first order, oldest first: cohort, buyers_n, and how many of them began a second order within
-- 30, 60 and 90 days of the first (a second order on the first day is within 0 days). Of the chosen customers.
with
days as (
    select
        d.customer_no, d.day, d.orders_n, d.gap_days,
        lead(d.day) over (partition by d.customer_no order by d.day) as next_day
    from {days} as d
    where d.day <= $as_of and exists (select 1 from {relations} as p where p.customer_no = d.customer_no)
),
firsts as (
    select
        cast(date_trunc('month', day) as DATE) as cohort,
        case when orders_n > 1 then 0 else next_day - day end as days_until
    from days
    where gap_days is null and day >= $first_cohort
)
select
    cohort,
    count(*) as buyers_n,
    count(*) filter (where days_until <= 30) as within_30,
    count(*) filter (where days_until <= 60) as within_60,
    count(*) filter (where days_until <= 90) as within_90
from firsts
group by cohort
order by cohort
