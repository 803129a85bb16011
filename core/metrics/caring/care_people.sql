-- Question: how much of the care plan falls to each salesperson?
-- One row per salesperson (null: nobody), most to do first: customers by state, and how many of the never contacted
-- are proposed for a start.
select
    salesperson,
    cast(count(*) filter (where state = 'overdue') as INTEGER) as overdue,
    cast(count(*) filter (where state = 'due') as INTEGER) as due,
    cast(count(*) filter (where state = 'never') as INTEGER) as never,
    cast(count(*) filter (where state = 'never' and place <= $most_new) as INTEGER) as proposed,
    cast(count(*) filter (where state = 'done') as INTEGER) as done,
    cast(count(*) filter (where state <> 'done' and opted_out) as INTEGER) as opted_out
from {care}
group by salesperson
order by count(*) filter (where state in ('overdue', 'due')) desc, count(*) desc, salesperson nulls last
