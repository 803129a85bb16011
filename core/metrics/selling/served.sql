-- Question: who sold in the window, and which customers are served by one salesperson alone?
-- One row per salesperson with a bought line up to the day. last_day: their last bought line, only where their name
-- stands on it. alone_customers, alone_revenue: customers chosen whose every bought line in the window is this person's.
with
sold as (
    select salesperson, sum(amount) filter (where month >= $first_month) as booked,
        max(last_day) filter (where is_written) as last_day
    from {booked}
    where month <= $last_month
    group by salesperson
),
served as (
    select account_no, min(salesperson) as salesperson
    from {booked}
    where month >= $first_month and month <= $last_month and last_day is not null and account_no > 0 and not is_apart
    group by account_no
    having count(distinct coalesce(salesperson, '')) = 1
),
alone as (
    select s.salesperson, count(*) as customers, sum(t.revenue) as revenue
    from served as s
    join {tiers} as t on t.customer_no = s.account_no
    where t.is_active and s.salesperson is not null
    group by s.salesperson
)
select
    s.salesperson, cast(coalesce(s.booked, 0) as DECIMAL(18,4)) as booked, s.last_day,
    cast(coalesce(a.customers, 0) as INTEGER) as alone_customers,
    cast(coalesce(a.revenue, 0) as DECIMAL(18,4)) as alone_revenue
from sold as s
left join alone as a on a.salesperson = s.salesperson
