-- Question: what did each customer do in each month?
-- One row per customer and month (a line without a customer belongs to customer 0).
-- Amounts in the workspace's currency; dates are days. `lines_of` is the set of lines: all, or those of a filter;
-- `customers_of` tells the customers' numbers; `uncosted_sum` and `costed_sum` stand in `facts.py`.
-- gross = bought lines of orders that were not cancelled. net = bought minus return lines, without returned orders.
-- A return line has a negative amount or a negative quantity; its cost is negative where the goods came back. An order
-- counts once per customer and month, if it has a bought line of positive amount; without an order id, a day counts once.
-- Most customers in most months have plain lines only (bought, kept, of positive amount): there gross and net are the
-- same and one pass over orders will do. The other months are looked at line by line.
with
-- each line with its meaning
told as not materialized (
    select
        l.customer_id,
        cast(date_trunc('month', l.order_date) as DATE) as month,
        l.order_date,
        hash(l.order_id, case when l.order_id is null then l.order_date end) as order_key,
        l.amount < 0 or coalesce(l.quantity, 0) < 0 as is_return,
        coalesce(l.status, '') = 'cancelled' as is_cancelled,
        coalesce(l.status, '') = 'returned'
            or coalesce(l.order_id in (select order_id from returned_orders), false) as is_returned_order,
        abs(l.amount) as size,
        l.cost
    from {lines_of} as l
),
-- one row per customer, month and order
orders as (
    select
        coalesce(c.customer_no, 0) as who, month, order_key,
        bool_or(is_return or is_cancelled or is_returned_order or size = 0) as is_mixed,
        count(*) as lines_n, min(order_date) as first_day, max(order_date) as last_day,
        sum(size) as size_sum, sum(cost) as cost_sum, count(cost) as costed_n,
        {uncosted_sum} as uncosted_sum
    from told as t
    left join {customers_of} as c on c.customer_id = t.customer_id
    group by who, month, order_key
),
months as (
    select
        who, month,
        bool_or(is_mixed) as is_mixed,
        cast(sum(lines_n) as INTEGER) as lines_n, min(first_day) as first_day, max(last_day) as last_day,
        cast(count(*) as INTEGER) as orders_n, cast(sum(size_sum) as DECIMAL(18,4)) as size_sum,
        cast(coalesce(sum(cost_sum), 0) as DECIMAL(18,4)) as cost_sum, cast(sum(costed_n) as INTEGER) as costed_n,
        cast({costed_sum} as DECIMAL(18,4)) as costed_sum
    from orders
    group by who, month
),
-- the customers of months that are not plain: mostly few, and a join with all would take longer
mixed_customers as (
    select customer_id, customer_no from {customers_of} where customer_no in (select who from months where is_mixed)
),
-- the lines of those months
mixed as (
    select
        t.*, m.who,
        not t.is_cancelled and not t.is_return as in_gross,
        not t.is_cancelled and not t.is_returned_order as in_net,
        not t.is_cancelled and not t.is_return and t.size > 0 as is_order,
        case when t.is_return then -t.size else t.size end as signed_size
    from told as t
    left join mixed_customers as c on c.customer_id = t.customer_id
    join months as m
        on m.is_mixed and m.month = t.month and m.who = case when t.customer_id is null then 0 else c.customer_no end
),
mixed_months as (
    select
        who, month,
        count(*) as lines_n, min(order_date) as first_day, max(order_date) as last_day,
        count(*) filter (where in_gross) as gross_n,
        sum(size) filter (where in_gross) as gross_sum,
        count(distinct order_key) filter (where is_order) as gross_orders_n,
        min(order_date) filter (where is_order) as gross_first,
        max(order_date) filter (where is_order) as gross_last,
        sum(size) filter (where in_gross and cost is not null) as gross_costed,
        sum(cost) filter (where in_gross) as gross_cost_sum,
        count(cost) filter (where in_gross) as gross_costed_n,
        count(*) filter (where in_net) as net_n,
        sum(signed_size) filter (where in_net) as net_sum,
        count(distinct order_key) filter (where is_order and in_net) as net_orders_n,
        max(order_date) filter (where is_order and in_net) as net_last,
        sum(signed_size) filter (where in_net and cost is not null) as net_costed,
        sum(cost) filter (where in_net) as net_cost_sum,
        count(cost) filter (where in_net) as net_costed_n,
        count(*) filter (where not is_cancelled and (is_return or is_returned_order)) as back_n,
        sum(size) filter (where not is_cancelled and (is_return or is_returned_order)) as back_sum
    from mixed
    group by who, month
)
select
    who as customer_no, month, lines_n as lines, first_day as first_line_date, last_day as last_line_date,
    lines_n as gross_lines, size_sum as gross_amount, orders_n as gross_orders, last_day as gross_last_date,
    costed_sum as gross_costed_amount, cost_sum as gross_cost, costed_n as gross_costed_lines,
    lines_n as net_lines, size_sum as net_amount, orders_n as net_orders, last_day as net_last_date,
    costed_sum as net_costed_amount, cost_sum as net_cost, costed_n as net_costed_lines,
    0 as return_lines, cast(0 as DECIMAL(18,4)) as return_amount, first_day as gross_first_date
from months
where not is_mixed
union all
select
    who as customer_no, month, cast(lines_n as INTEGER) as lines, first_day as first_line_date,
    last_day as last_line_date,
    cast(gross_n as INTEGER) as gross_lines, cast(coalesce(gross_sum, 0) as DECIMAL(18,4)) as gross_amount,
    cast(gross_orders_n as INTEGER) as gross_orders, gross_last as gross_last_date,
    cast(coalesce(gross_costed, 0) as DECIMAL(18,4)) as gross_costed_amount,
    cast(coalesce(gross_cost_sum, 0) as DECIMAL(18,4)) as gross_cost,
    cast(gross_costed_n as INTEGER) as gross_costed_lines,
    cast(net_n as INTEGER) as net_lines, cast(coalesce(net_sum, 0) as DECIMAL(18,4)) as net_amount,
    cast(net_orders_n as INTEGER) as net_orders, net_last as net_last_date,
    cast(coalesce(net_costed, 0) as DECIMAL(18,4)) as net_costed_amount,
    cast(coalesce(net_cost_sum, 0) as DECIMAL(18,4)) as net_cost, cast(net_costed_n as INTEGER) as net_costed_lines,
    cast(back_n as INTEGER) as return_lines, cast(coalesce(back_sum, 0) as DECIMAL(18,4)) as return_amount,
    gross_first as gross_first_date
from mixed_months
