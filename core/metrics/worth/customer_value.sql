-- Question: what are the customers of each tier worth?
-- One row per tier that occurs among the chosen active customers (also unprofitable). Sums in the workspace's currency;
-- potential_known, non_monetary_known, satisfied_known: customers of whom the part is known; wallet_spent and wallet_need:
-- yearly revenue and annual need of those whose need is known; due and on_time: amounts due by the day, and paid by
-- their due date; high, middle, low: customers by their grade of potential. Satisfaction and non-monetary value are means.
select
    t.tier,
    count(*) as customers,
    sum(p.current_value) as current_value,
    sum(p.yearly_value) as yearly_value,
    coalesce(sum(p.potential_value), 0) as potential_value,
    count(p.potential_value) as potential_known,
    avg(cast(p.non_monetary_value as DOUBLE)) as non_monetary_mean,
    count(p.non_monetary_value) as non_monetary_known,
    cast(coalesce(sum(p.revenue) filter (where p.annual_need is not null), 0) as DOUBLE) * 12 / $months as wallet_spent,
    cast(coalesce(sum(p.annual_need), 0) as DOUBLE) as wallet_need,
    count(p.annual_need) as wallet_known,
    coalesce(sum(y.due_amount), 0) as due_amount,
    coalesce(sum(y.on_time_amount), 0) as on_time_amount,
    avg(cast(a.satisfaction_index as DOUBLE)) as satisfied_mean,
    count(a.satisfaction_index) as satisfied_known,
    count(*) filter (where p.potential_grade = 'high') as high,
    count(*) filter (where p.potential_grade = 'middle') as middle,
    count(*) filter (where p.potential_grade = 'low') as low,
    coalesce(sum(p.cost_to_serve), 0) as cost_to_serve,
    coalesce(sum(p.forecast_amount), 0) as forecast_amount
from {tiers} as t
join {parts} as p on p.customer_no = t.customer_no
left join {payment} as y on y.customer_no = t.customer_no
left join {contentment} as a on a.customer_no = t.customer_no
where t.tier is not null
group by t.tier
