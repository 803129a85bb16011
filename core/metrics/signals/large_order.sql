-- Question: which customers gave an order this month that is far larger than their usual ones?
-- One row per customer, its largest such order; the order with the smallest id where two are equal.
-- expected: the 90th percentile of the customer's orders of the 24 months before (between two orders in proportion);
-- seen: the order's bought lines, at least 2.9 times as much, or more where the year before had more than 3 such
-- orders in 1,000 customers and months. With fewer than 5 earlier orders of its own the customer
-- is compared with the orders of all others who bought this month (the smallest that 99 of 100 do not exceed). Without
-- an order id the lines of a day are one order. Cancelled orders never count, neither now nor before; returned ones (by
-- their status or a returns sheet) count with gross, as what was ordered, and do not with net.
with
accounts as (
    select m.account_no
    from {months} as m
    where m.month = $last_month and m.orders > 0 and m.account_no in (select t.customer_no from {tiers} as t)
    group by m.account_no
),
orders as (
    select
        l.account_no,
        hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key,
        min(l.order_id) as order_id,
        min(l.order_date) as day,
        sum(l.amount) as amount_sum
    from {lines} as l
    where l.order_date >= $history_first and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled'
        and {counted} and l.account_no in (select a.account_no from accounts as a)
    group by l.account_no, order_key
),
-- each customer's own orders before this month, the smallest first
ranked as (
    select
        account_no, amount_sum,
        row_number() over (
            partition by account_no order by amount_sum nulls last, order_key nulls last
            rows between unbounded preceding and current row
        ) as order_n,
        count(*) over (partition by account_no) as orders_n
    from orders
    where day < $last_month
),
-- the 90th percentile: order 1 + 0.9 * (n - 1), between two orders by as many tenths as remain
own as (
    select
        account_no, max(orders_n) as orders_n,
        cast(0.1 * sum(case
            when order_n = 9 * (orders_n - 1) // 10 + 1 then amount_sum * (10 - 9 * (orders_n - 1) % 10)
            when order_n = 9 * (orders_n - 1) // 10 + 2 then amount_sum * (9 * (orders_n - 1) % 10)
            else 0
        end) as DECIMAL(18,4)) as high
    from ranked
    group by account_no
),
-- how far the largest order of each customer and month of the year before lay above its percentile
past as (
    select
        o.account_no, date_trunc('month', o.day) as month,
        max(cast(o.amount_sum as DOUBLE) / cast(w.high as DOUBLE)) as times_n
    from orders as o
    join own as w on w.account_no = o.account_no
    where w.orders_n >= $fewest and w.high > 0 and o.day >= $calm_first and o.day < $last_month
    group by o.account_no, date_trunc('month', o.day)
),
-- the largest ones that may be alarms: so many of 1,000 customers and months
ordered_past as (
    select
        times_n,
        row_number() over (
            order by times_n desc nulls last, account_no nulls last, month nulls last
            rows between unbounded preceding and current row
        ) as place,
        (select count(*) from own where orders_n >= $fewest) * $calm_months as cases_n
    from past
),
bound as (
    select greatest(
        cast($factor as DOUBLE),
        coalesce(max(times_n) filter (where place > $calm_share * cases_n), 0)
    ) as times_n
    from ordered_past
),
peers as (
    select quantile_disc(amount_sum, $peer_quantile) as high from orders where day < $last_month
),
compared as (
    select
        o.*,
        coalesce(w.orders_n, 0) >= $fewest as is_own,
        case when coalesce(w.orders_n, 0) >= $fewest then w.high else p.high end as usual,
        b.times_n,
        row_number() over (
            partition by o.account_no order by o.amount_sum desc nulls last, o.order_id nulls last, o.order_key
            rows between unbounded preceding and current row
        ) as place
    from orders as o
    cross join peers as p
    cross join bound as b
    left join own as w on w.account_no = o.account_no
    where o.day >= $last_month
),
large as (
    select *
    from compared
    where place = 1 and usual > 0 and cast(amount_sum as DOUBLE) >= times_n * cast(usual as DOUBLE)
),
-- what most of the order consists of
contents as (
    select g.account_no, arg_max(coalesce(l.product, l.product_code), l.amount) as main_product
    from {lines} as l
    join large as g on g.account_no = l.account_no
        and g.order_key = hash(l.order_id, case when l.order_id is null then l.order_date end)
    where l.order_date >= $last_month and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') <> 'cancelled' and {counted}
    group by g.account_no
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    'order' as place_column, g.order_id as place, c.main_product as detail,
    coalesce(g.order_id, cast(g.day as VARCHAR)) as event,
    case when g.is_own then 'own' else 'peers' end as against,
    cast(g.usual as DECIMAL(18,4)) as expected,
    cast(g.amount_sum as DECIMAL(18,4)) as seen,
    cast(g.amount_sum - g.usual as DECIMAL(18,4)) as at_stake,
    g.day as since,
    [t.customer_id] as customers
from large as g
join {tiers} as t on t.customer_no = g.account_no
left join contents as c on c.account_no = g.account_no
