-- Question: what do the data say of each customer that is rated as a key account?
-- One row per chosen customer (or group account), best value first, ties by id, with the amounts that the criteria are
-- rated by: margin and company_margin: gross profit / revenue with a cost, in the window; active_months of
-- known_months: months with an order, of the last 12 up to the day, from the first order on and from the first month
-- of the data on; last_year: revenue of those 12 months, annual_need as given; revenue and earlier_revenue: of the
-- window and of the earlier window; days_late, due_orders, terms_days: see key_account_lines.sql; best_share: share of
-- revenue in what we do best; r5, f5: recency and frequency on five levels, from 20
-- scored customers on. Null = not known.
with
chosen as (
    select customer_no, customer_id, customer_name, tier, value, revenue, gross_profit, costed_revenue, first_order
    from {tiers}
    where {condition}
),
-- of all active customers among whom is ranked
company as (
    select
        cast(sum(gross_profit) as DOUBLE) / nullif(cast(sum(costed_revenue) as DOUBLE), 0) as company_margin
    from {ranking}
    where costed_revenue is not null
),
months as (
    select
        {account} as account_no,
        count(distinct m.month) filter (where m.month >= $year_first and m.{refunds}_orders > 0) as active_months,
        sum(m.{refunds}_amount) filter (where m.month >= $year_first) as last_year,
        sum(m.{refunds}_amount) filter (where m.month >= $earlier_first and m.month < $first_month) as earlier_revenue
    from {facts} as m
    {account_join}
    where m.month >= least($year_first, $earlier_first) and m.month <= $last_month
    group by {account}
)
select
    c.customer_no, c.customer_id, c.customer_name, c.tier, c.value, c.revenue,
    cast(c.gross_profit as DOUBLE) / nullif(cast(c.costed_revenue as DOUBLE), 0) as margin,
    o.company_margin,
    cast(coalesce(m.active_months, 0) as INTEGER) as active_months,
    cast(least(
        12,
        date_diff('month', greatest($data_first, cast(date_trunc('month', c.first_order) as DATE)), $last_month) + 1
    ) as INTEGER) as known_months,
    cast(coalesce(m.last_year, 0) as DECIMAL(18,4)) as last_year,
    a.annual_need,
    case when $earlier_known then cast(coalesce(m.earlier_revenue, 0) as DECIMAL(18,4)) end as earlier_revenue,
    l.days_late, l.due_orders, l.terms_days, l.company_terms, l.best_share, l.company_best_share,
    case when s.segment is not null then s.r5 end as r5,
    case when s.segment is not null then s.f5 end as f5
from chosen as c
cross join company as o
join customers as a on a.customer_no = c.customer_no
left join months as m on m.account_no = c.customer_no
left join {lines} as l on l.customer_no = c.customer_no
left join {scores} as s on s.customer_no = c.customer_no
order by c.value desc nulls last, c.customer_id
