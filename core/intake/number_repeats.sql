-- Question: the how-manieth of equal lines within its file is each line?
-- One row per line of batch $batch_id that is not alone: line (row id), nth (from 2).
-- Equal: the same order id and line id; without a line id the same order id, product, date, customer, quantity and
-- amount. Ties are told apart by what the lines hold, so that the answer does not depend on the order of rows.
with
keyed as (
    select
        rowid as line,
        *,
        order_id is not null and line_id is not null as by_line_id,
        case
            when order_id is not null and line_id is not null then hash(order_id, line_id)
            else hash(order_id, coalesce(product_code, product), order_date, customer_id, quantity, amount)
        end as identity_hash
    from sales
    where batch_id = $batch_id
),
repeated as (
    select identity_hash from keyed group by identity_hash having count(*) > 1
),
by_line as (
    select
        line,
        row_number() over (
            partition by order_id, line_id
            order by order_date, amount, product_code, product, customer_id, quantity, unit_price, cost, line
        ) as nth
    from keyed
    where by_line_id and identity_hash in (select identity_hash from repeated)
),
by_content as (
    select
        line,
        row_number() over (
            partition by order_id, coalesce(product_code, product), order_date, customer_id, quantity, amount
            order by unit_price, cost, product, category, region, channel, salesperson, status, line
        ) as nth
    from keyed
    where not by_line_id and identity_hash in (select identity_hash from repeated)
)
select line, nth from by_line where nth > 1
union all
select line, nth from by_content where nth > 1
