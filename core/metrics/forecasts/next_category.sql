-- Question: which category of products fits each customer next, going by what similar customers bought next?
-- One row per customer (or group account) and proposal, at most three: customer_no, place (1 = best), next_category,
-- after_category (what they are similar by), next_category_support (similar customers that bought it next),
-- next_category_similar (similar customers), next_category_share (support / similar), base_share; shares 0-1.
-- Similar: in the same group of tiers ($valuable tiers together, all others together), and once began to buy the same
-- category without having the proposed one yet. What they bought next: what they first bought on the first later day on
-- which they began any category. Not proposed: what the customer bought in the window, what fewer than $least similar
-- customers bought next, and what cannot be told from chance: the share has to lie $deviations standard errors above the
-- share of those who bought it next after beginning whatever it was (base_share).
-- Best first by share, then support, then name of the category, then what they are similar by.
with
people as (
    select customer_no, coalesce(tier in (select unnest($valuable)), false) as is_valuable from {people}
),
-- one row per customer and category: the first and the last day on which it was bought
known as (
    select {account} as account_no, p.is_valuable, b.category, min(b.began) as first_day, max(b.ended) as last_day
    from (
        select c.customer_no, l.category, min(l.order_date) as began, max(l.order_date) as ended
        from {lines_of} as l
        join {customers_of} as c on c.customer_id = l.customer_id
        where l.category <> '' and l.amount > 0 and coalesce(l.quantity, 0) >= 0 and l.order_date <= $as_of
            and coalesce(l.status, '') <> 'cancelled' and {counted}
        group by c.customer_no, l.category
    ) as b
    join customers as m on m.customer_no = b.customer_no
    {account_join}
    join people as p on p.customer_no = {account}
    group by {account}, p.is_valuable, b.category
),
-- the days on which a customer began something, each with the next such day
days as (
    select account_no, first_day, lead(first_day) over (partition by account_no order by first_day) as next_day
    from (select distinct account_no, first_day from known)
),
-- how many bought one category next after beginning another
steps as (
    select a.is_valuable, a.category as after_category, n.category as next_category, count(*) as support
    from known as a
    join days as d on d.account_no = a.account_no and d.first_day = a.first_day
    join known as n on n.account_no = d.account_no and n.first_day = d.next_day
    group by a.is_valuable, a.category, n.category
),
-- how many began one category, and how many of them had the other by then
starters as (
    select is_valuable, category, count(*) as began_n from known group by is_valuable, category
),
had as (
    select a.is_valuable, a.category as after_category, n.category as next_category, count(*) as had_n
    from known as a
    join known as n on n.account_no = a.account_no and n.first_day <= a.first_day
    group by a.is_valuable, a.category, n.category
),
-- the same after beginning whatever it was
anything as (
    select s.is_valuable, s.next_category, s.support_all, b.began_all - coalesce(h.had_all, 0) as similar_all
    from (
        select is_valuable, next_category, sum(support) as support_all from steps group by is_valuable, next_category
    ) as s
    join (select is_valuable, sum(began_n) as began_all from starters group by is_valuable) as b
        on b.is_valuable = s.is_valuable
    left join (
        select is_valuable, next_category, sum(had_n) as had_all from had group by is_valuable, next_category
    ) as h on h.is_valuable = s.is_valuable and h.next_category = s.next_category
),
-- what is worth proposing to whom
rates as (
    select
        s.is_valuable, s.after_category, s.next_category, s.support,
        b.began_n - coalesce(h.had_n, 0) as similar_n,
        cast(s.support as DOUBLE) / (b.began_n - coalesce(h.had_n, 0)) as next_share,
        cast(y.support_all as DOUBLE) / y.similar_all as base_share
    from steps as s
    join starters as b on b.is_valuable = s.is_valuable and b.category = s.after_category
    join anything as y on y.is_valuable = s.is_valuable and y.next_category = s.next_category
    left join had as h on h.is_valuable = s.is_valuable and h.after_category = s.after_category
        and h.next_category = s.next_category
    where s.support >= $least
),
chances as (
    select *
    from rates
    where next_share - base_share > $deviations * sqrt(base_share * (1 - base_share) / similar_n)
),
-- the best reason for each category of each customer
fitting as (
    select
        k.account_no, c.*,
        row_number() over (
            partition by k.account_no, c.next_category order by c.next_share desc, c.support desc, c.after_category
        ) as reason_place
    from known as k
    join chances as c on c.is_valuable = k.is_valuable and c.after_category = k.category
    where not exists (
        select 1 from known as o
        where o.account_no = k.account_no and o.category = c.next_category and o.last_day >= $first_month
    )
),
placed as (
    select
        *,
        row_number() over (
            partition by account_no order by next_share desc, support desc, next_category
        ) as place
    from fitting
    where reason_place = 1
)
select
    account_no as customer_no,
    cast(place as INTEGER) as place,
    next_category,
    after_category,
    cast(support as INTEGER) as next_category_support,
    cast(similar_n as INTEGER) as next_category_similar,
    cast(round(next_share, 6) as DECIMAL(7,6)) as next_category_share,
    cast(round(base_share, 6) as DECIMAL(7,6)) as base_share
from placed
where place <= 3
