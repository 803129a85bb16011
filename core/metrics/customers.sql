-- Question: who are the customers, and what is known of each?
-- One row per known customer (or group account) that is chosen; columns as listed in customers.py. Null = unknown.
-- Amounts in the workspace's currency; days are whole numbers up to the day of the figure; satisfaction_index 0-100.
-- rank: by value among all active customers ranked together, 1 = best; equal values have the same rank.
with
ranked as (
    select
        s.*,
        case when is_active and value is not null then
            rank() over (partition by is_active order by value desc nulls last)
        end as place
    from {everybody} as s
),
listed as (
    select {columns}
    from ranked as s
    join customers as c on c.customer_no = s.customer_no
    left join {contentment} as a on a.customer_no = s.customer_no
    {further}
    where {chosen}
)
