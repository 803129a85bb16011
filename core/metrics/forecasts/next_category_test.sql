-- Question: how often did customers buy a category that was proposed to them, and how often one of the most bought?
-- One row: customers_n (with a proposal by $as_of, and with a category bought after it, up to $until, that they had not
-- bought in the window), hits_n, popular_hits_n. As many of the most bought are guessed as were proposed.
with
people as (
    select customer_no from {people}
),
bought as (
    select {account} as account_no, l.category, l.order_date
    from {lines_of} as l
    join {customers_of} as c on c.customer_id = l.customer_id
    join customers as m on m.customer_no = c.customer_no
    {account_join}
    join people as p on p.customer_no = {account}
    where l.category <> '' and l.amount > 0 and coalesce(l.quantity, 0) >= 0
        and l.order_date >= $first_month and l.order_date <= $until
        and coalesce(l.status, '') <> 'cancelled' and {counted}
),
-- what customers had in the window, and what they bought for the first time after it
owned as (
    select distinct account_no, category from bought where order_date <= $as_of
),
added as (
    select distinct b.account_no, b.category
    from bought as b
    where b.order_date > $as_of
        and not exists (select 1 from owned as o where o.account_no = b.account_no and o.category = b.category)
),
proposed as (
    select f.customer_no as account_no, f.next_category as category, count(*) over (partition by f.customer_no) as guesses
    from {fitting} as f
    where exists (select 1 from added as a where a.account_no = f.customer_no)
),
asked as (
    select distinct account_no, guesses from proposed
),
-- the most bought categories that the customer did not have
popular as (
    select
        a.account_no, a.guesses, p.category,
        row_number() over (partition by a.account_no order by p.buyers desc, p.category) as place
    from asked as a
    cross join (select category, count(*) as buyers from owned group by category) as p
    where not exists (select 1 from owned as o where o.account_no = a.account_no and o.category = p.category)
)
select
    (select count(*) from asked) as customers_n,
    (
        select count(distinct p.account_no) from proposed as p
        join added as d on d.account_no = p.account_no and d.category = p.category
    ) as hits_n,
    (
        select count(distinct p.account_no) from popular as p
        join added as d on d.account_no = p.account_no and d.category = p.category
        where p.place <= p.guesses
    ) as popular_hits_n
