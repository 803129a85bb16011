-- Question: which product codes sold far more this month than in any usual month, and where?
-- One row per product code (the product where there is no code). expected: the amount under which 9 of 10 of its months
-- lie, of the 24 before from its first sale in them on (months without a sale count as 0, fewer than 6 say nothing),
-- times the company's own growth: this month by its middle month before, at least 1; seen: this month's bought lines, at
-- least 3 times as much, and 6 usual deviations above the middle month. place: the customer, else the region, else the
-- salesperson that makes 60 % of the rise above the middle month (against its mean month before), the one that makes most
-- of it, where there are several; else none. Lines without a customer count too, and returned orders: they were sold.
with
sold as (
    select
        coalesce(l.product_code, l.product) as product_key,
        cast(date_trunc('month', l.order_date) as DATE) as month,
        sum(l.amount) as amount_sum
    from {lines} as l
    where l.order_date >= $first_month and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled' and {of_chosen}
    group by product_key, month
),
company_months as (
    select month, cast(sum(amount_sum) as DOUBLE) as amount_all from sold group by month
),
company as (
    select
        max(amount_all) filter (where month = $last_month) as now_all,
        greatest(1, max(amount_all) filter (where month = $last_month)
            / nullif(quantile_disc(amount_all, 0.5) filter (where month < $last_month), 0)) as growth
    from company_months
),
-- codes whose month matters to the company, with the months since their first sale
candidates as (
    select s.product_key, s.amount_sum as now_sum
    from sold as s
    cross join company as c
    where s.product_key is not null and s.month = $last_month
        and cast(s.amount_sum as DOUBLE) >= cast($least_share as DOUBLE) * c.now_all
),
calendar as (
    select cast(unnest(generate_series(cast($first_month as DATE), cast($last_month as DATE), interval 1 month)) as DATE)
        as month
),
filled as (
    select c.product_key, c.now_sum, m.month, cast(coalesce(s.amount_sum, 0) as DOUBLE) as amount_n
    from candidates as c
    join (select product_key, min(month) as first_sold from sold group by product_key) as f
        on f.product_key = c.product_key
    join calendar as m on m.month >= f.first_sold and m.month < $last_month
    left join sold as s on s.product_key = c.product_key and s.month = m.month
),
middles as (
    select
        product_key, now_sum, quantile_disc(amount_n, 0.5) as middle, quantile_disc(amount_n, 0.9) as high
    from filled
    group by product_key, now_sum
    having count(*) >= $fewest
),
spreads as (
    select f.product_key, quantile_disc(abs(f.amount_n - m.middle), 0.5) * 1.4826 as spread
    from filled as f
    join middles as m on m.product_key = f.product_key
    group by f.product_key
),
surging as (
    select m.product_key, m.now_sum, m.middle, cast(m.high * c.growth as DECIMAL(18,4)) as usual
    from middles as m
    join spreads as s on s.product_key = m.product_key
    cross join company as c
    where m.high > 0
        and cast(m.now_sum as DOUBLE) >= cast($factor as DOUBLE) * m.high * c.growth
        and cast(m.now_sum as DOUBLE) >= (m.middle + $above * s.spread) * c.growth
        and cast(m.now_sum as DOUBLE) - m.high * c.growth >= cast($least_share as DOUBLE) * c.now_all
),
-- their lines, for the place and the customers
theirs as (
    select
        s.product_key, l.product, l.region, l.salesperson, l.account_no, l.amount,
        l.order_date >= $last_month as is_now
    from {lines} as l
    join surging as s on s.product_key = coalesce(l.product_code, l.product)
    where l.order_date >= $first_month and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled' and {of_chosen}
),
parts as (
    select product_key, 'region' as place_column, region as place, amount, is_now from theirs
    union all
    select product_key, 'salesperson' as place_column, salesperson as place, amount, is_now from theirs
    union all
    select t.product_key, 'customer' as place_column, c.customer_id as place, t.amount, t.is_now
    from theirs as t
    join customers as c on c.customer_no = t.account_no
),
places as (
    select
        product_key, place_column, place,
        coalesce(sum(amount) filter (where is_now), 0)
            - coalesce(sum(amount) filter (where not is_now), 0) / $months as rise
    from parts
    where place is not null
    group by product_key, place_column, place
),
-- a place says something only where there are others
choices as (
    select product_key, place_column from places group by product_key, place_column having count(*) > 1
),
main_places as (
    select
        p.product_key, p.place_column, p.place,
        row_number() over (
            partition by p.product_key
            order by case p.place_column when 'customer' then 1 when 'region' then 2 else 3 end nulls last,
                p.rise desc nulls last, p.place nulls last
            rows between unbounded preceding and current row
        ) as place_n
    from places as p
    join choices as c on c.product_key = p.product_key and c.place_column = p.place_column
    join surging as s on s.product_key = p.product_key
    where p.rise >= $most_of * (s.now_sum - s.middle)
),
buyers as (
    select product_key, account_no, sum(amount) as amount_sum
    from theirs
    where is_now and account_no is not null
    group by product_key, account_no
),
named as (
    select b.product_key, array_agg(c.customer_id order by b.amount_sum desc, c.customer_id) as customer_ids
    from buyers as b
    join customers as c on c.customer_no = b.account_no
    group by b.product_key
),
names as (
    select product_key, arg_max(product, amount) as product from theirs group by product_key
)
select
    s.product_key as subject_id, n.product as name, cast(null as VARCHAR) as tier,
    p.place_column, p.place, cast(null as VARCHAR) as detail,
    cast(cast($last_month as DATE) as VARCHAR) as event,
    'own' as against,
    s.usual as expected,
    cast(s.now_sum as DECIMAL(18,4)) as seen,
    cast(s.now_sum - s.usual as DECIMAL(18,4)) as at_stake,
    cast($last_month as DATE) as since,
    coalesce(d.customer_ids, []) as customers
from surging as s
join names as n on n.product_key = s.product_key
left join main_places as p on p.product_key = s.product_key and p.place_n = 1
left join named as d on d.product_key = s.product_key
