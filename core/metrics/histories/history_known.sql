-- Question: since which month is an account known by a customer file?
-- One row per customer of a file; account_no and month_no as in history.sql. Without a joined date, or with one before the
-- data, -1 (known before them); with one after the last day of the data a month that no month end reaches.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
)
select
    {account} as account_no,
    cast(case
        when m.joined_on is null then -1
        when m.joined_on > $last_day then $beyond
        else greatest(date_diff('month', $begin, m.joined_on), -1)
    end as SMALLINT) as month_no
from customers as m
{account_join}
where (m.joined_on is not null or m.in_file) and m.customer_no not in (select customer_no from apart)
