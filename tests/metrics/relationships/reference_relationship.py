"""Relationship once more, in pandas and plain Python, written from the definitions.

Lines: customer_id (not missing), order_key, order_date, month (as `month_number`), units (whole numbers of 1/10000,
negative on return lines), is_return, is_returned, is_cancelled, category.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

EVERYBODY = 20  # the fewest customers that are graded


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> date:
    """The first day of a month by its number."""
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Asked:
    """The day, its month, the window in months (None = all), the refunds rule, the first month of the data."""

    as_of: date
    month: int
    window: int | None
    refunds: str
    begin: int

    @property
    def first(self) -> int:
        """The first month of the window."""
        return self.begin if self.window is None else self.month - self.window + 1


@dataclass(frozen=True)
class Person:
    """One customer: orders as (day, units), sorted; counted units per month; the last bought day in the window."""

    orders: list[tuple[date, int]]
    units: dict[int, int]
    last_bought: date | None

    @property
    def days(self) -> list[date]:
        """The days on which an order began, each once."""
        return sorted({day for day, _ in self.orders})

    def months(self) -> list[int]:
        """The months with an order, each once."""
        return sorted({month_number(day) for day in self.days})

    def in_months(self, first: int, last: int) -> int:
        """Orders in some months, both counted."""
        return sum(first <= month_number(day) <= last for day, _ in self.orders)

    def worth(self, first: int, last: int) -> int:
        """Revenue in some months, in units."""
        return sum(units for month, units in self.units.items() if first <= month <= last)

    def is_active(self, first: int, last: int) -> bool:
        """Whether a line counts in some months."""
        return any(first <= month <= last for month in self.units)


@dataclass(frozen=True)
class Told:
    """What lines say on any day, under one refunds rule; `lines` are they, so that none get the place of others.

    `first_months`: of each customer's lines. `orders`: customer -> (month, first day, units, last day). `units`:
    customer -> month -> counted units.
    """

    lines: pd.DataFrame
    first_months: dict[str, int]
    orders: dict[str, list[tuple[int, date, int, date]]]
    units: dict[str, dict[int, int]]


_told: dict[tuple[int, str], Told] = {}


def told_by(lines: pd.DataFrame, refunds: str) -> Told:
    """What lines say, worked out once."""
    if (id(lines), refunds) not in _told:
        _told[id(lines), refunds] = _read(lines, refunds)
    return _told[id(lines), refunds]


def _read(lines: pd.DataFrame, refunds: str) -> Told:
    kept = lines[~lines["is_cancelled"]]
    counted = kept[~kept["is_return"]] if refunds == "gross" else kept[~kept["is_returned"]]
    bought = counted[(counted["units"] > 0) & ~counted["is_return"]]
    bought = bought.assign(day=pd.to_datetime(bought["order_date"]))
    grouped = bought.groupby(["customer_id", "month", "order_key"])
    rows = grouped.agg(day=("day", "min"), units=("units", "sum"), last=("day", "max"))
    orders: dict[str, list[tuple[int, date, int, date]]] = defaultdict(list)
    parts = (rows["day"].dt.date, rows["units"], rows["last"].dt.date)
    for (customer, month, _), day, units, last in zip(rows.index, *parts, strict=True):
        orders[customer].append((int(month), day, int(units), last))
    amounts: dict[str, dict[int, int]] = defaultdict(dict)
    for (customer, month), units in counted.groupby(["customer_id", "month"])["units"].sum().items():
        amounts[customer][int(month)] = int(units)
    first = {str(customer): int(month) for customer, month in lines.groupby("customer_id")["month"].min().items()}
    return Told(lines, first, orders, amounts)


def people(lines: pd.DataFrame, asked: Asked) -> dict[str, Person]:
    """All customers with a line by the day."""
    told, found = told_by(lines, asked.refunds), {}
    for customer, first_month in told.first_months.items():
        if first_month > asked.month:
            continue
        orders = [order for order in told.orders.get(customer, []) if order[0] <= asked.month]
        units = {month: units for month, units in told.units.get(customer, {}).items() if month <= asked.month}
        inside = [last for month, _, _, last in orders if month >= asked.first]
        found[customer] = Person(sorted((day, units) for _, day, units, _ in orders), units, max(inside, default=None))
    return found


def nearest_rank(gaps: list[int]) -> int:
    """The smallest gap that at least 95 of 100 do not exceed."""
    return sorted(gaps)[-(-19 * len(gaps) // 20) - 1]


def gaps_of(person: Person) -> list[int]:
    """Days between order days."""
    return [(later - earlier).days for earlier, later in pairwise(person.days)]


def stages(everybody: dict[str, Person], asked: Asked) -> dict[str, str]:
    """The stage of everybody with an order by the day."""
    gaps = [gap for person in everybody.values() for gap in gaps_of(person)]
    pooled = nearest_rank(gaps) if gaps else None
    year_known = asked.month - 14 >= asked.begin
    return {
        customer: _stage(person, asked, pooled, year_known=year_known)
        for customer, person in everybody.items()
        if person.orders
    }


def _stage(person: Person, asked: Asked, pooled: int | None, *, year_known: bool) -> str:
    length, silent = (asked.as_of - person.days[0]).days, (asked.as_of - person.days[-1]).days
    if not person.is_active(asked.first, asked.month):
        return "lost"
    if length <= 90:
        return "exploring"
    before, now = person.worth(asked.month - 14, asked.month - 12), person.worth(asked.month - 2, asked.month)
    if year_known and before > 0 and 100 * now < 70 * before:
        return "declining"
    own = gaps_of(person)
    limit = nearest_rank(own) if len(own) >= 5 else pooled
    if limit is not None and silent > limit:
        return "declining"
    regular = len([month for month in person.months() if month > asked.month - 12]) >= 6
    return "stable" if length >= 365 and regular else "forming"


def purchase_modes(everybody: dict[str, Person], asked: Asked) -> dict[str, str]:
    """By the orders in the window and the months of the last year."""
    found = {}
    for customer, person in everybody.items():
        orders = person.in_months(asked.first, asked.month)
        months = len([month for month in person.months() if month > asked.month - 12])
        if orders:
            found[customer] = "transactional" if orders == 1 else "loyal" if months >= 6 else "relational"
    return found


def ladder(everybody: dict[str, Person], asked: Asked, contacted: set[str], filed: set[str]) -> dict[str, str]:
    """The highest step of everybody who is known."""
    found = dict.fromkeys(filed, "prospect") | dict.fromkeys(contacted & filed, "trial")
    for customer, person in everybody.items():
        months = len([month for month in person.months() if month > asked.month - 12])
        steps = ["trial", "intent", "nearly_regular"]
        found[customer] = "regular" if months >= 6 else steps[min(len(person.orders), 2)]
    return found


def loyalty(everybody: dict[str, Person], asked: Asked) -> dict[str, str]:
    """By the mean of R and F on five levels."""
    buyers = {customer: person for customer, person in everybody.items() if person.last_bought}
    recent = {
        customer: -(asked.as_of - (person.last_bought or asked.as_of)).days for customer, person in buyers.items()
    }
    often = {customer: person.in_months(asked.first, asked.month) for customer, person in buyers.items()}
    if len(buyers) < EVERYBODY:
        return {}
    r, f = _scores(recent), _scores(often)
    return {
        customer: "high" if r[customer] + f[customer] >= 8 else "low" if r[customer] + f[customer] <= 4 else "middle"
        for customer in buyers
    }


def _scores(values: dict[str, int]) -> dict[str, int]:
    counts, worse, below = Counter(values.values()), {}, 0
    for value in sorted(counts):
        worse[value] = below
        below += counts[value]
    return {customer: min(5, 5 * worse[value] // len(values) + 1) for customer, value in values.items()}


def breadth(everybody: dict[str, Person], asked: Asked, last_months: int = 24) -> list[tuple[int, int, int, int, int]]:
    """Per month: its number, won, won back, kept, lost; from who is active in each month's window."""
    without = asked.window or 12
    rows, before = [], set[str]()
    months = {customer: person.months() for customer, person in everybody.items() if person.orders}
    for month in range(asked.begin, asked.month + 1):
        active = {customer for customer, own in months.items() if any(month - without < one <= month for one in own)}
        won = {customer for customer in active if months[customer][0] == month}
        back = {customer for customer in active - won if customer not in before}
        rows.append((month, len(won), len(back), len(active - won - back), len(before - active)))
        before = active
    return rows[-last_months:]


