-- Question: which customers pay clearly later than they used to?
-- One row per customer. Days late: from the due date to the payment, of an order not paid by as_of the days up to then.
-- expected: the middle of the orders due in the 12 months before, seen: of those due in the last 6 months. Both need
-- at least 3 orders, of the earlier ones paid. At stake: the amount of the recent orders that were paid so late, or are
-- still open that long. Cancelled and returned orders and return lines do not count.
with
orders as (
    select
        l.account_no,
        hash(l.order_id, l.order_date) as order_key,
        max(l.due_date) as due_day,
        case when count(l.paid_date) filter (where l.paid_date <= $as_of) = count(*) then max(l.paid_date) end
            as paid_day,
        sum(l.amount) as amount_sum
    from {lines} as l
    where l.due_date > $earlier_due and l.due_date <= $as_of and l.order_date <= $as_of
        and l.amount > 0 and coalesce(l.quantity, 1) >= 0 and coalesce(l.status, '') not in ('cancelled', 'returned')
        and l.account_no in (select t.customer_no from {tiers} as t)
        and coalesce(l.order_id not in (select r.order_id from returned_orders as r), true)
    group by l.account_no, order_key
),
delays as (
    select
        account_no, due_day, paid_day, amount_sum, due_day > $recent_due as is_recent,
        coalesce(paid_day, cast($as_of as DATE)) - due_day as late
    from orders
),
habits as (
    select
        account_no,
        count(*) filter (where is_recent) as recent_n,
        count(paid_day) filter (where not is_recent) as earlier_n,
        quantile_disc(late, 0.5) filter (where is_recent) as recent_middle,
        quantile_disc(late, 0.5) filter (where not is_recent and paid_day is not null) as earlier_middle,
        quantile_disc(late, 0.9) filter (where not is_recent and paid_day is not null) as earlier_high
    from delays
    group by account_no
),
slipping as (
    select *, greatest($late_days, earlier_high + $more_days) as bound
    from habits
    where recent_n >= $fewest and earlier_n >= $fewest
        and recent_middle >= greatest($late_days, earlier_high + $more_days)
)
select
    t.customer_id as subject_id, t.customer_name as name, t.tier,
    cast(null as VARCHAR) as place_column, cast(null as VARCHAR) as place, cast(null as VARCHAR) as detail,
    '' as event,
    'own' as against,
    cast(s.earlier_middle as DECIMAL(18,4)) as expected,
    cast(s.recent_middle as DECIMAL(18,4)) as seen,
    cast(sum(d.amount_sum) as DECIMAL(18,4)) as at_stake,
    min(d.due_day) as since,
    [t.customer_id] as customers
from slipping as s
join delays as d on d.account_no = s.account_no and d.is_recent and d.late >= s.bound
join {tiers} as t on t.customer_no = s.account_no
group by t.customer_id, t.customer_name, t.tier, s.earlier_middle, s.recent_middle
