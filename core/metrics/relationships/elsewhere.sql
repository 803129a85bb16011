-- Question: who is small here but big elsewhere?
-- One row per chosen active customer outside Key and Important ($others are the rest) whose annual need is known, is at least $bar
-- (a year's revenue at which Important begins here), and of which less than half is bought here: yearly_revenue (of the
-- window, taken to 12 months), annual_need, share_of_wallet, elsewhere (the rest of the need). The most elsewhere first,
-- then by id. Amounts in the workspace's currency.
select
    c.customer_id, {name} as customer_name, t.tier,
    cast(round(cast(p.revenue as DOUBLE) * 12 / $months, 4) as DECIMAL(28,4)) as yearly_revenue,
    p.annual_need,
    p.share_of_wallet,
    p.annual_need - cast(round(cast(p.revenue as DOUBLE) * 12 / $months, 4) as DECIMAL(28,4)) as elsewhere
from {tiers} as t
join {parts} as p on p.customer_no = t.customer_no
join customers as c on c.customer_no = t.customer_no
where t.tier in (select unnest($others)) and p.annual_need >= $bar and p.share_of_wallet < $most_here
order by elsewhere desc, c.customer_id
