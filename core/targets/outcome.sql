-- Question: what did each customer of a list buy from its first to its last day?
-- One row per account that was on the list; amounts in the workspace's currency, gross_profit without tax.
-- A customer who was merged since counts as the one it was merged into, and two names of one account as one.
-- is_mixed: its names stood on both sides; is_apart: set apart since; is_known: false where it is in no table any more.
-- orders: bought lines of positive amount by order; gross_profit and costed_revenue of lines with a cost (else null).
with
names as (
    {names}
),
-- each name with its account as it is now
found as (
    select
        n.*,
        {account} as account_no,
        coalesce(
            $leave_out and c.customer_id in (select customer_id from excluded_customers), false
        ) as is_set_apart
    from names as n
    left join merged_customers as m on m.customer_id = n.customer_id
    left join customers as c on c.customer_id = coalesce(m.into_id, n.customer_id)
),
accounts as (
    select
        account_no,
        arg_min(customer_id, customer_id) as first_id,
        arg_min(arm, customer_id) as side, count(distinct arm) > 1 as is_mixed,
        arg_min(coalesce(stratum, ''), customer_id) as layer,
        arg_min(coalesce(tier, ''), customer_id) as tier_then,
        arg_min(coalesce(segment, ''), customer_id) as segment_then,
        bool_or(is_set_apart) as is_apart,
        count(*) as names_n
    from found
    group by account_no, case when account_no is null then customer_id end
),
bought as (
    select
        account_no,
        count(distinct order_key) filter (where amount > 0 and not is_return) as orders_n,
        sum(amount) as amount_total,
        sum(amount) filter (where cost is not null) as costed_total,
        sum(cost) as cost_total
    from ({lines})
    where order_date between $first_day and $last_day and account_no in (select account_no from accounts)
    group by account_no
)
select
    a.first_id as customer_id, a.side as arm, a.layer as stratum, a.tier_then as tier, a.segment_then as segment,
    a.is_mixed, a.is_apart, a.account_no is not null as is_known, cast(a.names_n as INTEGER) as names_n,
    cast(coalesce(b.orders_n, 0) as INTEGER) as orders,
    cast(coalesce(b.amount_total, 0) as DECIMAL(18,4)) as revenue,
    cast({profit} as DECIMAL(18,4)) as gross_profit,
    cast(b.costed_total as DECIMAL(18,4)) as costed_revenue
from accounts as a
left join bought as b on b.account_no = a.account_no
order by a.first_id
