-- Question: which product codes came back in the last three months far more often than usual, and where?
-- One row per product code, with the place (region or salesperson, none for everywhere) where it stands out most: by how
-- many roots of the usual number more lines came back than usual (5 at least, and 5 lines, and 3 times as many); on a tie
-- everywhere, then regions before salespeople.
-- expected: the share of its bought lines that came back before (12 months) and elsewhere, with the company's own share
-- for weight where there are few; seen: the returned share of the amount bought there in the last three months (1 where
-- more came back than was bought). Lines of amount 0 do not count. A returned order's lines count as bought and as come
-- back. At stake: the amount that came back beyond the expected share, at least 0.02 % of what the company sold of all
-- codes in the three months.
with
told as (
    select
        coalesce(l.product_code, l.product) as product_key, l.product, l.region, l.salesperson, l.account_no,
        l.order_date,
        l.order_date >= $recent_first as is_recent,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.status, '') = 'returned'
            or coalesce(l.order_id in (select r.order_id from returned_orders as r), false) as is_returned_order,
        abs(l.amount) as size
    from {lines} as l
    where l.order_date >= $year_first and l.order_date <= $as_of and coalesce(l.status, '') <> 'cancelled'
        and l.amount <> 0 and coalesce(l.product_code, l.product) is not null and {of_chosen}
),
-- 'all' stands for everywhere
counted as (
    select
        product_key,
        case when grouping(region) = 0 then 'region' when grouping(salesperson) = 0 then 'salesperson' else 'all' end
            as place_column,
        case when grouping(region) = 0 then region when grouping(salesperson) = 0 then salesperson end as place,
        count(*) filter (where is_recent and not is_return) as bought_n,
        count(*) filter (where is_recent and (is_return or is_returned_order)) as back_n,
        count(*) filter (where not is_return) as bought_ever_n,
        count(*) filter (where is_return or is_returned_order) as back_ever_n,
        coalesce(sum(size) filter (where is_recent and not is_return), 0) as bought_sum,
        coalesce(sum(size) filter (where is_recent and (is_return or is_returned_order)), 0) as back_sum,
        min(order_date) filter (where is_recent and (is_return or is_returned_order)) as first_back
    from told
    group by grouping sets ((product_key), (product_key, region), (product_key, salesperson))
),
company as (
    select
        sum(back_ever_n) / nullif(cast(sum(bought_ever_n) as DOUBLE), 0) as share_all, sum(bought_sum) as bought_all
    from counted
    where place_column = 'all'
),
-- against everything of the code that is not of this place and these months
compared as (
    select
        p.*, c.bought_all,
        (a.back_ever_n - p.back_n + $weight * c.share_all) / (a.bought_ever_n - p.bought_n + $weight) as usual_share
    from counted as p
    join counted as a on a.product_key = p.product_key and a.place_column = 'all'
    cross join company as c
    where p.back_n >= $fewest and a.bought_ever_n > 0 and (p.place_column = 'all' or p.place is not null)
),
judged as (
    select
        *,
        greatest(bought_n, back_n) * usual_share as usual_n,
        (back_n - greatest(bought_n, back_n) * usual_share)
            / sqrt(greatest(greatest(bought_n, back_n) * usual_share, 0.5)) as above
    from compared
),
chosen as (
    select
        *,
        row_number() over (
            partition by product_key order by above desc nulls last, place_column nulls last, place nulls last
            rows between unbounded preceding and current row
        ) as place_n
    from judged
    where back_n >= $times * usual_n and above >= $above_chance
        and cast(back_sum as DOUBLE) - cast(bought_sum as DOUBLE) * usual_share
            >= cast($least_share as DOUBLE) * cast(bought_all as DOUBLE)
),
behind as (
    select t.product_key, t.account_no, sum(t.size) as size_sum
    from told as t
    join chosen as c on c.product_key = t.product_key and c.place_n = 1
    where t.is_recent and (t.is_return or t.is_returned_order) and t.account_no is not null
        and (c.place_column = 'all' or (c.place_column = 'region' and t.region = c.place)
            or (c.place_column = 'salesperson' and t.salesperson = c.place))
    group by t.product_key, t.account_no
),
named as (
    select b.product_key, array_agg(c.customer_id order by b.size_sum desc, c.customer_id) as customer_ids
    from behind as b
    join customers as c on c.customer_no = b.account_no
    group by b.product_key
),
names as (
    select product_key, arg_max(product, size) as product from told group by product_key
)
select
    c.product_key as subject_id, n.product as name, cast(null as VARCHAR) as tier,
    nullif(c.place_column, 'all') as place_column, c.place, cast(c.back_n as VARCHAR) as detail,
    '' as event,
    'peers' as against,
    cast(c.usual_share as DECIMAL(18,4)) as expected,
    cast(least(1, coalesce(c.back_sum / nullif(c.bought_sum, 0), 1)) as DECIMAL(18,4)) as seen,
    cast(greatest(0, c.back_sum - cast(c.bought_sum as DOUBLE) * c.usual_share) as DECIMAL(18,4)) as at_stake,
    c.first_back as since,
    coalesce(d.customer_ids, []) as customers
from chosen as c
join names as n on n.product_key = c.product_key
left join named as d on d.product_key = c.product_key
where c.place_n = 1
