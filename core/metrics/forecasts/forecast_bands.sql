-- Question: how many customers will how probably buy, and what will they bring?
-- One row per tenth of likelihood that occurs, among the customers that the filters choose: band (0 = under 10 %, 9 = 90 %
-- and more), customers_n, expected buyers (the sum of their likelihoods), purchase days, revenue and profit within the
-- horizon; money in the workspace's currency, profit null where no cost is known of anybody.
with
chosen as (
    select f.*, round(f.likelihood, 6) as chance
    from forecast_customers as f
    join {people} as t on t.customer_id = f.customer_id
    where f.forecast_id = $forecast_id
)
select
    cast(least(floor(chance * 10), 9) as INTEGER) as band,
    count(*) as customers_n,
    sum(likelihood) as buyers_n,
    sum(expected_orders) as orders_n,
    cast(sum(expected_revenue) as DECIMAL(38,4)) as revenue_n,
    cast(sum(expected_profit) as DECIMAL(38,4)) as profit_n
from chosen
group by 1
order by 1
