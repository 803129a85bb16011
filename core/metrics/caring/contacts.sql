-- Question: who was visited, called or written to, or has complained, and when?
-- One row per record of the contact log, from files and by hand, of customers who are known (or of their group account).
-- kind, by the words of the log: call, visit, message, complaint; a contact of another kind, or of none, is `other`.
-- strength: 3 visit, 2 call, 1 message or other, 0 complaint. by_hand: noted on a page, not in a file.
select
    account_no, contacted_on, by_hand, noted_at, settled_on, next_step, next_on, is_severe, kind,
    case kind when 'visit' then 3 when 'call' then 2 when 'complaint' then 0 else 1 end as strength
from (
    select
        {account} as account_no,
        r.contacted_on, r.batch_id = 0 as by_hand, r.noted_at, r.settled_on, r.next_step, r.next_on,
        regexp_matches(lower(coalesce(r.severity, '')), $severe) as is_severe,
        case
            when r.kind is null then 'other'
            when regexp_matches(lower(r.kind), $complaint) then 'complaint'
            when regexp_matches(lower(r.kind), $call) then 'call'
            when regexp_matches(lower(r.kind), $visit) then 'visit'
            when regexp_matches(lower(r.kind), $message) then 'message'
            else 'other'
        end as kind
    from contact_records as r
    join {customers_of} as n on n.customer_id = r.customer_id
    join customers as m on m.customer_no = n.customer_no
    {account_join}
) as said
