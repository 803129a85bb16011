-- Question: who is to be visited, called or written to from the day of the figure on, and why?
-- One row per customer (or group account) with something to do by $last_day, or cared for since $as_of; without the
-- accounts that were set apart. due_on: the earliest day of all that is due.
-- state: overdue (due_on before $as_of), due (by $last_day), never (no contact is noted, so it is due now), done
-- (contacted after $as_of and nothing is due). kind: the strongest that is due; a visit is a call and a message too.
-- worth: the value; of the inactive what they brought in the window before. place: among the never contacted of the same
-- salesperson, greatest worth first. Days are whole numbers.
-- signal_on: the day after $as_of where something is odd with a customer of the best tiers and nobody has called since.
-- Anniversaries: of the day somebody joined, else of the first order, where that is not before $known_from: who ordered
-- when the data begin may have done so for years.
-- rhythm_kind: the kind whose rhythm is due first, every every_days, on rhythm_on; rhythm_last: its last contact;
-- strongest: of all kinds whose rhythm is due, 3 visit, 2 call, 1 message.
with
rhythm as (
    select unnest($tiers) as tier, unnest($stages) as stage, unnest($kinds) as kind, unnest($days) as every_days
),
-- the last visit, call and message of each account; the stronger counts as the weaker
touched as (
    select
        account_no,
        max(contacted_on) filter (where strength >= 3) as visit_on,
        max(contacted_on) filter (where strength >= 2) as call_on,
        max(contacted_on) as message_on,
        min(contacted_on) as first_on,
        arg_max(kind, (contacted_on - cast('1900-01-01' as DATE)) * 4 + strength) as last_kind
    from {contacts}
    where strength > 0 and contacted_on <= $counted_to
    group by account_no
),
-- what was promised in the latest record of each account: every contact says anew what comes next
latest as (
    select
        account_no, next_step, next_on,
        row_number() over (
            partition by account_no order by contacted_on desc, noted_at desc nulls last, next_on nulls last, next_step, kind
        ) as place
    from {contacts}
    where contacted_on <= $counted_to and not (by_hand and settled_on is not null)
),
promised as (
    select account_no, next_step, next_on from latest where place = 1 and next_on <= $last_day
),
-- a day of complaints is settled when a person says so by hand, or all that files say of it
complained as (
    select
        account_no, contacted_on,
        coalesce(
            max(settled_on) filter (where by_hand),
            case when bool_and(settled_on is not null) filter (where not by_hand) then max(settled_on) end
        ) as settled_on,
        bool_or(is_severe) as is_severe
    from {contacts}
    where kind = 'complaint' and contacted_on <= $counted_to and contacted_on > cast($as_of as DATE) - 365
    group by account_no, contacted_on
),
unsettled as (
    select account_no, min(contacted_on) as complaint_on, count(*) as complaints, bool_or(is_severe) as is_severe
    from complained
    where settled_on is null or settled_on > $counted_to
    group by account_no
),
people as (
    select
        t.customer_no, t.customer_id, t.customer_name, t.tier, t.value, t.last_order, r.stage, s.segment,
        nullif(trim(c.owner), '') as salesperson,
        coalesce(c.opted_out, false) as opted_out, c.contact, c.phone, c.email,
        case when t.is_active then coalesce(t.value, 0) else coalesce(b.{measure}, 0) end as worth,
        case when t.is_active then c.birthday end as birthday,
        case when t.tier in (select unnest($valuable)) then
            coalesce(c.joined_on, case when t.first_order >= $known_from then t.first_order end)
        end as began_on,
        -- a sleeper is woken while somebody may remember us
        case when t.is_active or t.last_order > cast($as_of as DATE) - $asleep_days then r.stage end as cared_stage
    from {tiers} as t
    join customers as c on c.customer_no = t.customer_no
    left join {stages} as r on r.customer_no = t.customer_no
    left join {scores} as s on s.customer_no = t.customer_no
    left join {before} as b on b.customer_no = t.customer_no
    where not exists (select 1 from excluded_customers as e where e.customer_id = t.customer_id)
),
-- each kind that has a rhythm; what is not noted yet counts from the first contact that is
wanted as (
    select
        p.customer_no, h.kind, h.every_days, l.first_on,
        case h.kind when 'visit' then 3 when 'call' then 2 else 1 end as strength,
        case h.kind when 'visit' then l.visit_on when 'call' then l.call_on else l.message_on end as last_on
    from people as p
    join rhythm as h on h.tier = p.tier and h.stage = p.cared_stage
    left join touched as l on l.account_no = p.customer_no
    where h.every_days > 0 and not (h.kind = 'message' and p.opted_out)
),
placed as (
    select
        *,
        row_number() over (partition by customer_no order by due_on nulls last, strength desc) as place
    from (select *, coalesce(last_on, first_on) + every_days as due_on from wanted) as dated
    where due_on is null or due_on <= $last_day
),
-- the kind that is due first, and the strongest of all that are
in_rhythm as (
    select
        customer_no,
        max(strength) as strongest,
        max(case when place = 1 then kind end) as rhythm_kind,
        max(case when place = 1 then every_days end) as every_days,
        max(case when place = 1 then last_on end) as rhythm_last,
        max(case when place = 1 then due_on end) as rhythm_on
    from placed
    group by customer_no
),
-- the next birthday and the next anniversary after the day; 29 February is kept on the 28th in other years
occasions as (
    select
        customer_no,
        cast(birthday + to_years(year($as_of) - year(birthday)) as DATE) as birthday_now,
        cast(birthday + to_years(year($as_of) - year(birthday) + 1) as DATE) as birthday_next,
        cast(began_on + to_years(year($as_of) - year(began_on)) as DATE) as anniversary_now,
        cast(began_on + to_years(year($as_of) - year(began_on) + 1) as DATE) as anniversary_next
    from people
    where birthday is not null or began_on is not null
),
coming as (
    select
        customer_no,
        case when birthday_now > $as_of then birthday_now else birthday_next end as birthday_on,
        case when anniversary_now > $as_of then anniversary_now else anniversary_next end as anniversary_on
    from occasions
),
signalled as (
    select unnest(cast($signalled as VARCHAR[])) as customer_id
),
gathered as (
    select
        p.*, i.strongest, i.rhythm_kind, i.every_days, i.rhythm_last, i.rhythm_on,
        coalesce(i.customer_no is not null and l.account_no is null, false) as is_new,
        w.next_step, w.next_on, u.complaint_on, u.complaints, u.is_severe,
        l.message_on as last_contact, l.last_kind,
        case when g.customer_id is not null and not coalesce(l.call_on > $as_of, false)
            then cast($as_of as DATE) + 1 end as signal_on,
        case when o.birthday_on <= $last_day and not coalesce(l.message_on > $as_of, false) then o.birthday_on end
            as birthday_on,
        case when o.anniversary_on <= $last_day and year(o.anniversary_on) > year(p.began_on)
            and not coalesce(l.message_on > $as_of, false) then o.anniversary_on end as anniversary_on
    from people as p
    left join touched as l on l.account_no = p.customer_no
    left join in_rhythm as i on i.customer_no = p.customer_no
    left join promised as w on w.account_no = p.customer_no
    left join unsettled as u on u.account_no = p.customer_no
    left join coming as o on o.customer_no = p.customer_no
    left join signalled as g on g.customer_id = p.customer_id
),
dated as (
    select *, least(rhythm_on, next_on, complaint_on, signal_on, birthday_on, anniversary_on) as due_on
    from gathered
),
stated as (
    select
        *,
        case
            when due_on < $as_of then 'overdue'
            when due_on is not null then 'due'
            when is_new then 'never'
            when last_contact > $as_of then 'done'
        end as state
    from dated
),
-- in rows of few columns, since the sort carries them all
ranked as (
    select
        customer_no,
        row_number() over (
            partition by state, salesperson order by worth desc nulls last, customer_id
        ) as place
    from stated
    where state is not null
)
select
    d.customer_no, customer_id, customer_name, salesperson, tier, stage, segment, value,
    cast(worth as DECIMAL(38,4)) as worth,
    state,
    case
        when state = 'done' then last_kind
        when strongest = 3 then 'visit'
        when strongest = 2 or complaint_on is not null or next_on is not null or signal_on is not null then 'call'
        when strongest is null and opted_out then 'call'
        else 'message'
    end as kind,
    due_on,
    cast(cast($as_of as DATE) - due_on as INTEGER) as overdue_days,
    cast(every_days as INTEGER) as every_days,
    is_new, cast(strongest as INTEGER) as strongest, rhythm_kind, rhythm_on, rhythm_last, last_contact, last_kind, last_order,
    next_step, next_on, complaint_on, cast(complaints as INTEGER) as complaints, is_severe,
    signal_on, birthday_on, anniversary_on,
    cast(year(anniversary_on) - year(began_on) as INTEGER) as anniversary_years,
    opted_out, contact, phone, email,
    cast(r.place as INTEGER) as place
from stated as d
join ranked as r on r.customer_no = d.customer_no
