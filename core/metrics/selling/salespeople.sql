-- Question: whose customers stand where, and what became of them since the window before?
-- One row per salesperson (the owner in the customer file, else the one of the latest order; null: nobody) and tier.
-- customers, revenue, gross_profit, costed_revenue: of the window; revenue_before: of the window before (0 where the
-- data do not reach back). moved_up, moved_down: against the end of the window before, both by its cut values, of
-- customers active in both; falling: active, and with less revenue than in the window before, which was above 0.
with
portfolio as (
    select
        nullif(trim(c.owner), '') as salesperson,
        t.tier, t.is_active, t.revenue, t.gross_profit, t.costed_revenue,
        coalesce(b.revenue, 0) as revenue_before,
        nullif(list_position($order, b.tier), 0) as place_before,
        nullif(list_position($order, f.tier), 0) as place_now,
        o.overdue
    from {tiers} as t
    join customers as c on c.customer_no = t.customer_no
    left join {before} as b on b.customer_no = t.customer_no
    left join {frozen} as f on f.customer_no = t.customer_no
    left join {overdue} as o on o.customer_no = t.customer_no
)
select
    salesperson, coalesce(tier, 'uncosted') as tier,
    cast(count(*) filter (where is_active) as INTEGER) as customers,
    cast(sum(revenue) as DECIMAL(18,4)) as revenue,
    cast(sum(revenue_before) as DECIMAL(18,4)) as revenue_before,
    cast(sum(gross_profit) as DECIMAL(18,4)) as gross_profit,
    cast(sum(costed_revenue) as DECIMAL(18,4)) as costed_revenue,
    cast(count(*) filter (where place_now < place_before) as INTEGER) as moved_up,
    cast(count(*) filter (where place_now > place_before) as INTEGER) as moved_down,
    cast(count(*) filter (where is_active and revenue_before > 0 and revenue < revenue_before) as INTEGER) as falling,
    cast(coalesce(sum(overdue), 0) as DECIMAL(18,4)) as overdue
from portfolio
group by all
