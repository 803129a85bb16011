-- Question: how content is everybody who was asked, per period, dimension and item?
-- One row per period, unit, dimension and item (item '' = the dimension as a whole). A unit is a customer (a group
-- account where groups are ranked), a respondent without a customer, or one anonymous answer.
-- unit_index: 0-100, mean of the unit's respondents; nps_score: 0-10, null unless the question was asked up to 10.
-- Of each respondent the latest day per dimension within the period counts, several answers on that day by their mean;
-- a customer's answers without a name are those of one respondent. Sums are decimal, so no order of rows shows in them.
with
periods as (
    select unnest($numbers) as period_no, unnest($starts) as from_day, unnest($ends) as to_day
),
-- an answer that several files hold counts once; the latest file says on which scale it was given
said as (
    select
        answered_on, customer_id, customer_name, order_id, respondent, dimension, item, score, occurrence,
        arg_max(lowest, batch_id) as scale_lowest,
        arg_max(highest, batch_id) as scale_highest,
        arg_max(weight, batch_id) as weight_said
    from survey_answers
    where answered_on >= (select min(from_day) from periods) and answered_on <= (select max(to_day) from periods)
    group by answered_on, customer_id, customer_name, order_id, respondent, dimension, item, score, occurrence
),
-- a name or an order stands for a customer only where it names a single one; who was merged is meant as that customer
named as (
    select name_known, min(id_known) as id_known
    from (
        select customer_name as name_known, customer_id as id_known from customers
        union
        select customer_name, into_id from merged_customers
    )
    where name_known is not null
    group by name_known
    having count(*) = 1
),
ordered as (
    select l.order_id as order_known, min(coalesce(m.into_id, l.customer_id)) as id_known
    from sales as l
    left join merged_customers as m on m.customer_id = l.customer_id
    where l.customer_id is not null and l.order_id in (select order_id from said where customer_id is null)
    group by l.order_id
    having count(distinct coalesce(m.into_id, l.customer_id)) = 1
),
found as (
    select
        s.*,
        coalesce(m.into_id, k.customer_id, i.id_known, s.customer_id, o.id_known, n.id_known, s.customer_name)
            as found_id
    from said as s
    left join customers as k on k.customer_id = s.customer_id
    left join merged_customers as m on m.customer_id = s.customer_id
    left join named as i on i.name_known = s.customer_id
    left join ordered as o on o.order_known = s.order_id
    left join named as n on n.name_known = s.customer_name
),
-- the customer who is ranked, without those who are no customers
asked as (
    select f.*, coalesce(g.customer_id, f.found_id) as ranked_id
    from found as f
    left join customers as c on c.customer_id = f.found_id
    left join customers as g on $groups and g.customer_no = c.group_no
    where not exists (select 1 from excluded_customers as e where $exclude and e.customer_id = f.found_id)
),
chosen as (
    select
        a.*,
        row_number() over (
            partition by ranked_id is null and respondent is null
            order by answered_on, dimension, item nulls last, score, order_id nulls last, occurrence
        ) as nameless_no
    from asked as a
    where {chosen}
),
scored as (
    select
        case
            when ranked_id is not null then 'c' || ranked_id
            when respondent is not null then 'r' || respondent
            else 'a' || cast(nameless_no as VARCHAR)
        end as unit,
        ranked_id, respondent, answered_on, dimension, item, weight_said,
        cast(
            100 * cast(score - scale_lowest as DOUBLE) / nullif(cast(scale_highest - scale_lowest as DOUBLE), 0)
            as DECIMAL(18,9)
        ) as answer_index,
        case
            when dimension = 'nps' and scale_highest = 10 and scale_lowest in (0, 1) then cast(score as DECIMAL(18,9))
        end as answer_score
    from chosen
),
-- numbers instead of names: the steps below see each answer once per period it lies in
numbered as (
    select
        dense_rank() over (order by unit) as unit_no,
        dense_rank() over (order by unit, respondent nulls first) as person_no,
        ranked_id, answered_on, dimension, item, answer_index, answer_score, weight_said
    from scored
    where answer_index is not null
),
-- the day on which the same person answered again; equal days have the same one, since the frame goes by value
followed as (
    select
        n.*,
        min(answered_on) over (
            partition by person_no, dimension
            order by date_diff('day', date '1970-01-01', answered_on) nulls last
            range between 1 following and unbounded following
        ) as next_day
    from numbered as n
),
-- an answer counts in every period in which nothing followed it
latest as (
    select p.period_no, f.*
    from followed as f
    join periods as p on f.answered_on >= p.from_day and f.answered_on <= p.to_day
    where f.next_day is null or f.next_day > p.to_day
),
-- each answer once for its dimension and once for its item
leveled as (
    select period_no, unit_no, person_no, ranked_id, dimension, '' as part, answer_index, answer_score, weight_said
    from latest
    union all
    select period_no, unit_no, person_no, ranked_id, dimension, item as part, answer_index, null, weight_said
    from latest
    where item is not null and $with_items
),
respondents as (
    select
        period_no, unit_no, person_no, dimension, part, count(*) as answers_n, max(ranked_id) as asked_id,
        cast(sum(answer_index) / count(*) as DECIMAL(18,9)) as respondent_index,
        cast(sum(answer_score) / nullif(count(answer_score), 0) as DECIMAL(18,9)) as respondent_score,
        sum(weight_said) as weight_sum, count(weight_said) as weight_n
    from leveled
    group by period_no, unit_no, person_no, dimension, part
)
select
    period_no, unit_no, dimension, part as item,
    max(asked_id) as customer_id,
    cast(sum(respondent_index) / count(*) as DOUBLE) as unit_index,
    cast(sum(respondent_score) / nullif(count(respondent_score), 0) as DOUBLE) as nps_score,
    cast(sum(answers_n) as BIGINT) as answers,
    cast(sum(weight_sum) as DOUBLE) as weight_total,
    cast(sum(weight_n) as BIGINT) as weights
from respondents
group by period_no, unit_no, dimension, part
