-- Question: what may tell that two customers are one?
-- One row per customer (who) and piece of evidence: reason and shared, as same_customers.sql describes them;
-- most_alike: how many customers may share it at most. `compared`: what compared_customers.sql gives.
select 'name' as reason, name_key as shared, who, 10 as most_alike
from compared
where length(name_key) > 1 and regexp_matches(name_key, '\p{L}')
union all
select 'id', id_key, who, 3 from compared where regexp_matches(id_key, '[0-9]')
union all
select distinct 'phone', unnest({phones}), who, 5 from compared where phone is not null
union all
select distinct 'email', unnest({addresses}), who, 5 from compared where email is not null
union all
select 'words', array_to_string(sorted_words, ' '), who, 3 from compared
where len(sorted_words) > 1 and length(name_key) >= 8
