-- Question: which customers answered in the last three months far less content than before?
-- One row per customer. An answer's index is 100 * (score - lowest) / (highest - lowest); a customer's index is the
-- mean over the dimensions that it answered both times, of all its answers. expected: the answers before; seen: those
-- of the last three months. At stake: what the customer brings in the window. detail: the dimension that fell most.
with
told as (
    select
        n.account_no, s.dimension, s.answered_on >= $recent_first as is_recent, s.answered_on,
        100.0 * cast(s.score - s.lowest as DOUBLE) / nullif(cast(s.highest - s.lowest as DOUBLE), 0) as index_n
    from survey_answers as s
    join {numbers} as n on n.customer_id = s.customer_id
    where s.answered_on <= $as_of and s.answered_on >= $history_first
),
dimensions as (
    select
        account_no, dimension,
        avg(index_n) filter (where is_recent) as recent,
        avg(index_n) filter (where not is_recent) as earlier,
        min(answered_on) filter (where is_recent) as first_day
    from told
    group by account_no, dimension
    having count(*) filter (where is_recent) > 0 and count(*) filter (where not is_recent) > 0
),
own as (
    select
        account_no, avg(recent) as recent, avg(earlier) as earlier, min(first_day) as first_day,
        arg_max(dimension, earlier - recent) as worst
    from dimensions
    group by account_no
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, o.worst as detail,
    cast(o.first_day as VARCHAR) as event,
    'own' as against,
    cast(o.earlier as DECIMAL(18,4)) as expected,
    cast(o.recent as DECIMAL(18,4)) as seen,
    cast(greatest(t.revenue, 0) as DECIMAL(18,4)) as at_stake,
    o.first_day as since,
    [t.customer_id] as customers
from own as o
join {tiers} as t on t.customer_no = o.account_no
where o.recent <= o.earlier - $drop and o.recent < $unhappy
