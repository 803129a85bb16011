-- Question: which batches of sales have prices from batch $batch_id of a product list, or from its repairs?
-- One row per batch: batch_id. Only sheets without an amount and a price of their own ask the lists; each of their
-- lines took the price of the newest list that had the product then. A mended row belongs to the list it completes.
with
unpriced as (
    select batch_id
    from batches
    where kind = 'sales' and undone_at is null
        and json_extract_string(reading, '$.columns.amount') is null
        and json_extract_string(reading, '$.columns.unit_price') is null
),
lines as (
    select batch_id, product_code from sales where batch_id in (select batch_id from unpriced)
    union
    select batch_id, product_code from sales_aside where batch_id in (select batch_id from unpriced)
),
listed as (
    select
        p.product_code, p.batch_id, coalesce(m.completes, p.batch_id) as list,
        $batch_id in (p.batch_id, list) as leaves
    from product_records as p
    left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = p.batch_id
    where p.price is not null
)
select distinct l.batch_id
from lines as l
join listed as p on p.product_code = l.product_code and p.batch_id < l.batch_id
group by l.batch_id, l.product_code
having max(p.list) filter (where p.leaves) > coalesce(max(p.list) filter (where not p.leaves), 0)
order by l.batch_id
