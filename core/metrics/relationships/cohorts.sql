-- Question: how many customers of each first month came back in the months after it, and what did they bring?
-- One row per cohort (the month of the first order) and month in which one of its customers has a counted line:
-- cohort, months_after (0 = the first month), customers_n (with an order in that month), revenue_total (in the
-- workspace's currency, returns taken off with net). Of the chosen customers with a first order from $first_cohort on.
with
people as (
    select customer_no, cast(date_trunc('month', first_day) as DATE) as cohort
    from {relations}
    where first_day >= $first_cohort
),
-- one row per account and month
months as (
    select {account} as account_no, m.month, sum(m.{refunds}_orders) as orders_n, sum(m.{refunds}_amount) as amount
    from {facts} as m
    {account_join}
    where m.month >= $first_cohort and m.month <= $last_month and m.{refunds}_lines > 0 and m.customer_no > 0
        and m.customer_no not in (
            select c.customer_no
            from customers as c
            where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
        )
    group by {account}, m.month
)
select
    p.cohort,
    cast(date_diff('month', p.cohort, m.month) as INTEGER) as months_after,
    count(*) filter (where m.orders_n > 0) as customers_n,
    cast(sum(m.amount) as DECIMAL(38,4)) as revenue_total
from people as p
join months as m on m.account_no = p.customer_no and m.month >= p.cohort
group by p.cohort, m.month
order by p.cohort, m.month
