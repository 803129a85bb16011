-- Question: which two customers are probably one and the same?
-- One row per pair and evidence; the pairs with the most revenue at stake come first, up to $most of them (place from
-- 1, pairs = how many there are). kept_*: the one with more revenue; other_*: the one a merge would move, whose
-- revenue (net, all months, taken absolute) is at stake; ties by the revenue of the kept one. reason: same_name (to
-- the letter), name (the same but for case, blanks, width, accents, punctuation and the kind of company), id (the
-- same but for case, blanks, width, zeros in front and ".0"), phone (the same digits, country code apart), email,
-- words (the same words in another order), spelling (one letter of a long name). shared: what they have in common;
-- against: phone | email | birthday, comma separated, where both have one and nothing in common. What more than a few
-- share proves nothing. `compared` and `evidence`: what compared_customers.sql and customer_evidence.sql give. Pairs
-- turned down are left out.
with
groups as (
    select reason, shared
    from evidence
    group by reason, shared
    having count(*) > 1 and count(*) <= max(most_alike)
),
sharing as (
    select e.* from evidence as e join groups as g on g.reason = e.reason and g.shared = e.shared
),
-- each long name without one of its letters, and whole: names that differ in one letter meet there; numbers and
-- directions tell branches apart, and so do short words
shortened as (
    select
        who, name_key, telling, gap,
        hash(left(name_key, cast(gap as INTEGER)) || substr(name_key, cast(gap as INTEGER) + 2)) as rest
    from (
        select who, name_key, telling, unnest(range(case when is_han then 2 else 1 end, length(name_key) + 1)) as gap
        from compared
        where length(name_key) >= case when is_han then 6 else 8 end
    )
),
meeting as (
    select rest from shortened group by rest having min(who) <> max(who) and count(*) <= 12
),
met as (
    select who, name_key, telling, gap, rest from shortened where rest in (select rest from meeting)
),
misspelt as (
    select distinct a.who as kept, b.who as other
    from met as a
    join met as b on b.rest = a.rest and b.who > a.who and b.telling = a.telling
    where a.name_key <> b.name_key and (
        a.gap = b.gap  -- another letter
        or a.gap = length(a.name_key) or b.gap = length(b.name_key)  -- one letter more
        or damerau_levenshtein(a.name_key, b.name_key) = 1  -- two letters the other way round; it counts bytes
    )
),
alike as materialized (
    select a.reason, a.shared, a.who as kept, b.who as other
    from sharing as a
    join sharing as b on b.reason = a.reason and b.shared = a.shared and b.who > a.who
    union all
    select 'spelling', a.words || ' / ' || b.words, m.kept, m.other
    from misspelt as m
    join compared as a on a.who = m.kept
    join compared as b on b.who = m.other
    where list_filter(a.sorted_words, lambda w: length(w) < 5 and not list_contains(b.sorted_words, w)) = []
        and list_filter(b.sorted_words, lambda w: length(w) < 5 and not list_contains(a.sorted_words, w)) = []
),
-- pairs with a phone or an address in common
in_common as (
    select distinct a.reason, p.kept, p.other
    from (select distinct kept, other from alike) as p
    join evidence as a on a.who = p.kept
    join evidence as b on b.who = p.other and b.reason = a.reason and b.shared = a.shared
    where a.reason in ('phone', 'email')
),
reachable as (
    select distinct who, reason from evidence where reason in ('phone', 'email')
),
judged as (
    select
        p.*,
        pa.who is not null and pb.who is not null and pc.kept is null as phones_differ,
        ea.who is not null and eb.who is not null and ec.kept is null as emails_differ,
        coalesce(a.birthday <> b.birthday, false) as birthdays_differ,
        coalesce(a.parent = b.parent, false)
            or coalesce(a.parent in (b.customer_id, b.customer_name), false)
            or coalesce(b.parent in (a.customer_id, a.customer_name), false) as are_branches,
        a.name_key = b.name_key as names_equal,
        a.customer_name is not null and b.customer_name is not null as have_names,
        least(a.customer_id, b.customer_id) as first_id, greatest(a.customer_id, b.customer_id) as second_id
    from alike as p
    join compared as a on a.who = p.kept
    join compared as b on b.who = p.other
    left join reachable as pa on pa.who = p.kept and pa.reason = 'phone'
    left join reachable as pb on pb.who = p.other and pb.reason = 'phone'
    left join in_common as pc on pc.kept = p.kept and pc.other = p.other and pc.reason = 'phone'
    left join reachable as ea on ea.who = p.kept and ea.reason = 'email'
    left join reachable as eb on eb.who = p.other and eb.reason = 'email'
    left join in_common as ec on ec.kept = p.kept and ec.other = p.other and ec.reason = 'email'
),
-- weak evidence gives way to anything that speaks against it
convincing as materialized (
    select *
    from judged as j
    where case reason
            when 'id' then names_equal = have_names
            when 'words' then not (names_equal or phones_differ or emails_differ or birthdays_differ or are_branches)
            when 'spelling' then not (phones_differ or emails_differ or birthdays_differ or are_branches)
            else true
        end
        and not exists (
            select 1 from dismissed_doubles as d where d.customer_id = j.first_id and d.other_id = j.second_id
        )
),
-- of several that are alike each is held against the greatest
pairs as (
    select distinct kept, other
    from (select *, min(kept) over (partition by reason, shared, other) as greatest_kept from convincing)
    where kept = greatest_kept
),
placed as (
    select
        p.kept, p.other,
        row_number() over (order by abs(b.amount) desc, abs(a.amount) desc, p.other, p.kept) as place,
        count(*) over () as pairs_n
    from pairs as p
    join compared as a on a.who = p.kept
    join compared as b on b.who = p.other
)
select
    p.place, p.pairs_n as pairs,
    a.customer_id as kept_id, a.customer_name as kept_name, a.lines_n as kept_lines,
    cast(a.amount as DECIMAL(18,4)) as kept_revenue, a.first_day as kept_first, a.last_day as kept_last,
    b.customer_id as other_id, b.customer_name as other_name, b.lines_n as other_lines,
    cast(b.amount as DECIMAL(18,4)) as other_revenue, b.first_day as other_first, b.last_day as other_last,
    case when c.reason = 'name' and a.customer_name = b.customer_name then 'same_name' else c.reason end as reason,
    c.shared,
    concat_ws(
        ',',
        case when c.phones_differ then 'phone' end,
        case when c.emails_differ then 'email' end,
        case when c.birthdays_differ then 'birthday' end
    ) as against
from placed as p
join compared as a on a.who = p.kept
join compared as b on b.who = p.other
join convincing as c on c.kept = p.kept and c.other = p.other
where p.place <= $most
order by p.place, c.reason, c.shared
