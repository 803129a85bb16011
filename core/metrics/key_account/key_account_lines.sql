-- Question: how does each customer pay, and how much of what we do best does it buy?
-- One row per customer (or group account) with a line in the window, beside it what all lines together say.
-- due_orders: orders (bought lines, not cancelled, not returned) with a due date that have been paid or were due by
-- $as_of; days_late: their mean days from the due date to the payment or to $as_of; terms_days: mean days from order to
-- due date, company_terms: of all orders. best_share: share of the bought amount in the categories that we do best in, of
-- lines with a category; company_best_share: of all such lines. What we do best: the categories that bring the first half
-- of gross profit (of the bought amount where no line has a cost), the greatest first; null where there are not two.
with
told as (
    select
        {line_account} as account_no, coalesce(l.order_id, cast(l.order_date as VARCHAR)) as order_key,
        l.order_date, l.due_date, l.paid_date, l.category, l.amount, l.cost
    from {lines_of} as l
    join {numbered} as n on n.customer_id = l.customer_id
    {line_account_join}
    where l.order_date >= $first_month and l.order_date <= $as_of and l.amount > 0 and coalesce(l.quantity, 0) >= 0
        and coalesce(l.status, '') not in ('cancelled', 'returned')
        and not coalesce(l.order_id in (select order_id from returned_orders), false)
        and not ($leave_out and exists (select 1 from excluded_customers as e where e.customer_id = l.customer_id))
),
orders as (
    select
        account_no, order_key, min(order_date) as ordered_on, max(due_date) as due_on,
        case when bool_and(paid_date is not null and paid_date <= $as_of) then max(paid_date) end as paid_on
    from told
    group by account_no, order_key
    having max(due_date) is not null
),
paying as (
    select
        account_no,
        avg(coalesce(paid_on, $as_of) - due_on) filter (where paid_on is not null or due_on <= $as_of) as days_late,
        count(*) filter (where paid_on is not null or due_on <= $as_of) as due_orders,
        avg(due_on - ordered_on) as terms_days
    from orders
    group by account_no
),
categories as (
    select
        category, sum(amount) as bought, sum(amount - cost) filter (where cost is not null) as earned
    from told
    where category is not null
    group by category
),
ranked as (
    select category, case when max(earned) over () is null then bought else coalesce(earned, 0) end as worth
    from categories
),
-- what lies before the half is reached belongs to it, with the category that reaches it
best as (
    select category
    from (
        select
            category, worth,
            sum(greatest(worth, 0)) over () as worth_all,
            sum(greatest(worth, 0)) over (
                order by worth desc, category rows between unbounded preceding and current row
            ) - greatest(worth, 0) as worth_before,
            count(*) over () as categories_n
        from ranked
    )
    where categories_n > 1 and worth > 0 and worth_before * 2 < worth_all
),
shares as (
    select
        account_no,
        cast(sum(amount) filter (where category in (select category from best)) as DOUBLE) as best_amount,
        cast(sum(amount) filter (where category is not null) as DOUBLE) as amount_all
    from told
    group by account_no
),
company as (
    select
        (select avg(due_on - ordered_on) from orders) as company_terms,
        (select sum(best_amount) from shares) / nullif((select sum(amount_all) from shares), 0) as company_best_share
)
select
    s.account_no as customer_no,
    cast(p.days_late as DOUBLE) as days_late, cast(coalesce(p.due_orders, 0) as INTEGER) as due_orders,
    cast(p.terms_days as DOUBLE) as terms_days, cast(c.company_terms as DOUBLE) as company_terms,
    case when c.company_best_share is not null then coalesce(s.best_amount, 0) / nullif(s.amount_all, 0) end
        as best_share,
    c.company_best_share
from shares as s
cross join company as c
left join paying as p on p.account_no = s.account_no
