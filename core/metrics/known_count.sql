-- Question: how many customers (or group accounts) are known by the day?
-- One row. Known and set apart as in known_accounts.sql, which lists them; here they are only counted, and only those
-- customers are looked up who might not be known yet: with a line after the day, or joined after it.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
doubtful as (
    select f.customer_no from {facts} as f where f.month > $last_month
    union all
    select c.customer_no from customers as c where c.joined_on > $as_of
),
-- those of them who have a line by the day after all
early as (
    select f.customer_no
    from {facts} as f
    where f.month <= $last_month and f.customer_no in (select customer_no from doubtful)
)
select count({counted}) as known
from customers as m
{account_join}
where m.customer_no not in (select customer_no from apart)
    and (
        m.joined_on <= $as_of
        or m.in_file and m.joined_on is null
        or m.customer_no not in (select customer_no from doubtful)
        or m.customer_no in (select customer_no from early)
    )
