-- Question: who said what about one dimension, the least content first?
-- One row per customer with an answer in the window: customer_id, customer_name, tier (null where no sale or file knows
-- the customer), value, answer_index (0-100, mean of the customer's respondents), nps_score (0-10, else null), answers.
-- Ties: the greater value first, then by customer_id.
select
    u.customer_id,
    t.customer_name,
    t.tier,
    t.value,
    u.unit_index as answer_index,
    u.nps_score,
    u.answers
from unit_answers as u
left join {tiers} as t on t.customer_id = u.customer_id
where u.period_no = 0 and u.item = '' and u.dimension = $dimension and u.customer_id is not null
order by u.unit_index, t.value desc nulls last, u.customer_id
