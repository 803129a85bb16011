-- Question: how many customers are scored, and what do their days, orders and amounts add up to?
-- One row. recency is days below zero; monetary may be unknown of some.
select
    count(*) as customers,
    count({monetary}) as with_monetary,
    cast(coalesce(sum(last_bought - $as_of), 0) as DECIMAL(38,4)) as recency_total,
    cast(coalesce(sum(order_count), 0) as DECIMAL(38,4)) as frequency_total,
    cast(coalesce(sum({monetary}), 0) as DECIMAL(38,4)) as monetary_total
from {ranking}
where order_count > 0
