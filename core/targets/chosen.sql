-- Question: who of those that meet the rules is taken onto the list, and at which step does each of the others fall out?
-- One row per customer that meets the rules, from the customers `listed` above. cut: null = on the list, else the first
-- step that takes the customer away: control | opted_out | contacted | on_list | quota | top | budget | sample.
-- placed_by: what customers are placed by, best first, unknown last, equal ones by id. Money in the workspace's currency.
met as (
    select
        l.customer_no, l.customer_id, l.tier, l.segment, l.owner, l.region, l.order_count, l.revenue, l.gross_profit,
        {worth} as worth, {by} as placed_by, coalesce(l.opted_out, false) as opted_out
    from listed as l
    where {rules}
),
-- who was visited, called or written to since that day; a complaint is no contact of ours
contacted as (
    select distinct account_no from {contacts} where contacted_on > $contacted_after and kind <> 'complaint'
),
-- who is on one of these lists, also held back: a name that is held back must stay uncontacted
on_lists as (
    select distinct {account} as account_no
    from target_list_members as r
    join {customers_of} as n on n.customer_id = r.customer_id
    join customers as m on m.customer_no = n.customer_no
    {account_join}
    where list_contains($not_on, r.list_id)
),
excluded as (
    select
        met.*,
        case
            when {control} then 'control'
            when opted_out and not $with_opted_out then 'opted_out'
            when customer_no in (select account_no from contacted) then 'contacted'
            when customer_no in (select account_no from on_lists) then 'on_list'
        end as left_out
    from met
),
-- the place among those of the same salesperson or region, of whom the quota takes the first
grouped as (
    select *, {place_in_group} as place_in_group from excluded
),
within_quota as (
    select *, coalesce(left_out, case when place_in_group > $quota then 'quota' end) as after_quota from grouped
),
placed as (
    select *, {place} as place from within_quota
),
limited as (
    select
        *,
        coalesce(
            after_quota,
            case when place > $top then 'top' when place > $most_contacts then 'budget' end
        ) as after_limits,
        {stratum} as stratum
    from placed
),
-- the place in the draw of each stratum, and how many of it are drawn: in proportion, the largest remainders rounded up
drawn as (
    select *, {place_in_draw} as place_in_draw from limited
),
strata as (
    select stratum, count(*) as customers from limited where after_limits is null group by stratum
),
proportions as (
    select
        stratum,
        $sample * customers // sum(customers) over () as full_share,
        $sample * customers % sum(customers) over () as remainder
    from strata
),
allotted as (
    select
        stratum,
        full_share + case
            when row_number() over (order by remainder desc nulls last, stratum)
                <= $sample - sum(full_share) over () then 1
            else 0
        end as allotment
    from proportions
)
select
    d.customer_no, d.customer_id, d.tier, d.segment, d.owner, d.region, d.order_count, d.revenue, d.gross_profit,
    d.worth, coalesce(d.after_limits, case when place_in_draw > a.allotment then 'sample' end) as cut
from drawn as d
left join allotted as a on a.stratum = d.stratum
