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
        coalesce(c.customer_no, 0) as who,
        cast(date_trunc('month', l.order_date) as DATE) as month,
        l.order_date,
        hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.status, '') = 'cancelled' as is_cancelled,
        coalesce(l.status, '') = 'returned'
            or coalesce(l.order_id in (select order_id from returned_orders), false) as is_returned_order,
        abs(l.amount) as size,
        case when l.amount < 0 or coalesce(l.quantity, 0) < 0 then -abs(l.cost) else l.cost end as signed_cost
    from {lines_of} as l
    left join customers as c on c.customer_id = l.customer_id
),
-- one row per customer, month and kind of line: most months have one kind, so that the sums below are few
kinds as (
    select
        who, month,
        not is_cancelled and not is_return as in_gross,
        not is_cancelled and not is_returned_order as in_net,
        not is_cancelled and (is_return or is_returned_order) as is_back,
        is_return,
        signed_cost is not null as has_cost,
        count(*) as lines_n,
        min(order_date) as first_line, max(order_date) as last_line,
        min(case when size > 0 then order_date end) as first_paid, max(case when size > 0 then order_date end) as last_paid,
        sum(size) as size_total,
        sum(signed_cost) as cost_total
    from told
    group by who, month, is_return, is_cancelled, is_returned_order, signed_cost is not null
),
signed as (
    select *, case when is_return then -size_total else size_total end as net_total, coalesce(cost_total, 0) as cost_sum
    from kinds
),
-- one row per customer and month
months as (
    select
        who, month,
        sum(lines_n) as lines_all, min(first_line) as first_all, max(last_line) as last_all,
        sum(case when in_gross then lines_n else 0 end) as gross_lines_n,
        sum(case when in_gross then size_total else 0 end) as gross_sum,
        min(case when in_gross then first_paid end) as gross_first,
        max(case when in_gross then last_paid end) as gross_last,
        sum(case when in_gross and has_cost then size_total else 0 end) as gross_costed,
        sum(case when in_gross then cost_sum else 0 end) as gross_cost_sum,
        sum(case when in_gross and has_cost then lines_n else 0 end) as gross_costed_n,
        sum(case when in_net then lines_n else 0 end) as net_lines_n,
        sum(case when in_net then net_total else 0 end) as net_sum,
        max(case when in_net and not is_return then last_paid end) as net_last,
        sum(case when in_net and has_cost then net_total else 0 end) as net_costed,
        sum(case when in_net then cost_sum else 0 end) as net_cost_sum,
        sum(case when in_net and has_cost then lines_n else 0 end) as net_costed_n,
        sum(case when is_back then lines_n else 0 end) as return_n,
        sum(case when is_back then size_total else 0 end) as return_sum
    from signed
    group by who, month
),
-- each order once
orders as (
    select
        who, month, order_key,
        bool_or(not is_cancelled and not is_return and size > 0) as in_gross,
        bool_or(not is_cancelled and not is_return and size > 0 and not is_returned_order) as in_net
    from told
    group by who, month, order_key
),
counted as (
    select
        who, month,
        count(*) filter (where in_gross) as gross_orders_n, count(*) filter (where in_net) as net_orders_n
    from orders
    group by who, month
)
select
    m.who as customer_no, m.month,
    cast(m.lines_all as INTEGER) as lines, m.first_all as first_line_date, m.last_all as last_line_date,
    cast(m.gross_lines_n as INTEGER) as gross_lines, cast(m.gross_sum as DECIMAL(18,4)) as gross_amount,
    cast(o.gross_orders_n as INTEGER) as gross_orders, m.gross_last as gross_last_date,
    cast(m.gross_costed as DECIMAL(18,4)) as gross_costed_amount, cast(m.gross_cost_sum as DECIMAL(18,4)) as gross_cost,
    cast(m.gross_costed_n as INTEGER) as gross_costed_lines,
    cast(m.net_lines_n as INTEGER) as net_lines, cast(m.net_sum as DECIMAL(18,4)) as net_amount,
    cast(o.net_orders_n as INTEGER) as net_orders, m.net_last as net_last_date,
    cast(m.net_costed as DECIMAL(18,4)) as net_costed_amount, cast(m.net_cost_sum as DECIMAL(18,4)) as net_cost,
    cast(m.net_costed_n as INTEGER) as net_costed_lines,
    cast(m.return_n as INTEGER) as return_lines, cast(m.return_sum as DECIMAL(18,4)) as return_amount,
    m.gross_first as gross_first_date
from months as m
join counted as o on o.who = m.who and o.month = m.month