def cohorts(everybody: dict[str, Person], asked: Asked) -> dict[int, list[tuple[int, int]]]:
    """First month -> (customers with an order, units) in that month and each one after it, for the last 24 months."""
    found: dict[int, list[list[int]]] = {}
    for person in everybody.values():
        if not person.orders or (first := person.months()[0]) <= asked.month - 24:
            continue
        cells = found.setdefault(first, [[0, 0] for _ in range(asked.month - first + 1)])
        for month in person.months():
            cells[month - first][0] += 1
        for month, units in person.units.items():
            if month >= first:
                cells[month - first][1] += units
    return {month: [(customers, units) for customers, units in cells] for month, cells in sorted(found.items())}


def second_orders(everybody: dict[str, Person], asked: Asked) -> dict[int, tuple[int, list[int | None]]]:
    """First month -> first-time buyers, and who ordered again within 30, 60, 90 days (None: too young)."""
    found: dict[int, list[Person]] = {}
    for person in everybody.values():
        if person.orders and (first := person.months()[0]) > asked.month - 24:
            found.setdefault(first, []).append(person)
    told = {}
    for month, persons in sorted(found.items()):
        month_end = month_of(month + 1) - timedelta(days=1)
        counts = [
            None
            if (asked.as_of - month_end).days < days
            else sum(len(one.orders) > 1 and (one.orders[1][0] - one.orders[0][0]).days <= days for one in persons)
            for days in (30, 60, 90)
        ]
        told[month] = (len(persons), counts)
    return told


