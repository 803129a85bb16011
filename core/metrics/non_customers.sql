-- Question: which accounts are probably no customers (walk-ins, platforms, internal accounts)?
-- One row per account that is set apart already, whose name or kind says so, or that holds very many of all orders.
-- revenue: net amount over all months (money); reason: decided | name | many_orders, the first that applies.
-- Accounts with equal revenue by customer_id.
with
accounts as (
    select customer_no, sum(net_orders) as orders_n, sum(net_amount) as amount_all
    from customer_months
    where customer_no > 0
    group by customer_no
),
totals as (
    select sum(orders_n) as orders_all from accounts
),
apart as (
    select distinct customer_id from excluded_customers
),
judged as (
    select
        c.customer_id,
        c.customer_name,
        c.kind,
        coalesce(a.orders_n, 0) as order_count,
        coalesce(a.amount_all, 0) as revenue,
        case
            when exists (select 1 from apart as x where x.customer_id = c.customer_id) then 'decided'
            when regexp_matches(lower(coalesce(c.customer_name, c.customer_id)), $pattern) then 'name'
            when regexp_matches(lower(coalesce(c.kind, '')), $pattern) then 'name'
            when a.orders_n >= $least_orders and a.orders_n >= $share * t.orders_all then 'many_orders'
        end as reason
    from customers as c
    left join accounts as a on a.customer_no = c.customer_no
    cross join totals as t
)
select customer_id, customer_name, kind, cast(order_count as BIGINT) as order_count,
    cast(revenue as DECIMAL(18,4)) as revenue, reason
from judged
where reason is not null
order by revenue desc, customer_id
limit $most
