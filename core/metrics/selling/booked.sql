-- Question: who sold what to whom in each month?
-- One row per account (0: no customer given), salesperson (null: nobody named) and month. is_written: the name stands on
-- the line, else it is the customer's owner. amount: in the workspace's currency. last_day: the last day with a bought
-- line, null where there is none.
select
    account_no, is_apart, salesperson,
    nullif(trim(written), '') is not null as is_written,
    cast(date_trunc('month', order_date) as DATE) as month,
    cast(sum(amount) as DECIMAL(18,4)) as amount,
    max(order_date) filter (where not is_return and amount > 0) as last_day
from ({counted})
group by all
