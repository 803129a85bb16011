-- Question: which customers have complaints that are not settled, or several within three months?
-- One row per customer. expected: 0; seen: the complaints of the last 12 months that are not settled by as_of; where
-- all are settled, those of the last three months, at least 2. At stake: what the customer brings in the window.
-- detail: 'severe' where one of them is called so. since: the oldest of them.
with
complaints as (
    select
        n.account_no, r.contacted_on, r.settled_on,
        r.settled_on is null or r.settled_on > $as_of as is_open,
        regexp_matches(lower(coalesce(r.severity, '')), $severe) as is_severe
    from contact_records as r
    join {numbers} as n on n.customer_id = r.customer_id
    where regexp_matches(lower(r.kind), $complaint)
        and r.contacted_on <= $as_of and r.contacted_on > cast($as_of as DATE) - 365
),
counted as (
    select
        account_no,
        count(*) filter (where is_open) as open_n,
        count(*) filter (where contacted_on >= $recent_first) as recent_n,
        coalesce(bool_or(is_severe) filter (where is_open), false) as is_severe,
        min(contacted_on) filter (where is_open) as open_since,
        min(contacted_on) filter (where contacted_on >= $recent_first) as recent_since
    from complaints
    group by account_no
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place,
    case when c.is_severe then 'severe' when c.open_n > 0 then 'open' else 'settled' end as detail,
    cast(coalesce(c.open_since, c.recent_since) as VARCHAR) as event,
    'own' as against,
    cast(0 as DECIMAL(18,4)) as expected,
    cast(case when c.open_n > 0 then c.open_n else c.recent_n end as DECIMAL(18,4)) as seen,
    cast(greatest(t.revenue, 0) as DECIMAL(18,4)) as at_stake,
    coalesce(c.open_since, c.recent_since) as since,
    [t.customer_id] as customers
from counted as c
join {tiers} as t on t.customer_no = c.account_no
where c.open_n > 0 or c.recent_n >= $many
