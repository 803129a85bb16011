-- Question: what of the window's revenue came after the customers' first orders, and who recommended us?
-- One row: revenue_total (of the chosen customers in the window), first_total (of first orders ever that lie in it; of
-- several on that day the largest), first_n (customers with one), referring_n and referrals_total (customers whose record
-- says that they recommended us to somebody, and how many; null where no record says anything).
select
    cast(coalesce(sum(p.revenue), 0) as DECIMAL(38,4)) as revenue_total,
    cast(coalesce(sum(p.first_amount) filter (where p.first_day >= $first_month), 0) as DECIMAL(38,4)) as first_total,
    count(*) filter (where p.first_day >= $first_month) as first_n,
    case when count(c.referrals) > 0 then count(*) filter (where c.referrals > 0) end as referring_n,
    cast(sum(c.referrals) as DECIMAL(38,4)) as referrals_total
from {relations} as p
join customers as c on c.customer_no = p.customer_no
