-- Question: which customers are on the list of the care plan?
-- One row per customer: the overdue, those who come due, then the never contacted and the done; within these the better
-- tier, then the earlier day, then the greater worth. Of the never contacted the first $most_new of each salesperson; of
-- what is to do and of what is done the first $most_rows each.
select * exclude (customer_no, place, line)
from (
    select
        *,
        row_number() over (
            partition by state = 'done'
            order by
                list_position(['overdue', 'due', 'never', 'done'], state),
                coalesce(nullif(list_position($ranked, tier), 0), 99),
                due_on nulls last, worth desc nulls last, customer_id
        ) as line
    from {care}
    where (not $only_one or salesperson is not distinct from $salesperson)
        and (state <> 'never' or place <= $most_new)
) as listed
where line <= $most_rows
order by state = 'done', line
