-- Question: of each tier at the end of the window before, how many are active in this window?
-- One row per tier then: customers, stayed.
select b.tier, count(*) as customers, count(a.customer_no) as stayed
from {before} as b
left join {now} as a on a.customer_no = b.customer_no
where b.is_active and b.tier is not null and {chosen}
group by b.tier
