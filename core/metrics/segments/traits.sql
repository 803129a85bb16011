-- Question: what can customers be told apart by?
-- One row per known account with an order in the window (the customer, or its group where groups are ranked). A trait is
-- null where it is unknown. Days up to $as_of; amounts in the workspace's currency; shares 0-1.
-- usual_gap_days: median days between order days, of all time, null under two of them; months_bought: of the last 12
-- months, those with an order; categories_bought: distinct categories in counted lines; recent_share: of what was bought
-- in the window, the part of its later half; return_share: brought back / bought; discount_share: discount / list price
-- of bought lines, null where no discount is told; bought_after: 1 with an order after $as_of, up to $after_until, else
-- 0, null where the data do not reach so far; is_reachable: has a phone or an e-mail address.
with
gaps as (
    select customer_no, median(gap_days) as usual_gap
    from {days}
    where day <= $as_of
    group by customer_no
),
later as (
    select distinct customer_no
    from {days}
    where day > $as_of and day <= $after_until
),
-- what only the lines know: each bought line once
line_sums as (
    select
        {account} as account_no,
        count(distinct l.category) as categories_n,
        sum(case when l.discount < 1 then l.amount end) as paid_sum,
        sum(case when l.discount < 1 then l.amount / (1 - cast(l.discount as DOUBLE)) end) as list_sum
    from {lines} as l
    join {numbers} as m on m.customer_id = l.customer_id
    {account_join}
    where l.order_date >= $first_month and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 0) >= 0 and coalesce(l.status, '') <> 'cancelled' and {counted}
    group by {account}
),
-- what the monthly facts know
month_sums as (
    select
        {account} as account_no,
        sum(m.gross_amount) as bought_sum,
        sum(m.gross_amount) filter (where m.month >= $later_half) as later_sum,
        sum(m.return_amount) as returned_sum
    from {facts} as m
    {account_join}
    where m.month >= $first_month and m.month <= $last_month and m.customer_no > 0
    group by {account}
)
select
    t.customer_no, t.customer_id, t.tier,
    cast($as_of - t.last_order as DOUBLE) as recency_days,
    cast(t.order_count as DOUBLE) as order_count,
    cast(g.usual_gap as DOUBLE) as usual_gap_days,
    cast(t.revenue / nullif(t.order_count, 0) as DOUBLE) as order_value,
    cast(nullif(l.categories_n, 0) as DOUBLE) as categories_bought,
    cast(t.revenue as DOUBLE) as revenue,
    cast(t.gross_profit as DOUBLE) as gross_profit,
    case when t.costed_revenue > 0 then cast(t.gross_profit as DOUBLE) / cast(t.costed_revenue as DOUBLE) end
        as gross_margin,
    1 - cast(l.paid_sum as DOUBLE) / nullif(l.list_sum, 0) as discount_share,
    cast(f.returned_sum as DOUBLE) / nullif(cast(f.bought_sum as DOUBLE), 0) as return_share,
    cast(a.satisfaction_index as DOUBLE) as satisfaction_index,
    cast($as_of - t.first_order as DOUBLE) as tenure_days,
    cast(s.months_bought as DOUBLE) as months_bought,
    cast(coalesce(f.later_sum, 0) as DOUBLE) / nullif(cast(f.bought_sum as DOUBLE), 0) as recent_share,
    cast(c.annual_need as DOUBLE) as annual_need,
    cast(c.credit_limit as DOUBLE) as credit_limit,
    cast(c.cost_to_serve as DOUBLE) as cost_to_serve,
    cast(c.referrals as DOUBLE) as referrals,
    cast(c.standing as DOUBLE) as standing,
    case when $after_known then case when b.customer_no is null then 0.0 else 1.0 end end as bought_after,
    coalesce(c.phone, '') <> '' or coalesce(c.email, '') <> '' as is_reachable
from {people} as t
join customers as c on c.customer_no = t.customer_no
left join gaps as g on g.customer_no = t.customer_no
left join line_sums as l on l.account_no = t.customer_no
left join month_sums as f on f.account_no = t.customer_no
left join {stages} as s on s.customer_no = t.customer_no
left join {contentment} as a on a.customer_no = t.customer_no
left join later as b on b.customer_no = t.customer_no
where t.is_active and t.order_count > 0
