-- Question: what did the customers of each of today's tiers bring, month by month?
-- One row per month and tier: revenue in the workspace's currency. Everybody stands in the tier of the day asked about
-- (`inactive`: known, but nothing in today's window; `uncosted`: without a value). Lines without a customer are
-- `unassigned`, accounts set apart `excluded`; both only where no customers are chosen.
with
parts as (
    select
        f.month,
        f.{refunds}_amount as amount,
        case
            when t.customer_no is not null then coalesce(t.tier, 'uncosted')
            when not $whole then null
            when f.customer_no = 0 then 'unassigned'
            else 'excluded'
        end as tier
    from {facts} as f
    {account_join}
    left join {tiers} as t on t.customer_no = {account}
    where f.month >= $first_month and f.month <= $last_month and f.{refunds}_lines > 0
)
select month, tier, cast(sum(amount) as DECIMAL(18,4)) as revenue
from parts
where tier is not null
group by month, tier
order by month, tier
