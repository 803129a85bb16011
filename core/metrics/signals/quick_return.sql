-- Question: which customers gave goods back this month within days of buying them?
-- One row per customer. A return line is quick where the customer bought the same product code (the product where there
-- is no code) at most 7 days before. expected: the most that the customer gave back so quickly in one of the 24 months
-- before; seen: this month, at least 3 times that and at least as much as the customer's middle order,
-- and at least half of what it bought this month. Both are the
-- returned amounts. detail: the product that makes most of it.
with
backs as (
    select
        l.account_no, coalesce(l.product_code, l.product) as product_key, l.product, l.order_date,
        cast(date_trunc('month', l.order_date) as DATE) as month, abs(l.amount) as size
    from {lines} as l
    where l.order_date >= $history_first and l.order_date <= $as_of
        and (l.amount < 0 or coalesce(l.quantity, 0) < 0) and coalesce(l.status, '') <> 'cancelled'
        and coalesce(l.product_code, l.product) is not null
        and l.account_no in (select t.customer_no from {tiers} as t)
),
-- who gave something back this month
returners as (
    select account_no from backs where month = $last_month group by account_no
),
bought as (
    select
        l.account_no, coalesce(l.product_code, l.product) as product_key, l.order_date,
        hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key, l.amount
    from {lines} as l
    where l.order_date >= $history_first and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled'
        and l.account_no in (select r.account_no from returners as r)
),
middles as (
    select o.account_no, quantile_disc(o.amount_sum, 0.5) as middle
    from (select account_no, order_key, sum(amount) as amount_sum from bought group by account_no, order_key) as o
    group by o.account_no
),
quick as (
    select b.*
    from backs as b
    where exists (
        select 1 from bought as o
        where o.account_no = b.account_no and o.product_key = b.product_key
            and o.order_date <= b.order_date and o.order_date >= b.order_date - $quick_days
    )
),
-- what they bought this month
month_sums as (
    select account_no, sum(amount) as bought_sum from bought where order_date >= $last_month group by account_no
),
months as (
    select account_no, month, sum(size) as size_sum from quick group by account_no, month
),
compared as (
    select
        account_no,
        coalesce(max(size_sum) filter (where month < $last_month), 0) as usual,
        max(size_sum) filter (where month = $last_month) as now_sum
    from months
    group by account_no
),
contents as (
    select account_no, min(order_date) as first_day, arg_max(coalesce(product, product_key), size) as main_product
    from quick
    where month = $last_month
    group by account_no
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, n.main_product as detail,
    cast(cast($last_month as DATE) as VARCHAR) as event,
    'own' as against,
    cast(c.usual as DECIMAL(18,4)) as expected,
    cast(c.now_sum as DECIMAL(18,4)) as seen,
    cast(c.now_sum - c.usual as DECIMAL(18,4)) as at_stake,
    n.first_day as since,
    [t.customer_id] as customers
from compared as c
join middles as m on m.account_no = c.account_no
join contents as n on n.account_no = c.account_no
join {tiers} as t on t.customer_no = c.account_no
left join month_sums as s on s.account_no = c.account_no
where c.now_sum >= $factor * c.usual and c.now_sum >= m.middle
    and c.now_sum >= $most_of * coalesce(s.bought_sum, 0)
