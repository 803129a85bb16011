-- Question: who is known by the day, and since when?
-- One row per known customer, or per group account where groups are ranked; without the accounts that were set apart.
-- Known = first line, or joined date, by $as_of; a customer of a customer file without a joined date always.
-- first_line_date: of any line; first_order and last_order: with a bought line of positive amount, where all orders of a
-- month were returned not in that month (net); null = never.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- accounts that have lines
bought as (
    select
        {account} as account_no,
        min(m.first_line_date) as first_line,
        min(m.gross_first_date) filter (where m.{refunds}_orders > 0) as first_bought,
        max(m.{refunds}_last_date) as last_bought
    from {facts} as m
    {account_join}
    where m.month <= $last_month and m.customer_no > 0
        and m.customer_no not in (select customer_no from apart)
    group by {account}
),
-- accounts that only a customer file names
filed as (
    select distinct {account} as account_no
    from customers as m
    {account_join}
    where $with_filed and (m.joined_on <= $as_of or m.in_file and m.joined_on is null)
        and m.customer_no not in (select customer_no from apart)
        and not exists (select 1 from bought as b where b.account_no = {account})
)
select
    account_no as customer_no, first_line as first_line_date, first_bought as first_order, last_bought as last_order
from bought
union all
select account_no, null, null, null
from filed
