-- Question: what did each customer do in each month?
-- One row per customer and month (a line without a customer belongs to customer 0).
-- Amounts in the workspace's currency; dates are days. `lines_of` is the set of lines: all, or those of a filter.
-- gross = bought lines of orders that were not cancelled. net = bought minus return lines, without returned orders.
-- A return line has a negative amount or a negative quantity. An order counts once per customer and month, if it has
-- a bought line of positive amount; without an order id, a day counts once.
with
-- each line with its meaning
told as (
    select
        coalesce(l.customer_id, '') as who,
        cast(date_trunc('month', l.order_date) as DATE) as month,
        l.order_date,
        coalesce(l.order_id, 'day ' || cast(l.order_date as VARCHAR)) as order_key,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.status, '') = 'cancelled' as is_cancelled,
        coalesce(l.status, '') = 'returned' or exists (
            select 1 from returned_orders as r where r.order_id = l.order_id
        ) as is_returned_order,
        abs(l.amount) as size,
        case when l.amount < 0 or coalesce(l.quantity, 0) < 0 then -abs(l.cost) else l.cost end as signed_cost
    from {lines_of} as l
),
-- one row per order, so that an order is counted once
orders as (
    select
        who, month, order_key,
        count(*) as lines,
        min(order_date) as first_line_date,
        max(order_date) as last_line_date,
        count(*) filter (where not is_cancelled and not is_return) as gross_lines,
        coalesce(sum(size) filter (where not is_cancelled and not is_return), 0) as gross_amount,
        max(order_date) filter (where not is_cancelled and not is_return and size > 0) as gross_last_date,
        min(order_date) filter (where not is_cancelled and not is_return and size > 0) as gross_first_date,
        coalesce(sum(size) filter (where not is_cancelled and not is_return and signed_cost is not null), 0)
            as gross_costed_amount,
        coalesce(sum(signed_cost) filter (where not is_cancelled and not is_return), 0) as gross_cost,
        count(signed_cost) filter (where not is_cancelled and not is_return) as gross_costed_lines,
        count(*) filter (where not is_cancelled and not is_returned_order) as net_lines,
        coalesce(sum(case when is_return then -size else size end)
            filter (where not is_cancelled and not is_returned_order), 0) as net_amount,
        max(order_date) filter (where not is_cancelled and not is_returned_order and not is_return and size > 0)
            as net_last_date,
        coalesce(sum(case when is_return then -size else size end)
            filter (where not is_cancelled and not is_returned_order and signed_cost is not null), 0)
            as net_costed_amount,
        coalesce(sum(signed_cost) filter (where not is_cancelled and not is_returned_order), 0) as net_cost,
        count(signed_cost) filter (where not is_cancelled and not is_returned_order) as net_costed_lines,
        count(*) filter (where not is_cancelled and (is_return or is_returned_order)) as return_lines,
        coalesce(sum(size) filter (where not is_cancelled and (is_return or is_returned_order)), 0) as return_amount
    from told
    group by who, month, order_key
),
-- one row per customer and month
months as (
    select
        who, month,
        sum(lines) as lines_n, min(first_line_date) as first_line, max(last_line_date) as last_line,
        sum(gross_lines) as gross_lines_n, sum(gross_amount) as gross_total, count(gross_last_date) as gross_orders_n,
        max(gross_last_date) as gross_last, sum(gross_costed_amount) as gross_costed_total,
        sum(gross_cost) as gross_cost_total, sum(gross_costed_lines) as gross_costed_n,
        sum(net_lines) as net_lines_n, sum(net_amount) as net_total, count(net_last_date) as net_orders_n,
        max(net_last_date) as net_last, sum(net_costed_amount) as net_costed_total,
        sum(net_cost) as net_cost_total, sum(net_costed_lines) as net_costed_n,
        sum(return_lines) as return_lines_n, sum(return_amount) as return_total,
        min(gross_first_date) as gross_first
    from orders
    group by who, month
)
select
    coalesce(c.customer_no, 0) as customer_no, m.month,
    cast(m.lines_n as INTEGER) as lines, m.first_line as first_line_date,
    m.last_line as last_line_date,
    cast(m.gross_lines_n as INTEGER) as gross_lines, cast(m.gross_total as DECIMAL(18,4)) as gross_amount,
    cast(m.gross_orders_n as INTEGER) as gross_orders, m.gross_last as gross_last_date,
    cast(m.gross_costed_total as DECIMAL(18,4)) as gross_costed_amount,
    cast(m.gross_cost_total as DECIMAL(18,4)) as gross_cost, cast(m.gross_costed_n as INTEGER) as gross_costed_lines,
    cast(m.net_lines_n as INTEGER) as net_lines, cast(m.net_total as DECIMAL(18,4)) as net_amount,
    cast(m.net_orders_n as INTEGER) as net_orders, m.net_last as net_last_date,
    cast(m.net_costed_total as DECIMAL(18,4)) as net_costed_amount, cast(m.net_cost_total as DECIMAL(18,4)) as net_cost,
    cast(m.net_costed_n as INTEGER) as net_costed_lines,
    cast(m.return_lines_n as INTEGER) as return_lines, cast(m.return_total as DECIMAL(18,4)) as return_amount,
    m.gross_first as gross_first_date
from months as m
left join customers as c on c.customer_id = m.who
