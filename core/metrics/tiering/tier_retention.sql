-- Question: how many of each tier's customers of the earlier window bought again in this one?
-- One row per tier of the earlier window that occurs: active_before (customers with a counted line then), kept (of
-- those, with a counted line in this window too). Customers without a tier (no line has a cost) are left out.
select
    b.tier,
    count(*) as active_before,
    count(*) filter (where exists (select 1 from {now} as n where n.customer_no = b.customer_no)) as kept
from {before} as b
where b.tier is not null
group by b.tier
