-- Question: how many of those who were active in the earlier window are active in this one?
-- One row: earlier_n (chosen customers with a counted line in the earlier window), kept_n (those with one in this, too).
select count(*) as earlier_n, count(*) filter (where p.is_active) as kept_n
from {relations} as p
where exists (select 1 from {earlier} as e where e.customer_no = p.customer_no)
