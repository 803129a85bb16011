-- Question: how many customers have the same scores and class, and what do they bring?
-- One row per r, f, m (scores), cell (five-level R and F, as 54) and class that occur together, among customers with an
-- order. Sums, smallest and largest of recency_days, frequency (orders) and monetary; score_sum = sum of five-level M
-- scores.
select
    r, f, m, r5 * 10 + f5 as cell, class,
    count(*) as customers_n,
    count(monetary) as with_monetary_n,
    cast(sum(recency_days) as BIGINT) as recency_sum,
    cast(sum(order_count) as BIGINT) as frequency_sum,
    cast(coalesce(sum(monetary), 0) as DECIMAL(38,4)) as monetary_sum,
    cast(coalesce(sum(m5), 0) as BIGINT) as score_sum,
    min(recency_days) as recency_smallest, max(recency_days) as recency_largest,
    min(order_count) as frequency_smallest, max(order_count) as frequency_largest,
    min(monetary) as monetary_smallest, max(monetary) as monetary_largest
from {scored}
where order_count > 0
group by r, f, m, cell, class
