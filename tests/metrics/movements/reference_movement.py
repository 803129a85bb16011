"""Movement and revenue bridge once more, in pandas and plain Python, written from the definitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

PLACES = Decimal("0.0001")
CEILINGS = (("key", 100), ("important", 2000), ("ordinary", 5000), ("small", 10000))
TIERS = tuple(code for code, _ in CEILINGS)


@dataclass(frozen=True)
class Side:
    """One date: its value and orders by active customer."""

    revenue: dict[str, Decimal]
    orders: dict[str, int]


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


Month = dict[str, tuple[Decimal, int]]
_months: dict[tuple[int, str], tuple[pd.DataFrame, dict[int, Month]]] = {}
"""By lines and refunds: the lines themselves, so that none get the place of others, and what months were."""


def months_of(lines: pd.DataFrame, refunds: str) -> dict[int, Month]:
    """For every month with a counted line: each customer's value and orders; worked out once.

    `lines`: customer_id (not missing), order_key, month (as `month_number`), amount (Decimal), is_return, is_returned,
    is_cancelled.
    """
    if (id(lines), refunds) in _months:
        return _months[id(lines), refunds][1]
    held = lines[~lines["is_cancelled"]]
    counted = held[~held["is_return"]] if refunds == "gross" else held[~held["is_returned"]]
    bought = counted[~counted["is_return"] & counted["amount"].map(lambda amount: amount != 0)]
    orders = bought.drop_duplicates(["customer_id", "order_key", "month"]).groupby(["month", "customer_id"]).size()
    known: dict[Any, int] = orders.to_dict()
    found: dict[int, Month] = {}
    for (month, customer), amounts in counted.groupby(["month", "customer_id"])["amount"]:
        worth = (sum(amounts, Decimal(0)), int(known.get((month, customer), 0)))
        found.setdefault(int(month), {})[str(customer)] = worth
    _months[id(lines), refunds] = (lines, found)
    return found


def side(lines: pd.DataFrame, month: int, window: int, refunds: str) -> Side:
    """What each customer with a counted line did in the window that ends with a month; lines as in `months_of`."""
    revenue: dict[str, Decimal] = {}
    orders: dict[str, int] = {}
    months = months_of(lines, refunds)
    for one in range(month - window + 1, month + 1):
        for customer, (amount, count) in months.get(one, {}).items():
            revenue[customer] = revenue.get(customer, Decimal(0)) + amount
            orders[customer] = orders.get(customer, 0) + count
    return Side(revenue, orders)


def own_tiers(values: dict[str, Decimal]) -> dict[str, str]:
    """Each customer's tier by share, from how many are better."""
    ranked = sorted((value for value in values.values() if value > 0), reverse=True)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(ranked):
        first.setdefault(value, place)
    return {
        customer: next(code for code, ceiling in CEILINGS if first[value] * 10000 < ceiling * len(ranked))
        if value > 0
        else "unprofitable"
        for customer, value in values.items()
    }


def frozen_tiers(values: dict[str, Decimal], earlier: dict[str, Decimal]) -> dict[str, str]:
    """Each customer's tier by the smallest values of the tiers of an earlier date."""
    told = own_tiers(earlier)
    cuts: list[tuple[str, Decimal]] = []
    lower = Decimal(0)
    for code in reversed(TIERS):
        smallest = min((earlier[customer] for customer in earlier if told[customer] == code), default=lower)
        lower = Decimal(0) if code == TIERS[-1] else smallest
        cuts.insert(0, (code, lower))
    return {
        customer: "unprofitable" if value <= 0 else next(code for code, cut in cuts if value >= cut)
        for customer, value in values.items()
    }


def held_tiers(
    lines: pd.DataFrame, last: int, window: int, refunds: str, earlier: dict[str, Decimal] | None
) -> dict[str, str]:
    """Each customer's tier by the two-month rule at a month end; `earlier`: whose values cut all month ends, if any."""
    found: dict[str, str] = {}
    own_before: dict[str, str] = {}
    for month in range(int(lines["month"].min()), last + 1):
        values = side(lines, month, window, refunds).revenue
        own = own_tiers(values) if earlier is None else frozen_tiers(values, earlier)
        found = {
            customer: tier if customer not in found or own_before[customer] == tier else found[customer]
            for customer, tier in own.items()
        }
        own_before = own
    return found


def cells(
    lines: pd.DataFrame,
    months: tuple[int, int],
    window: int,
    refunds: str,
    reading: str,
    known: pd.DataFrame,
    *,
    rule: bool = False,
) -> dict[tuple[str, str], tuple[int, Decimal, Decimal]]:
    """(from, to) -> customers, value before, value now. `known`: all lines that make somebody known (same columns).

    `rule`: a tier changes only when two month ends in a row give the same other one.
    """
    before, after = (side(lines, month, window, refunds).revenue for month in months)
    if rule:
        cuts = before if reading == "frozen" else None
        was, now = (held_tiers(lines, month, window, refunds, cuts) for month in months)
    elif reading == "frozen":
        was, now = frozen_tiers(before, before), frozen_tiers(after, before)
    else:
        was, now = own_tiers(before), own_tiers(after)
    seen = set(known[known["month"] <= months[0]]["customer_id"])
    found: dict[tuple[str, str], list[Any]] = {}
    for customer in before.keys() | after.keys():
        place = (was.get(customer, "returned" if customer in seen else "new"), now.get(customer, "lapsed"))
        cell = found.setdefault(place, [0, Decimal(0), Decimal(0)])
        cell[0] += 1
        cell[1] += before.get(customer, Decimal(0))
        cell[2] += after.get(customer, Decimal(0))
    return {place: (cell[0], cell[1], cell[2]) for place, cell in found.items()}


def bridge(lines: pd.DataFrame, months: tuple[int, int], window: int, refunds: str) -> dict[str, tuple[int, Decimal]]:
    """Steps and effects of the revenue bridge: code -> customers, amount."""
    before, after = (side(lines, month, window, refunds) for month in months)
    seen = set(lines[lines["month"] <= months[0]]["customer_id"])
    codes = ("lapsed", "down", "up", "returned", "won", "frequency", "price", "without_orders")
    found = {code: [0, Decimal(0)] for code in codes}

    def add(code: str, amount: Decimal) -> None:
        found[code][0] += 1  # type: ignore[operator]
        found[code][1] += amount

    for customer in before.revenue.keys() | after.revenue.keys():
        then, now = before.revenue.get(customer), after.revenue.get(customer)
        if then is None or now is None:
            code = "lapsed" if now is None else "returned" if customer in seen else "won"
            add(code, (now or Decimal(0)) - (then or Decimal(0)))
            continue
        if now != then:
            add("up" if now > then else "down", now - then)
        orders_then, orders_now = before.orders[customer], after.orders[customer]
        if not orders_then or not orders_now:
            add("without_orders", now - then)
            continue
        averages = then / orders_then + now / orders_now
        frequency = ((orders_now - orders_then) * averages / 2).quantize(PLACES, ROUND_HALF_UP)
        add("frequency", frequency)
        add("price", now - then - frequency)
    return {code: (int(count), Decimal(amount)) for code, (count, amount) in found.items()}
