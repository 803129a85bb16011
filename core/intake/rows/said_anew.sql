-- Question: of which customers of a batch may its lines change what is known?
-- One row per customer (customer_id) with a line on or after its last day so far, without lines before, or into whom
-- others were merged; the lines of all others are older than what was last said of them. Only where every line says all
-- that any line says: else an older line can tell what the last one leaves open.
-- `batch_customers`: one row per customer of the batch; the facts are those before it.
with later as (
    select b.customer_id
    from batch_customers as b
    join customers as c on c.customer_id = b.customer_id
    join customer_months as m on m.customer_no = c.customer_no
    where m.last_line_date > b.last_day
)
select customer_id
from batch_customers
where customer_id not in (select customer_id from later)
    or customer_id in (select into_id from merged_customers)
