-- Question: what discount do the customers of each tier get, and how do they pay?
-- One row per customer of a tier with a bought line in the window. discount_share: discounts / list value over their
-- lines whose discount is told, null where none is. days_late: mean days from the due date to the payment over their
-- paid orders (negative: early); due_n: orders due by the day, paid_in_time_n: of these, paid on or before the due date.
with
bought as (
    select account_no, order_key, amount, list_amount, due_date, paid_date
    from ({counted})
    where account_no > 0 and not is_apart and not is_return and amount > 0
        and order_date >= $first_day and order_date <= $as_of
),
discounts as (
    select account_no, 1 - cast(sum(amount) as DOUBLE) / nullif(sum(list_amount), 0) as discount_share
    from bought
    where list_amount is not null
    group by account_no
),
orders as (
    select account_no, order_key, max(due_date) as due_day,
        case when count(paid_date) = count(*) and max(paid_date) <= $as_of then max(paid_date) end as paid_day
    from bought
    where due_date is not null
    group by account_no, order_key
),
payments as (
    select account_no,
        avg(paid_day - due_day) as days_late,
        count(*) filter (where due_day <= $as_of) as due_n,
        count(*) filter (where due_day <= $as_of and paid_day <= due_day) as paid_in_time_n
    from orders
    group by account_no
)
select
    t.tier, d.discount_share, p.days_late,
    cast(p.paid_in_time_n as DOUBLE) / nullif(p.due_n, 0) as in_time_share
from {tiers} as t
left join discounts as d on d.account_no = t.customer_no
left join payments as p on p.account_no = t.customer_no
where t.is_active and t.tier is not null
order by t.tier, t.customer_no
