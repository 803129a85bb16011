-- Question: who owes us money that was due before the day asked about, and since when?
-- One row per customer with something overdue. Lines that are neither cancelled nor of a returned order, ordered by that
-- day, due before it, and not paid by it; return lines with a due date of their own count against. Amounts in the
-- workspace's currency, by whole days since the due date; oldest_days: of the oldest of them.
with
open_lines as (
    select account_no, amount, order_key, cast($as_of as DATE) - due_date as days_late
    from ({counted})
    where {told} and account_no > 0 and not is_apart and order_date <= $as_of and due_date < $as_of
        and (paid_date is null or paid_date > $as_of)
)
select
    account_no as customer_no,
    cast(sum(amount) as DECIMAL(18,4)) as overdue,
    cast(coalesce(sum(amount) filter (where days_late <= 30), 0) as DECIMAL(18,4)) as late_30,
    cast(coalesce(sum(amount) filter (where days_late > 30 and days_late <= 60), 0) as DECIMAL(18,4)) as late_60,
    cast(coalesce(sum(amount) filter (where days_late > 60 and days_late <= 90), 0) as DECIMAL(18,4)) as late_90,
    cast(coalesce(sum(amount) filter (where days_late > 90), 0) as DECIMAL(18,4)) as late_more,
    cast(max(days_late) as INTEGER) as oldest_days,
    cast(count(distinct order_key) as INTEGER) as orders
from open_lines
group by account_no
