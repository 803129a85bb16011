-- Question: which ids stand for customers of different names?
-- One row per id, the most revenue at stake first (place from 1, ids = how many there are). kept_*: the name with the
-- most revenue; other_*: the next one that is really different: neither is part of the other, and in long names more
-- than two letters (one Chinese sign) have to be changed. names: how many such names the id has. revenue: net amount
-- over all months (money), ties by lines, then by name. Without ids whose names were found right, unless there are
-- more names now than there were then. `name_parts`: what name_parts.sql gives; `part_months`: the facts of each of
-- its parts.
with
sums as (
    select
        customer_no, sum(lines) as lines_n, sum(net_amount) as amount,
        min(first_line_date) as first_day, max(last_line_date) as last_day
    from part_months
    where customer_no > 0
    group by customer_no
),
parts as (
    select
        p.customer_id, p.name_key, max(p.customer_name) as customer_name, coalesce(max(s.lines_n), 0) as lines_n,
        coalesce(max(s.amount), 0) as amount, max(s.first_day) as first_day, max(s.last_day) as last_day
    from name_parts as p
    left join sums as s on s.customer_no = p.part_no
    group by p.customer_id, p.name_key
),
ranked as (
    select
        *, row_number() over (partition by customer_id order by abs(amount) desc, lines_n desc, name_key) as nth
    from parts
),
others as (
    select
        o.*, count(*) over (partition by o.customer_id) + 1 as names_n,
        row_number() over (partition by o.customer_id order by o.nth) as other_nth
    from ranked as o
    join ranked as k on k.customer_id = o.customer_id and k.nth = 1
    where o.nth > 1
        and not contains(k.name_key, o.name_key) and not contains(o.name_key, k.name_key)
        and damerau_levenshtein(k.name_key, o.name_key)  -- it counts bytes, of which a Chinese sign has three
            > case when length(k.name_key) < 6 then 0 when strlen(k.name_key) > length(k.name_key) then 3 else 2 end
),
standing as (
    select
        *,
        row_number() over (order by abs(amount) desc, lines_n desc, customer_id) as place,
        count(*) over () as ids_n
    from others as o
    where other_nth = 1 and not exists (
        select 1 from dismissed_doubles as d
        where d.customer_id = o.customer_id and d.other_id is null and d.names >= o.names_n
    )
)
select
    o.place, o.ids_n as ids, o.names_n as names,
    k.customer_id as kept_id, k.customer_name as kept_name, k.lines_n as kept_lines,
    cast(k.amount as DECIMAL(18,4)) as kept_revenue, k.first_day as kept_first, k.last_day as kept_last,
    o.customer_id as other_id, o.customer_name as other_name, o.lines_n as other_lines,
    cast(o.amount as DECIMAL(18,4)) as other_revenue, o.first_day as other_first, o.last_day as other_last
from standing as o
join ranked as k on k.customer_id = o.customer_id and k.nth = 1
where o.place <= $most
order by o.place
