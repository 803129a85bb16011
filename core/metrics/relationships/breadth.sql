-- Question: how many customers were won, won back and lost in each month?
-- One row per month and event, oldest first: month, event (won | won_back | lost), customers_n.
-- won: first order ever; won_back: first order after $without months or more without one; lost: the last order has just
-- left the $without months that end with the month. Of the chosen customers, as far back as the data reach.
with
-- one row per customer and month with an order
bought as (
    select
        d.customer_no,
        cast(date_trunc('month', d.day) as DATE) as month,
        cast(date_trunc('month', d.day - d.gap_days) as DATE) as month_before
    from {days} as d
    where d.day <= $as_of and (d.gap_days is null or d.gap_days >= extract(day from d.day))
        and exists (select 1 from {relations} as p where p.customer_no = d.customer_no)
),
gaps as (
    select
        *,
        date_diff('month', month_before, month) as months_since,
        date_diff('month', month, coalesce(
            lead(month) over (partition by customer_no order by month), $last_month + interval 1 month
        )) as months_until,
        lead(month) over (partition by customer_no order by month) is null as is_last
    from bought
),
events as (
    select month, case when month_before is null then 'won' else 'won_back' end as event
    from gaps
    where month_before is null or months_since > $without
    union all
    select cast(month + to_months(cast($without as INTEGER)) as DATE) as month, 'lost' as event
    from gaps
    where months_until > $without
)
select month, event, count(*) as customers_n
from events
group by month, event
order by month, event
