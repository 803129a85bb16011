"""How the data rate a key account: six criteria from 1 to 5, each with the figure that it is rated by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]
Rule = Callable[[Figures], tuple[int | None, float | None]]
"""From a row of `key_accounts.sql` the rating, 1 to 5, and the figure behind it; None where the data do not say."""

AGAINST_COMPANY = (0.5, 0.9, 1.1, 1.25)
"""A customer's figure / the company's, from which on it is rated 2, 3, 4, 5."""
SHARE_OF_MONTHS = (0.25, 0.5, 0.75, 0.9)
FEWEST_MONTHS = 3
DAYS_LATE = (30, 15, 7, 0)
"""Mean days late up to which it is rated 2, 3, 4, 5."""
LONGER_TERMS_DAYS = 15
NEED_ELSEWHERE = (0.1, 0.25, 0.5, 0.75)
GROWTH = (-0.3, -0.1, 0.1, 0.3)


def steps(value: float, bounds: Sequence[float]) -> int:
    """1, and one more for each bound that is reached, to six places."""
    return 1 + sum(round(value, 6) >= bound for bound in bounds)


def margin(row: Figures) -> tuple[int | None, float | None]:
    """Margin against the company's; a customer that earns us nothing is rated 1."""
    own, company = row["margin"], row["company_margin"]
    if own is None:
        return None, None
    if own <= 0 or company is None or company <= 0:
        return (1 if own <= 0 else 5), own
    return steps(own / company, AGAINST_COMPANY), own


def continuity(row: Figures) -> tuple[int | None, float | None]:
    """The share of months with an order among the last 12, or among those since its first; from 3 months on."""
    known = row["known_months"]
    if known is None or known < FEWEST_MONTHS:
        return None, None
    share = row["active_months"] / known
    return steps(share, SHARE_OF_MONTHS), share


def payment(row: Figures) -> tuple[int | None, float | None]:
    """Mean days late; one less where its terms are more than 15 days longer than those of all orders."""
    late = row["days_late"]
    if late is None:
        return None, None
    rating = 1 + sum(late <= bound for bound in DAYS_LATE)
    is_long = row["terms_days"] - row["company_terms"] > LONGER_TERMS_DAYS
    return max(1, rating - is_long), late


def fit(row: Figures) -> tuple[int | None, float | None]:
    """Its share of what we do best against the company's share."""
    own, company = row["best_share"], row["company_best_share"]
    if own is None or not company:
        return None, None
    return steps(own / company, AGAINST_COMPANY), own


def growth(row: Figures) -> tuple[int | None, float | None]:
    """The share of its annual need that it buys elsewhere; without a need, the growth against the earlier window."""
    need, known = row["annual_need"], row["known_months"]
    if need is not None and need > 0 and known is not None:
        elsewhere = max(0.0, 1 - float(row["last_year"]) / float(need))
        return steps(elsewhere, NEED_ELSEWHERE), elsewhere
    before = row["earlier_revenue"]
    if before is None or before <= 0:
        return None, None
    change = float(row["revenue"]) / float(before) - 1
    return steps(change, GROWTH), change


def loyalty(row: Figures) -> tuple[int | None, float | None]:
    """The mean of recency and frequency on five levels, halves up; from 20 scored customers on."""
    if row["r5"] is None or row["f5"] is None:
        return None, None
    mean = (row["r5"] + row["f5"]) / 2
    return int(mean + 0.5), mean


RULES: dict[str, Rule] = {
    "margin": margin,
    "continuity": continuity,
    "payment": payment,
    "fit": fit,
    "growth": growth,
    "loyalty": loyalty,
}
