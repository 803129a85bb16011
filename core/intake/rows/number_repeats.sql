-- Question: the how-manieth of equal lines within its file is each line?
-- One row per line of the file (`own`, as SQL) that is not alone: line (row id), nth (from 2).
-- Equal: the same order id and line id; without a line id the same order id, product, date, customer, quantity and
-- amount. Ties are told apart by what the lines hold, so that the answer does not depend on the order of rows.
-- `repeated_hashes` holds the hashes of identities that occur more than once; a hash only chooses, it does not decide.
with
by_line as (
    select
        rowid as line,
        row_number() over (
            partition by order_id, line_id
            order by order_date, amount, product_code, product, customer_id, quantity, unit_price, cost, rowid
        ) as nth
    from sales
    where {own} and order_id is not null and line_id is not null
        and {identity_hash} in (select identity_hash from repeated_hashes)
),
by_content as (
    select
        rowid as line,
        row_number() over (
            partition by order_id, coalesce(product_code, product), order_date, customer_id, quantity, amount
            order by line_id nulls first, unit_price, cost, product, category, region, channel, salesperson, status,
                customer_name, discount, currency, due_date, paid_date, rowid
        ) as nth
    from sales
    where {own} and (order_id is null or line_id is null)
        and {identity_hash} in (select identity_hash from repeated_hashes)
)
select line, nth from by_line where nth > 1
union all
select line, nth from by_content where nth > 1
