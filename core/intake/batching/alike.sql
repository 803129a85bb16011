-- Question: which rows of a customer list look like the same customer, or like one who is known already?
-- One row per pair of evidence and member: reason (name | phone | email), evidence (what they share), file_row (null:
-- known already), customer_id, customer_name; the members of one group stand together, those of the file first.
-- `typed_rows`: the acceptable rows of the list. They are compared as name_keys.py says; a name also without what
-- stands in brackets and without the city.
with
everybody as (
    select file_row, customer_id, customer_name, phone, email, city from ({typed_rows})
    union all
    select cast(null as BIGINT) as file_row, customer_id, customer_name, phone, email, city
    from customers
    where customer_id not in (select customer_id from ({typed_rows}))
),
spelt as (
    select *, {words} as all_words
    from (select *, regexp_replace(coalesce(customer_name, customer_id), '[(（\[【].*?[)）\]】]', '', 'g') as called from everybody)
),
named as (
    select *, replace(replace({bare_words}, coalesce(lower(city), chr(31)), ''), ' ', '') as name_key from spelt
),
evidence as (
    select 'name' as reason, name_key as shared, file_row, customer_id, customer_name
    from named
    where length(name_key) > 1
    union all
    select 'email', unnest({addresses}), file_row, customer_id, customer_name from named where email is not null
    union all
    select 'phone', unnest({phones}), file_row, customer_id, customer_name from named where phone is not null
),
single as (
    select distinct reason, shared, file_row, customer_id, customer_name from evidence
),
shared_by_several as (
    select reason, shared
    from single
    group by reason, shared
    having count(*) > 1 and count(file_row) > 0 and (count(distinct customer_id) > 1 or {ids_are_names})
)
select s.reason, s.shared, s.file_row, s.customer_id, s.customer_name
from single as s
join shared_by_several as g on g.reason = s.reason and g.shared = s.shared
order by min(s.file_row) over (partition by s.reason, s.shared), s.reason desc, s.shared, s.file_row nulls last, s.customer_id
