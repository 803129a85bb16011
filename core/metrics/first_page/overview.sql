-- Question: what did each customer do in each of the months the first page looks back on?
-- One row per customer and month, by month. account_no: who is ranked, the customer or its group; 0: lines without a customer, and accounts set apart, who count in
-- the company's totals only. month_no: months since $first_month. Amounts are whole numbers of 1/10000 of the currency
-- (so that sums stay exact in any order), orders_n and lines_n are counts.
with
parts as (
    select
        case
            when f.customer_no = 0 then 0
            when $leave_out and exists (
                select 1
                from excluded_customers as e
                join customers as c on c.customer_id = e.customer_id
                where c.customer_no = f.customer_no
            ) then 0
            else {account}
        end as account_no,
        f.*
    from {facts} as f
    {account_join}
    where f.month >= $first_month and f.month <= $last_month
)
select
    cast(account_no as BIGINT) as account_no,
    cast(date_diff('month', $first_month, month) as BIGINT) as month_no,
    cast({refunds}_lines as BIGINT) as lines_n,
    cast({refunds}_orders as BIGINT) as orders_n,
    cast({refunds}_amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as amount_units,
    cast({refunds}_costed_lines as BIGINT) as costed_lines_n,
    cast({refunds}_costed_amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as costed_units,
    cast({refunds}_cost * cast(10000 as DECIMAL(5,0)) as BIGINT) as cost_units
from parts
order by month_no
