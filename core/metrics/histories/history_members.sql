-- Question: who were the customers of a tier at a month end, and where are they now?
-- One row per customer with one of the numbers, greatest value first, then by id. value, order_count and last_order as of
-- the month end; tier_now as of the day of the question.
with
members as (
    select unnest($numbers) as member_no, unnest($tiers_now) as tier_now
)
select
    t.customer_id, t.customer_name, t.{worth} as value, t.order_count, t.last_bought as last_order, m.tier_now
from members as m
join {tiers} as t on t.customer_no = m.member_no
order by value desc nulls last, customer_id
