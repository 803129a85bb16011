-- Question: at which values does one score end and the next begin, and what is the middle of each dimension?
-- One row, one list per dimension: the values at the places asked for, counted from the worst as shares 0-1. Greater is
-- better in all three: recency is days below zero. Null: nobody.
-- A score is min(L, floor(L * customers strictly worse / n) + 1), so level s belongs to all who have more than the k-th
-- worst of n customers, k = (s - 1) * n / L rounded up. Equal values always have the same score. A place is
-- (k - 0.5) / n, the middle of that customer's share, so that no rounding moves it.
select
    quantile_disc(last_bought - $as_of, $recency) as recency,
    quantile_disc(order_count, $frequency) as frequency,
    quantile_disc({monetary}, $monetary) as monetary
from {ranking}
where order_count > 0
