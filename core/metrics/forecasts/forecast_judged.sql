-- Question: what was said of the customers of an earlier forecast, and what did they do in its horizon?
-- One row: customers_n (of the forecast, still known), buyers_n (with a purchase day in the horizon), said_buyers (the
-- sum of their likelihoods), revenue and said_revenue in the workspace's currency.
with
came as (
    select customer_no, sum(revenue) as revenue
    from {days}
    where day > $as_of and day <= $ends
    group by customer_no
)
select
    count(*) as customers_n,
    count(d.customer_no) as buyers_n,
    coalesce(sum(f.likelihood), 0) as said_buyers,
    cast(coalesce(sum(d.revenue), 0) as DECIMAL(38,4)) as revenue_n,
    cast(coalesce(sum(f.expected_revenue), 0) as DECIMAL(38,4)) as said_revenue
from forecast_customers as f
join customers as c on c.customer_id = f.customer_id
left join came as d on d.customer_no = c.customer_no
where f.forecast_id = $forecast_id
