-- Question: on which days did each customer begin an order?
-- One row per account (the customer, or its group where groups are ranked) and such a day; without the accounts that were
-- set apart. An order has a bought line of positive amount, is not cancelled and, with net, not returned; it counts once
-- per customer and calendar month and belongs to its first day there. Without an order id, a day is one order.
-- orders_n: orders that began that day; largest_amount: the bought amount of the largest of them, in the workspace's
-- currency; gap_days: days since the account's day before, null on its first.
with
-- lines that make an order
bought as (
    select
        c.customer_no as who,
        cast(date_trunc('month', l.order_date) as DATE) as month,
        hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key,
        l.order_date,
        l.amount
    from {lines_of} as l
    join {customers_of} as c on c.customer_id = l.customer_id
    where l.amount > 0 and coalesce(l.quantity, 0) >= 0 and coalesce(l.status, '') <> 'cancelled' and {counted}
),
orders as (
    select who, min(order_date) as day, sum(amount) as order_amount
    from bought
    group by who, month, order_key
),
-- one row per account and day
days as (
    select
        {account} as account_no, m.day, count(*) as orders_count, max(m.order_amount) as largest
    from (select who as customer_no, day, order_amount from orders) as m
    {account_join}
    where m.customer_no not in (
        select c.customer_no
        from customers as c
        where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
    )
    group by {account}, m.day
)
select
    account_no as customer_no,
    day,
    cast(orders_count as INTEGER) as orders_n,
    cast(largest as DECIMAL(18,4)) as largest_amount,
    cast(day - lag(day) over (partition by account_no order by day) as INTEGER) as gap_days
from days
