"""Customer value once more, in pandas and plain Python with fractions, written from the definitions.

Lines (pandas): customer, month (number), units (whole numbers of 1/10000, below 0 on return lines), cost (the same, NaN
= none), asked (list price in the same), is_return, is_returned, is_cancelled. Attributes of customers: plain dicts of
Decimal or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from typing import Any

import pandas as pd

UNITS = 10000
CEILINGS = {"key": 100, "important": 2000, "ordinary": 5000, "small": 10000}
WEIGHTS = {"current": 60, "potential": 30, "non_monetary": 10}
DISCOUNT_RATE = 0.1
Attributes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Asked:
    """The last month of the window, its length, the refunds rule, the first month of data, whether lines are chosen."""

    last: int
    window: int
    refunds: str
    begin: int
    is_filtered: bool = False

    @property
    def months(self) -> int:
        """Months of the window inside the data."""
        return self.last - max(self.last - self.window + 1, self.begin) + 1


@dataclass
class Worth:
    """One active customer. Money in whole units, None = unknown."""

    revenue: int
    earned: int | None
    cost_to_serve: int = 0
    tier: str | None = None
    current: int | None = None
    potential: int | None = None
    lifetime: int | None = None
    wallet: Fraction | None = None
    reachable: Fraction | None = None
    informal: Fraction | None = None
    index: Fraction | None = None
    grade: str | None = None


def half_up(number: Fraction) -> int:
    """Rounded half away from zero."""
    return floor(abs(number) + Fraction(1, 2)) * (1 if number >= 0 else -1)


def _window(lines: pd.DataFrame, last: int, window: int, refunds: str) -> pd.DataFrame:
    inside = lines[(lines["month"] > last - window) & (lines["month"] <= last) & ~lines["is_cancelled"]]
    return inside[~inside["is_return"]] if refunds == "gross" else inside[~inside["is_returned"]]


def _earned(counted: pd.DataFrame) -> dict[str, Worth]:
    costed = counted.dropna(subset="cost")
    profit = (costed["units"] - costed["cost"]).groupby(costed["customer"]).sum()
    revenue = counted.groupby("customer")["units"].sum()
    by_profit = bool(len(costed))
    profits: dict[Any, Any] = profit.to_dict()
    return {
        str(who): Worth(int(units), (int(profits[who]) if who in profits else None) if by_profit else int(units))
        for who, units in revenue.items()
    }


def _tiers(people: dict[str, Worth]) -> None:
    ranked = sorted((one.earned for one in people.values() if one.earned is not None and one.earned > 0), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ranked)))}
    for one in people.values():
        if one.earned is None:
            continue
        one.tier = "unprofitable"
        if one.earned > 0:
            better = first[one.earned]
            one.tier = next(code for code, top in CEILINGS.items() if better * 10000 < top * len(ranked))


def _usual(asked: Asked) -> int | None:
    tried = [asked.window, *(months for months in (36, 24, 12, 6, 3) if months < asked.window)]
    return next((months for months in tried if asked.last - 2 * months + 1 >= asked.begin), None)


def retention(lines: pd.DataFrame, asked: Asked) -> dict[str, tuple[int, int, float]]:
    """By tier of the earlier window: active then, of those active now, the yearly rate."""
    window = _usual(asked)
    if window is None:
        return {}
    before = _earned(_window(lines, asked.last - window, window, asked.refunds))
    now = set(_window(lines, asked.last, window, asked.refunds)["customer"])
    _tiers(before)
    found = {}
    for code in {one.tier for one in before.values()} - {None}:
        members = [who for who, one in before.items() if one.tier == code]
        kept = sum(who in now for who in members)
        found[str(code)] = (len(members), kept, (kept / len(members)) ** (12 / window))
    return found


def worths(lines: pd.DataFrame, attributes: Attributes, asked: Asked) -> dict[str, Worth]:
    """Every active customer with the parts of its value."""
    people = _earned(_window(lines, asked.last, asked.window, asked.refunds))
    _tiers(people)
    rates = retention(lines, asked)
    highest = {
        name: max((one[name] for one in attributes.values() if one[name] is not None), default=Decimal(0))
        for name in ("referrals", "standing", "information_value")
    }
    for who, one in people.items():
        _parts(one, attributes[who], rates, asked, highest)
    _indices(people)
    _grades(people)
    return people


def _parts(
    one: Worth,
    told: Mapping[str, Any],
    rates: dict[str, tuple[int, int, float]],
    asked: Asked,
    highest: Mapping[str, Decimal],
) -> None:
    year = Fraction(12, asked.months)
    given = [
        100 * max(Fraction(told[name]), Fraction(0)) / Fraction(top) if top > 0 else Fraction(0)
        for name, top in highest.items()
        if told[name] is not None
    ]
    one.informal = sum(given, Fraction(0)) / len(given) if given else None
    if told["cost_to_serve"] is not None and not asked.is_filtered:
        one.cost_to_serve = half_up(Fraction(told["cost_to_serve"]) * UNITS / year)
    if told["annual_need"] and not asked.is_filtered:
        one.wallet = Fraction(one.revenue, UNITS) * year / Fraction(told["annual_need"])
    if one.earned is None:
        return
    one.current = one.earned - one.cost_to_serve
    if one.tier in rates and one.tier != "unprofitable":
        rate = Fraction(rates[str(one.tier)][2])
        one.potential = half_up(one.earned * year * rate)
        one.lifetime = half_up(one.current * year * rate / (1 + Fraction(DISCOUNT_RATE) - rate))
        one.reachable = one.potential / one.wallet if one.wallet and 0 < one.wallet < 1 else Fraction(one.potential)


def _mid_ranks(people: Iterable[Worth], part: Callable[[Worth], Any]) -> dict[Any, Fraction]:
    values = pd.Series([part(one) for one in people if part(one) is not None], dtype=object)
    counts = values.value_counts()
    found, worse = {}, 0
    for value in sorted(counts.index):
        equal = int(counts[value])
        found[value] = Fraction(2 * worse + equal, 2 * len(values))
        worse += equal
    return found


def _indices(people: dict[str, Worth]) -> None:
    ranked = [one for one in people.values() if one.current is not None and one.current > 0]
    parts: dict[str, Callable[[Worth], Any]] = {
        "current": lambda one: one.current,
        "potential": lambda one: one.potential,
        "non_monetary": lambda one: None if one.informal is None else round(one.informal, 4),
    }
    places = {name: _mid_ranks(ranked, part) for name, part in parts.items()}
    for one in ranked:
        known = {name: places[name][part(one)] for name, part in parts.items() if part(one) is not None}
        total = sum(WEIGHTS[name] for name in known)
        one.index = sum((WEIGHTS[name] * place for name, place in known.items()), Fraction(0)) / total


def _grades(people: dict[str, Worth]) -> None:
    graded = [one for one in people.values() if one.reachable is not None and one.reachable > 0]
    values = sorted((float(one.reachable or 0) for one in graded), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(values)))}
    for one in graded:
        better = first[float(one.reachable or 0)]
        limits = (("high", 2000), ("middle", 5000), ("low", 10000))
        one.grade = next(code for code, top in limits if better * 10000 < top * len(graded))


def wilson(kept: int, earlier: int) -> tuple[float, float]:
    """95 % interval of a share, as the two roots of (p - x)^2 = z^2 x (1 - x) / n."""
    z2, p = 1.959963984540054**2, kept / earlier
    a, b, c = 1 + z2 / earlier, -(2 * p + z2 / earlier), p * p
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def losses(lines: pd.DataFrame, people: dict[str, Worth], asked: Asked) -> dict[str, tuple[int, int, int, int]]:
    """By customer that costs money: earned at list price, discounts, what returns took, current value; in units."""
    bought = _window(lines, asked.last, asked.window, "gross")
    by_profit = bool(_window(lines, asked.last, asked.window, asked.refunds)["cost"].notna().any())
    sums = (bought.dropna(subset="cost") if by_profit else bought).groupby("customer")[["asked", "units", "cost"]].sum()
    told = sums.to_dict("index")
    found = {}
    for who, one in people.items():
        if one.current is None or one.current >= 0:
            continue
        own: dict[Any, Any] = told.get(who, {"asked": 0, "units": 0, "cost": 0})
        cost = int(own["cost"]) if by_profit else 0
        at_list, sold = int(own["asked"]) - cost, int(own["units"]) - cost
        found[who] = (at_list, at_list - sold, sold - int(one.earned or 0), one.current)
    return found
