-- Question: what did customers buy in which category, in the window, in the window before it, and before?
-- One row: cross_total (revenue in the window, in categories that the customer had never ordered before it), cross_n
-- (customers with such revenue), up_total (what the customer's revenue in the window is above that of the earlier window,
-- in each category ordered then), up_n (customers with such a rise), categorised_total (revenue in the window of lines
-- with a category). Of the chosen customers that ordered before the window; lines without a category are left out.
with
people as (
    select customer_no, customer_id from {relations} where first_day < $first_month and is_active
),
told as (
    select
        {account} as account_no,
        l.category,
        l.order_date,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        abs(l.amount) as size
    from {lines_of} as l
    join {customers_of} as n on n.customer_id = l.customer_id
    join customers as m on m.customer_no = n.customer_no
    {account_join}
    where l.category is not null and l.category <> '' and l.order_date < $end_day
        and coalesce(l.status, '') <> 'cancelled' and {counted}
        and not ($leave_out and exists (select 1 from excluded_customers as e where e.customer_id = m.customer_id))
),
-- one row per account and category
bought as (
    select
        account_no,
        category,
        sum(case when is_return then {returned} else size end) filter (where order_date >= $first_month) as now_amount,
        coalesce(
            sum(case when is_return then {returned} else size end)
            filter (where order_date < $first_month and order_date >= $earlier_first), 0
        ) as earlier_amount,
        count(*) filter (where size > 0 and not is_return and order_date < $first_month) as before_n,
        count(*) filter (
            where size > 0 and not is_return and order_date < $first_month and order_date >= $earlier_first
        ) as earlier_n
    from told
    where exists (select 1 from people as p where p.customer_no = told.account_no)
    group by account_no, category
),
parts as (
    select
        account_no,
        now_amount,
        case when before_n = 0 then now_amount end as cross_amount,
        case when earlier_n > 0 then greatest(now_amount - greatest(earlier_amount, 0), 0) end as up_amount
    from bought
    where now_amount is not null
)
select
    cast(coalesce(sum(cross_amount), 0) as DECIMAL(38,4)) as cross_total,
    count(distinct account_no) filter (where cross_amount > 0) as cross_n,
    cast(coalesce(sum(up_amount), 0) as DECIMAL(38,4)) as up_total,
    count(distinct account_no) filter (where up_amount > 0) as up_n,
    cast(coalesce(sum(now_amount), 0) as DECIMAL(38,4)) as categorised_total
from parts
