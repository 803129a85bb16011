-- Question: how many customers have each score, grid cell and class, and what do they bring?
-- One row per part and code: parts r, f, m (scores), cell (five-level R and F, as 54), class; and one row for all.
-- Sums, smallest and largest of recency_days, frequency (orders) and monetary; score_sum = sum of five-level M scores.
with
-- customers with equal scores together
alike as (
    select
        r, f, m, r5 * 10 + f5 as cell, class,
        count(*) as customers,
        count(monetary) as with_monetary,
        sum(recency_days) as recency_total, min(recency_days) as recency_least, max(recency_days) as recency_most,
        sum(order_count) as frequency_total, min(order_count) as frequency_least, max(order_count) as frequency_most,
        sum(monetary) as monetary_total, min(monetary) as monetary_least, max(monetary) as monetary_most,
        sum(m5) as score_total
    from {scored}
    where order_count > 0
    group by r, f, m, cell, class
)
select
    case
        when grouping(r) = 0 then 'r' when grouping(f) = 0 then 'f' when grouping(m) = 0 then 'm'
        when grouping(cell) = 0 then 'cell' when grouping(class) = 0 then 'class' else 'all'
    end as part,
    coalesce(cast(r as VARCHAR), cast(f as VARCHAR), cast(m as VARCHAR), cast(cell as VARCHAR), class) as code,
    cast(sum(customers) as BIGINT) as customers_n,
    cast(sum(with_monetary) as BIGINT) as with_monetary_n,
    cast(sum(recency_total) as BIGINT) as recency_sum,
    cast(sum(frequency_total) as BIGINT) as frequency_sum,
    cast(coalesce(sum(monetary_total), 0) as DECIMAL(38,4)) as monetary_sum,
    cast(sum(score_total) as BIGINT) as score_sum,
    min(recency_least) as recency_smallest, max(recency_most) as recency_largest,
    min(frequency_least) as frequency_smallest, max(frequency_most) as frequency_largest,
    min(monetary_least) as monetary_smallest, max(monetary_most) as monetary_largest
from alike
group by grouping sets ((r), (f), (m), (cell), (class), ())
