-- Question: how are recency, frequency and monetary value spread over the customers with an order?
-- One row per dimension and bin that has customers; bins are numbered from 0 along the edges, lower edge included.
with
binned as (
    select recency, frequency, monetary, count(*) as customers
    from (
        select {recency_bin} as recency, {frequency_bin} as frequency, {monetary_bin} as monetary
        from {scored}
        where order_count > 0
    )
    group by recency, frequency, monetary
)
select
    case
        when grouping(recency) = 0 then 'recency' when grouping(frequency) = 0 then 'frequency' else 'monetary'
    end as dimension,
    coalesce(recency, frequency, monetary) as bin,
    cast(sum(customers) as BIGINT) as customers_n
from binned
group by grouping sets ((recency), (frequency), (monetary))
