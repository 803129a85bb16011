-- Question: from which value on does a customer belong to each tier, or to a better one, by share of customers?
-- One row, one list: the value at each place among the ranked, places counted from the worst as shares 0-1.
-- Of n ranked customers the k best lie under a ceiling of c basis points, k = c * n / 10000 rounded up: whoever has
-- the value of the k-th best or more has fewer than c * n / 10000 customers strictly better. So equal values always
-- share the better tier. A place is (n - k + 0.5) / n, the middle of that customer's share, so that no rounding moves it.
select quantile_disc(value, $places) as cuts
from {ranking}
where value > 0
