-- Question: what did each known customer buy and earn us in the window, and since when do we know them?
-- One row per known customer, or per group account where groups are ranked; without the accounts that were set apart.
-- Amounts in the workspace's currency, gross_profit without tax and rounded half up to 4 places; dates are days.
-- Known = first line, or joined date, by $as_of; a customer of a customer file without a joined date always.
-- Without a counted line in the window (is_active false) amounts and orders are 0. gross_profit and costed_revenue are
-- null where no counted line has a cost. first_order and last_order: with a bought line of positive amount, ever.
with
-- accounts that are no customers
apart as (
    select c.customer_no
    from customers as c
    where $leave_out and exists (select 1 from excluded_customers as e where e.customer_id = c.customer_id)
),
-- each month of each customer up to the day
months as (
    select f.*, f.month >= $first_month as in_window
    from {facts} as f
    where f.month <= $last_month and f.customer_no > 0
        and not exists (select 1 from apart as a where a.customer_no = f.customer_no)
),
-- one row per account that has lines
bought as (
    select
        {account} as account_no,
        min(m.first_line_date) as first_line,
        min(m.gross_first_date) as first_bought,
        max(m.{refunds}_last_date) as last_bought,
        max(m.{refunds}_lines) filter (where m.in_window) as most_lines,
        sum(m.{refunds}_orders) filter (where m.in_window) as orders_n,
        sum(m.{refunds}_amount) filter (where m.in_window) as amount_total,
        sum(m.{refunds}_costed_amount) filter (where m.in_window and m.{refunds}_costed_lines > 0) as costed_total,
        sum(m.{refunds}_cost) filter (where m.in_window and m.{refunds}_costed_lines > 0) as cost_total
    from months as m
    {account_join}
    group by {account}
),
-- accounts with a line, or named by a customer file and known by the day
known as (
    select c.customer_no, c.customer_id, {account_name} as account_name, b.*
    from customers as c
    left join bought as b on b.account_no = c.customer_no
    where b.account_no is not null or $with_filed and {is_filed}
),
-- profit before it is rounded: a whole number of 1/10000 times the divisor of the tax
earned as (
    select *, {profit} as profit
    from known
)
select
    customer_no,
    customer_id,
    account_name as customer_name,
    first_line as first_line_date,
    first_bought as first_order,
    last_bought as last_order,
    coalesce(most_lines, 0) > 0 as is_active,
    cast(coalesce(orders_n, 0) as INTEGER) as order_count,
    cast(coalesce(amount_total, 0) as DECIMAL(18,4)) as revenue,
    cast(profit as DECIMAL(18,4)) as gross_profit,
    cast(costed_total as DECIMAL(18,4)) as costed_revenue
from earned
