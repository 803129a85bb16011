-- Question: which rows of a customer list look like the same customer, or like one who is known already?
-- One row per pair of evidence and member: reason (name | phone | email), evidence (what they share), file_row (null:
-- known already), customer_id, customer_name; the members of one group stand together, those of the file first.
-- `typed_rows`: the acceptable rows of the list. A name is compared without case, blanks, punctuation, what stands in
-- brackets, the city, and words that say what kind of company it is; a phone by its digits without the country code.
with
everybody as (
    select file_row, customer_id, customer_name, phone, email, city from ({typed_rows})
    union all
    select cast(null as BIGINT) as file_row, customer_id, customer_name, phone, email, city
    from customers
    where customer_id not in (select customer_id from ({typed_rows}))
),
bare as (
    select
        *,
        regexp_replace(
            regexp_replace(lower(coalesce(customer_name, customer_id)), '[(（\[【].*?[)）\]】]', '', 'g'),
            '[\s\x{00a0}\x{3000}.,，。、·・''’"“”&_/-]+', ' ', 'g'
        ) as plain_name
    from everybody
),
named as (
    select
        *,
        replace(
            replace(
                regexp_replace(
                    regexp_replace(
                        plain_name,
                        '(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|分公司|总公司|公司|集团|商行|经营部)\s*$', ''
                    ),
                    '\s(co ltd|ltd|limited|inc|incorporated|llc|llp|gmbh|corp|corporation|company|co|ag|sa|srl|bv|plc|pty ltd|pty)\s*$', ''
                ),
                coalesce(lower(city), chr(31)), ''
            ),
            ' ', ''
        ) as name_key
    from bare
),
evidence as (
    select 'name' as reason, name_key as shared, file_row, customer_id, customer_name
    from named
    where length(name_key) > 1
    union all
    select 'email', lower(trim(email)), file_row, customer_id, customer_name
    from named
    where contains(email, '@')
    union all
    select
        'phone', regexp_replace(regexp_replace(part, '[^0-9]', '', 'g'), '^(0086|86|0)', ''),
        file_row, customer_id, customer_name
    from (select *, unnest(string_split(phone, '; ')) as part from named where phone is not null)
    where length(regexp_replace(part, '[^0-9]', '', 'g')) > 6
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
