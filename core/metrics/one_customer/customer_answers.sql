-- Question: what did one customer answer when it was asked?
-- One row per answer up to $as_of, the newest first, then by dimension and item; an answer that several files hold once.
-- index: 0-100 on the scale of the answer. By the customer's ids, else by an order of this customer alone, else by its
-- name where nobody else has it.
with
said as (
    select
        answered_on, customer_id, customer_name, order_id, respondent, dimension, item, score, occurrence,
        arg_max(lowest, batch_id) as lowest, arg_max(highest, batch_id) as highest,
        arg_max(comment, batch_id) as comment, arg_max(role, batch_id) as role
    from survey_answers
    where answered_on <= $as_of
    group by answered_on, customer_id, customer_name, order_id, respondent, dimension, item, score, occurrence
),
own_orders as (
    select order_id
    from sales
    where customer_id is not null and order_id in (select order_id from said where customer_id is null)
    group by order_id
    having bool_and(customer_id in (select unnest($ids)))
),
own_names as (
    select customer_name
    from (
        select customer_id, customer_name from customers
        union
        select into_id, customer_name from merged_customers
    )
    where customer_name is not null
    group by customer_name
    having bool_and(customer_id in (select unnest($ids)))
)
select
    answered_on, dimension, item, score, lowest, highest,
    cast(100 * cast(score - lowest as DOUBLE) / cast(nullif(highest - lowest, 0) as DOUBLE) as DOUBLE) as index,
    respondent, role, comment
from said
where customer_id in (select unnest($ids))
    or customer_id in (select customer_name from own_names) and customer_id not in (select customer_id from customers)
    or customer_id is null and order_id in (select order_id from own_orders)
    or customer_id is null and order_id is null and customer_name in (select customer_name from own_names)
order by answered_on desc, dimension, item nulls first, respondent nulls first, occurrence
