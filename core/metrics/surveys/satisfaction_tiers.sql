-- Question: how many of each tier's customers are active in the window, and how many of those answered?
-- One row per tier that has customers: customers_n, active_n (with a counted line), covered_n (active, with an answer).
with
known as (
    select
        t.tier, t.is_active,
        exists (select 1 from unit_answers as u where u.customer_id = t.customer_id and u.period_no = 0) as answered
    from {tiers} as t
    where t.tier is not null
)
select
    tier,
    count(*) as customers_n,
    count(*) filter (where is_active) as active_n,
    count(*) filter (where is_active and answered) as covered_n
from known
group by tier
order by tier
