-- Question: how many customers (or group accounts) are known by the day?
-- One row. Known and set apart as in known_accounts.sql, which lists them; here they are only counted.
with
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
named as (
    select {account} as account_no
    from customers as m
    {account_join}
    where not exists (select 1 from apart as a where a.customer_no = m.customer_no)
        and (
            $with_filed and (m.joined_on <= $as_of or m.in_file and m.joined_on is null)
            or exists (select 1 from {facts} as f where f.customer_no = m.customer_no and f.month <= $last_month)
        )
)
select count(distinct account_no) as known
from named