def depth(everybody: dict[str, Person], lines: pd.DataFrame, asked: Asked) -> dict[str, Any]:
    """Revenue, of first orders, and where the earlier window is known: cross-sell and up-sell with their customers."""
    first_orders = [
        max(units for day, units in person.orders if day == person.days[0])
        for person in everybody.values()
        if person.orders and asked.first <= person.months()[0]
    ]
    revenue = sum(person.worth(asked.first, asked.month) for person in everybody.values())
    found: dict[str, Any] = {"revenue": revenue, "first_orders": sum(first_orders), "first_buyers": len(first_orders)}
    if asked.window is None or asked.first - asked.window < asked.begin:
        return found
    return found | _categories(everybody, lines, asked, asked.first - asked.window)


def _categories(everybody: dict[str, Person], lines: pd.DataFrame, asked: Asked, earlier: int) -> dict[str, Any]:
    known = lines[(lines["month"] <= asked.month) & ~lines["is_cancelled"] & lines["category"].notna()]
    counted = known[~known["is_return"]] if asked.refunds == "gross" else known[~known["is_returned"]]
    rows: dict[tuple[str, str], list[tuple[int, int, bool]]] = defaultdict(list)
    names = ("customer_id", "category", "month", "units", "is_return")
    for customer, category, month, units, back in zip(*(counted[name] for name in names), strict=True):
        rows[customer, category].append((month, int(units), units > 0 and not back))
    cross, up = Counter[str](), Counter[str]()
    for (customer, _), part in rows.items():
        person = everybody[customer]
        if not person.orders or person.months()[0] >= asked.first or not person.is_active(asked.first, asked.month):
            continue
        now = sum(units for month, units, _ in part if month >= asked.first)
        before = sum(units for month, units, _ in part if earlier <= month < asked.first)
        bought = [month for month, _, is_bought in part if is_bought and month < asked.first]
        if not bought:
            cross[customer] += now
        if any(month >= earlier for month in bought):
            up[customer] += max(now - max(before, 0), 0)
    up_customers = sum(units > 0 for units in up.values())
    return {"cross_sell": sum(cross.values()), "up_sell": sum(up.values()), "up_customers": up_customers}


def retention(everybody: dict[str, Person], asked: Asked) -> tuple[int, int] | None:
    """Customers active in the earlier window, and those of them active in this one."""
    if asked.window is None or asked.first - asked.window < asked.begin:
        return None
    earlier = [one for one in everybody.values() if one.is_active(asked.first - asked.window, asked.first - 1)]
    return len(earlier), sum(one.is_active(asked.first, asked.month) for one in earlier)
