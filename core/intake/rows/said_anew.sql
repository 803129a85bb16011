-- Question: of which customers of a batch may its lines change what is known?
-- One row per customer (customer_id) with a line on or after its last day so far, without lines before, or into whom
-- others were merged; the lines of all others are older than what was last said of them. Only where every line says all
-- that any line says: else an older line can tell what the last one leaves open.
-- `batch_customers`: one row per customer of the batch; the facts are those before it.
with last_days as (
    select customer_no, max(last_line_date) as last_day
    from customer_months
    group by customer_no
)
select b.customer_id
from batch_customers as b
left join customers as c on c.customer_id = b.customer_id
left join last_days as d on d.customer_no = c.customer_no
where d.last_day is null or b.last_day >= d.last_day
    or b.customer_id in (select into_id from merged_customers)
