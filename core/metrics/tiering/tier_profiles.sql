-- Question: how do the customers of each tier buy?
-- One row per tier that occurs. value in the unit of the value measure, amounts in the workspace's currency.
-- middle_total and middles: sum and number (1 or 2) of the values in the middle, for the median. bought and returned:
-- gross amounts in the window. Ties need no order: equal values are interchangeable.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
amounts as (
    select {account} as account_no, sum(m.gross_amount) as bought, sum(m.return_amount) as returned
    from {facts} as m
    {account_join}
    where m.month >= $first_month and m.month <= $last_month
        and not exists (select 1 from apart as a where a.customer_no = m.customer_no)
    group by {account}
),
numbered as (
    select
        t.*,
        row_number() over (partition by tier order by value, customer_no) as place,
        count(*) over (partition by tier) as places
    from {tiers} as t
    where tier is not null
)
select
    n.tier,
    count(*) as customers,
    coalesce(sum(n.value), 0) as value_total,
    coalesce(sum(n.value) filter (where 2 * n.place in (n.places, n.places + 1, n.places + 2)), 0) as middle_total,
    count(*) filter (where 2 * n.place in (n.places, n.places + 1, n.places + 2)) as middles,
    cast(sum(n.order_count) as BIGINT) as orders,
    sum(n.revenue) as revenue_total,
    cast(coalesce(sum($as_of - n.last_order), 0) as BIGINT) as recency_total,
    count(n.last_order) as bought_ever,
    coalesce(sum(a.bought), 0) as bought_total,
    coalesce(sum(a.returned), 0) as returned_total
from numbered as n
left join amounts as a on a.account_no = n.customer_no
group by n.tier
