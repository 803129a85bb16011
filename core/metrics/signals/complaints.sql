-- Question: which customers have complaints that are not settled, or several within three months?
-- One row per customer. expected: 0; seen: the days of the last 12 months with complaints that are not settled by
-- as_of; where all are settled, those of the last three months, at least 2. At stake: what the customer brings in the window.
-- detail: 'severe' where one of them is called so. since: the oldest of them.
with
-- a complaint noted by hand may stand in a file too, so that days with complaints are counted; a day is settled when a
-- person says so by hand, or all that files say of it
complaints as (
    select
        account_no, contacted_on,
        coalesce(bool_or(is_settled) filter (where by_hand), false)
            or coalesce(bool_and(is_settled) filter (where not by_hand), false) as is_settled,
        bool_or(is_severe) as is_severe
    from (
        select
            n.account_no, r.contacted_on, r.batch_id = 0 as by_hand,
            coalesce(r.settled_on <= $as_of, false) as is_settled,
            regexp_matches(lower(coalesce(r.severity, '')), $severe) as is_severe
        from contact_records as r
        join {numbers} as n on n.customer_id = r.customer_id
        where regexp_matches(lower(r.kind), $complaint)
            and r.contacted_on <= $as_of and r.contacted_on > cast($as_of as DATE) - 365
    ) as said
    group by account_no, contacted_on
),
counted as (
    select
        account_no,
        count(*) filter (where not is_settled) as open_n,
        count(*) filter (where contacted_on >= $recent_first) as recent_n,
        coalesce(bool_or(is_severe) filter (where not is_settled), false) as is_severe,
        min(contacted_on) filter (where not is_settled) as open_since,
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
