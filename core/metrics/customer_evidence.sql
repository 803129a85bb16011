-- Question: what may tell that two customers are one?
-- One row per customer (who) and piece of evidence: reason and shared, as same_customers.sql describes them;
-- most_alike: how many customers may share it at most. `compared`: what compared_customers.sql gives.
with
phones as (
    select
        who,
        replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(regexp_replace(part, '[.]0$', ''), '[^0-9+]+', '', 'g'),
                        '^(?:[+]|00)?86(1[0-9]{10})$', '\1'
                    ),
                    '^(?:[+]|00)?86([2-9][0-9]{8,10})$', '0\1'
                ),
                '^(?:[+]|00)1([2-9][0-9]{9})$', '\1'
            ),
            '+', ''
        ) as phone_key
    from (
        select who, unnest(regexp_split_to_array({narrow_phone}, '[;,/、|]')) as part
        from compared
        where phone is not null
    )
),
addresses as (
    select who, unnest(regexp_split_to_array(lower({narrow_email}), '[;,/、|\s]')) as email_key
    from compared
    where email is not null
)
select 'name' as reason, name_key as shared, who, 10 as most_alike
from compared
where length(name_key) > 1 and regexp_matches(name_key, '\p{L}')
union all
select 'id', id_key, who, 3 from compared where regexp_matches(id_key, '[0-9]')
union all
select distinct 'phone', phone_key, who, 5 from phones
where length(phone_key) >= 7 and replace(phone_key, left(phone_key, 1), '') <> ''
union all
select distinct 'email', email_key, who, 5 from addresses where regexp_matches(email_key, '^[^@]+@[^@]+[.][^@]+$')
union all
select 'words', array_to_string(sorted_words, ' '), who, 3 from compared
where len(sorted_words) > 1 and length(name_key) >= 8
