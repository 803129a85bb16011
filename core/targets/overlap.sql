-- Question: how many of the names of a list are on each saved list too, and what do they bring?
-- One row per saved list that shares a name, newest first. held_back: shared names that the saved list keeps back.
-- An id that was merged into another since, or a branch where groups are ranked, counts as its account.
with
members as (
    select r.list_id, {account} as account_no, max(case when r.arm = 'held_back' then 1 else 0 end) as is_held_back
    from target_list_members as r
    join {customers_of} as n on n.customer_id = r.customer_id
    join customers as m on m.customer_no = n.customer_no
    {account_join}
    group by r.list_id, {account}
)
select
    l.list_id, l.name, l.as_of, l.customers,
    count(*) as shared, coalesce(sum(c.worth), 0) as shared_value, cast(sum(m.is_held_back) as BIGINT) as held_back
from {chosen} as c
join members as m on m.account_no = c.customer_no
join target_lists as l on l.list_id = m.list_id
where c.cut is null
group by l.list_id, l.name, l.as_of, l.customers
order by l.list_id desc
