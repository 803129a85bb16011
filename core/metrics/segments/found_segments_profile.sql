-- Question: what are the found segments made of?
-- One row per segment (its name or code, or the state of who is in none), tier and RFM segment; satisfaction_sum is the
-- sum of the customers' own indices (0-100) over satisfaction_n of them. Amounts of the window in the workspace's
-- currency. gross_profit is null where nobody's is known.
select
    f.found_segment,
    t.tier,
    s.segment,
    count(*) as customers,
    coalesce(sum(t.revenue), 0) as revenue_sum,
    sum(t.gross_profit) as profit_sum,
    cast(coalesce(sum(t.order_count), 0) as BIGINT) as orders_sum,
    cast(coalesce(sum(a.satisfaction_index), 0) as DOUBLE) as satisfaction_sum,
    count(a.satisfaction_index) as satisfaction_n,
    count(*) filter (where coalesce(c.phone, '') <> '' or coalesce(c.email, '') <> '') as reachable_n
from {found} as f
join {people} as t on t.customer_no = f.customer_no
join customers as c on c.customer_no = f.customer_no
left join {scores} as s on s.customer_no = f.customer_no
left join {contentment} as a on a.customer_no = f.customer_no
group by f.found_segment, t.tier, s.segment
