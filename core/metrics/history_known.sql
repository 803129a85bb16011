-- Question: since which month is an account known, and since when has it lines?
-- One row per customer and month with any line (has_line), and one per customer of a customer file; account_no and
-- month_no as in history.sql, where a customer file without a joined date says -1 (known before the data), a joined date
-- before the data too, and one after the last day of the data a month that no month end reaches.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
)
select {account} as account_no, cast(date_diff('month', $begin, m.month) as SMALLINT) as month_no, true as has_line
from {facts} as m
{account_join}
where m.customer_no > 0 and m.customer_no not in (select customer_no from apart)
union all
select
    {account} as account_no,
    cast(case
        when m.joined_on is null then -1
        when m.joined_on > $last_day then $beyond
        else greatest(date_diff('month', $begin, m.joined_on), -1)
    end as SMALLINT) as month_no,
    false as has_line
from customers as m
{account_join}
where $with_filed and (m.joined_on is not null or m.in_file)
    and m.customer_no not in (select customer_no from apart)
