-- Question: which batches of sales have prices from the product list of batch $batch_id?
-- One row per batch: batch_id. Only sheets without an amount and a price of their own ask the lists; each of their
-- lines took the price of the newest list before it that has the product.
with
unpriced as (
    select batch_id
    from batches
    where kind = 'sales' and undone_at is null and batch_id > $batch_id
        and json_extract_string(reading, '$.columns.amount') is null
        and json_extract_string(reading, '$.columns.unit_price') is null
),
lines as (
    select batch_id, product_code from sales
    union all
    select batch_id, product_code from sales_aside
)
select distinct l.batch_id
from lines as l
where l.batch_id in (select batch_id from unpriced)
    and exists (
        select 1 from product_records as p
        where p.batch_id = $batch_id and p.product_code = l.product_code and p.price is not null
    )
    and not exists (
        select 1 from product_records as p
        where p.batch_id > $batch_id and p.batch_id < l.batch_id
            and p.product_code = l.product_code and p.price is not null
    )
order by l.batch_id
