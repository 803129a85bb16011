-- Question: which salespeople sell no more, and do their customers buy less since?
-- One row per salesperson without a sale for 45 days up to a year, who sold in at least 6 of the 12 months before the
-- last sale. expected: what the customers whom this salesperson mostly sold to (of the 12 months before the last sale)
-- bought in as many days up to the last sale as have passed since, at most 365, times the company's own change; seen:
-- what they bought since. Bought lines; the money at stake is what is missing.
with
bought as (
    select l.account_no, l.salesperson, l.order_date, l.amount
    from {lines} as l
    where l.order_date > cast($as_of as DATE) - 731 and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled' and {of_chosen}
),
people as (
    select salesperson, max(order_date) as last_day
    from bought
    where salesperson is not null
    group by salesperson
    having cast($as_of as DATE) - max(order_date) between $silent_days and 365
),
-- the months in which they sold
gone as (
    select p.salesperson, p.last_day, cast(cast($as_of as DATE) - p.last_day as INTEGER) as silent
    from people as p
    join bought as b on b.salesperson = p.salesperson and b.order_date > p.last_day - 365
    group by p.salesperson, p.last_day
    having count(distinct date_trunc('month', b.order_date)) >= $fewest
),
shares as (
    select
        b.account_no, g.salesperson, g.last_day, g.silent,
        coalesce(sum(b.amount) filter (where b.salesperson = g.salesperson), 0) as own_sum,
        sum(b.amount) as all_sum
    from gone as g
    join bought as b on b.order_date > g.last_day - 365 and b.order_date <= g.last_day
    where b.account_no in (select t.customer_no from {tiers} as t)
    group by b.account_no, g.salesperson, g.last_day, g.silent
),
portfolio as (
    select * from shares where own_sum * 2 > all_sum
),
-- before and after, of each customer and of the company
turns as (
    select
        p.salesperson, p.last_day, p.account_no,
        coalesce(sum(b.amount) filter (where b.order_date <= p.last_day), 0) as before_sum,
        coalesce(sum(b.amount) filter (where b.order_date > p.last_day), 0) as after_sum
    from portfolio as p
    join bought as b on b.account_no = p.account_no and b.order_date > p.last_day - p.silent
    group by p.salesperson, p.last_day, p.account_no
),
company as (
    select
        g.salesperson,
        cast(sum(b.amount) filter (where b.order_date > g.last_day) as DOUBLE)
            / nullif(cast(sum(b.amount) filter (where b.order_date <= g.last_day) as DOUBLE), 0) as change
    from gone as g
    join bought as b on b.order_date > g.last_day - g.silent
    group by g.salesperson
),
lost as (
    select
        t.salesperson, t.last_day,
        cast(cast(sum(t.before_sum) as DOUBLE) * least(1, coalesce(max(c.change), 1)) as DECIMAL(18,4)) as usual,
        sum(t.after_sum) as after_all,
        array_agg(k.customer_id order by t.before_sum - t.after_sum desc, k.customer_id) as customer_ids
    from turns as t
    join company as c on c.salesperson = t.salesperson
    join customers as k on k.customer_no = t.account_no
    group by t.salesperson, t.last_day
)
select
    salesperson as subject_id, salesperson as name, cast(null as VARCHAR) as tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place,
    cast(len(customer_ids) as VARCHAR) as detail,
    cast(last_day as VARCHAR) as event,
    'own' as against,
    usual as expected,
    cast(after_all as DECIMAL(18,4)) as seen,
    cast(usual - after_all as DECIMAL(18,4)) as at_stake,
    last_day as since,
    customer_ids as customers
from lost
where usual > 0 and after_all <= $fallen_to * usual
