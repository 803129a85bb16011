-- Question: what did the customers behind each signal buy and give back per month?
-- One row per signal and month with lines, of the last 24 months: bought_sum (revenue, returns as the question counts
-- them) and back_sum (taken back, as a positive amount).
with
wanted as (
    select unnest($signal_ids) as signal_id, unnest($customer_ids) as customer_id
),
accounts as (
    select w.signal_id, t.customer_no
    from wanted as w
    join {tiers} as t on t.customer_id = w.customer_id
)
select a.signal_id, m.month, sum(m.amount) as bought_sum, sum(m.back) as back_sum
from {months} as m
join accounts as a on a.customer_no = m.account_no
where m.month > $history_first and m.month <= $last_month
group by a.signal_id, m.month
