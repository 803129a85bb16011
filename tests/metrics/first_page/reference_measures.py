"""The measures, what the money hangs on, and salespeople once more, in pandas, written from the definitions.

Lines: customer (not missing unless said), order_key, day (datetime), month (years x 12 + month - 1), units (whole
1/10000 of the currency, negative on return lines), cost_units (may be missing), is_return, is_returned, is_cancelled,
written (salesperson or missing), owner, due, paid, discount.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

_once: dict[tuple[int, str], tuple[pd.DataFrame, pd.DataFrame]] = {}
"""By lines and a name: the lines themselves, so that none get the place of others, and what was made of them."""


def once(lines: pd.DataFrame, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """What is made of lines and holds for every question, made at the first."""
    if (id(lines), name) not in _once:
        _once[id(lines), name] = (lines, make())
    return _once[id(lines), name][1]


def chosen(lines: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    """The lines with a value in a column."""
    return once(lines, f"{column} {value}", lambda: lines[lines[column] == value])


def named(company: pd.DataFrame) -> pd.DataFrame:
    """The lines that have a customer."""
    return once(company, "named", lambda: company.dropna(subset="customer"))


def counted(lines: pd.DataFrame, refunds: str) -> pd.DataFrame:
    """The lines that count."""

    def make() -> pd.DataFrame:
        held = lines[~lines["is_cancelled"]]
        return held[~held["is_return"]] if refunds == "gross" else held[~held["is_returned"]]

    return once(lines, refunds, make)


def bought_in_months(lines: pd.DataFrame, refunds: str) -> pd.DataFrame:
    """By customer and month of counted orders: first and last day, and how many orders."""

    def make() -> pd.DataFrame:
        bought = orders(counted(lines, refunds))
        found = bought.groupby(["customer", "month"]).agg(first=("day", "min"), last=("day", "max"))
        each = bought.drop_duplicates(["customer", "order_key", "month"])
        return found.assign(orders=each.groupby(["customer", "month"]).size()).reset_index()

    return once(lines, f"months {refunds}", make)


def within(lines: pd.DataFrame, month: int, window: int) -> pd.DataFrame:
    """The lines of the window that ends with a month."""
    return lines[(lines["month"] <= month) & (lines["month"] > month - window)]


def orders(lines: pd.DataFrame) -> pd.DataFrame:
    """The bought lines of positive amount."""
    return lines[~lines["is_return"] & (lines["units"] != 0)]


def measures(company: pd.DataFrame, month: int, window: int, refunds: str, begin: int) -> dict[str, Any]:
    """Revenue (units), margin, and where two windows lie in the data retention and new customers.

    `company` holds lines without a customer and accounts set apart as missing customers.
    """
    told = counted(company, refunds)
    now = within(told, month, window)
    costed = now[now["cost_units"].notna()]
    bought, cost = int(costed["units"].sum()), int(costed["cost_units"].sum())
    found: dict[str, Any] = {
        "revenue": int(now["units"].sum()),
        "margin": (bought - cost) / bought if len(costed) and bought > 0 else None,
        "retention": None,
        "acquired": None,
    }
    if month - 2 * window + 1 >= begin:
        earlier = set(within(told, month - window, window)["customer"].dropna())
        active = set(now["customer"].dropna())
        found["retention"] = len(earlier & active) / len(earlier) if earlier else None
        first = bought_in_months(company, refunds).groupby("customer")["month"].min()
        found["acquired"] = int(((first > month - window) & (first <= month)).sum())
    return found


def top5(lines: pd.DataFrame, month: int, window: int, refunds: str) -> tuple[int, int]:
    """Revenue of the customers above 0, and of the five best of them."""
    sums = within(counted(lines, refunds), month, window).groupby("customer")["units"].sum()
    best = sums[sums > 0].sort_values(ascending=False)
    return int(best.sum()), int(best.head(5).sum())


def silent(lines: pd.DataFrame, month: int, window: int, refunds: str, as_of: pd.Timestamp) -> set[str]:
    """Customers with revenue above 0, silent for more than 60 days and twice their usual gap."""
    told = counted(lines, refunds)
    sums = within(told, month, window).groupby("customer")["units"].sum()
    months = bought_in_months(lines, refunds)
    by_customer = months[months["month"] <= month].groupby("customer")
    first, last, count = by_customer["first"].min(), by_customer["last"].max(), by_customer["orders"].sum()
    found = set()
    for customer in sums[sums > 0].index:
        if customer not in last.index or last[customer] == first[customer]:
            continue
        gap = max((last[customer] - first[customer]).days / (int(count[customer]) - 1), 1)
        days = (as_of - last[customer]).days
        if days > 60 and days > 2 * gap:
            found.add(str(customer))
    return found


def overdue(lines: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, list[int]]:
    """Customer -> what is overdue in all, 1-30, 31-60, 61-90 and more days."""
    held = counted(lines, "net")
    held = held[(held["day"] <= as_of) & (held["due"] < as_of) & ~(held["paid"] <= as_of)]
    late = (as_of - held["due"]).dt.days
    found: dict[str, list[int]] = {}
    for customer, units, days in zip(held["customer"], held["units"], late, strict=True):
        parts = found.setdefault(str(customer), [0] * 5)
        parts[0] += units
        parts[1 + min((days - 1) // 30, 3)] += units
    return found


def salespeople(lines: pd.DataFrame, month: int, window: int, refunds: str) -> dict[str, dict[str, Any]]:
    """Owner -> customers and revenue of the window and of the one before, and of their falling customers."""
    told = counted(lines, refunds)
    now, before = (within(told, at, window).groupby("customer")["units"].sum() for at in (month, month - window))
    owners = lines.drop_duplicates("customer").set_index("customer")["owner"]
    found: dict[str, dict[str, Any]] = {}
    for customer in now.index.union(before.index):
        one = found.setdefault(owners[customer], {"customers": 0, "revenue": 0, "before": 0})
        one["customers"] += customer in now.index
        one["revenue"] += int(now.get(customer, 0))
        one["before"] += int(before.get(customer, 0))
    return found


def alone(lines: pd.DataFrame, month: int, window: int, refunds: str) -> dict[str, tuple[int, int]]:
    """Salesperson -> customers whose every bought line of the window is theirs, and the revenue of these."""
    held = within(counted(lines, refunds), month, window)
    revenue = held.groupby("customer")["units"].sum()
    sold = orders(held)
    seller = sold["written"].fillna(sold["owner"])
    found: dict[str, tuple[int, int]] = {}
    for customer, names in seller.groupby(sold["customer"]):
        if names.nunique(dropna=False) == 1 and isinstance(names.iloc[0], str):
            count, units = found.get(names.iloc[0], (0, 0))
            found[names.iloc[0]] = (count + 1, units + int(revenue[customer]))
    return found


def booked(company: pd.DataFrame, first: int, last: int, refunds: str) -> dict[str, int]:
    """Salesperson on the line, else the owner -> units of the months."""
    held = counted(company, refunds)
    held = held[(held["month"] >= first) & (held["month"] <= last)]
    seller = held["written"].fillna(held["owner"])
    return {str(name): int(units) for name, units in held.groupby(seller)["units"].sum().items()}


def payments(lines: pd.DataFrame, month: int, window: int, refunds: str, as_of: pd.Timestamp) -> pd.DataFrame:
    """By customer: discount_share, in_time_share, days_late (missing where nothing tells)."""
    bought = orders(within(counted(lines, refunds), month, window))
    bought = bought[bought["day"] <= as_of]
    told = bought[bought["discount"] < 1]
    listed = told["units"] / (1 - told["discount"])
    discount = 1 - told.groupby("customer")["units"].sum() / listed.groupby(told["customer"]).sum()
    owed = bought[bought["due"].notna()].groupby(["customer", "order_key"])
    order = owed.agg(due=("due", "max"), paid=("paid", "max"), lines=("units", "size"), told=("paid", "count"))
    order["is_paid"] = (order["lines"] == order["told"]) & (order["paid"] <= as_of)
    order["late"] = (order["paid"] - order["due"]).dt.days.where(order["is_paid"])
    order["is_due"] = order["due"] <= as_of
    order["in_time"] = order["is_due"] & order["is_paid"] & (order["paid"] <= order["due"])
    by_customer = order.groupby("customer")
    due = by_customer["is_due"].sum()
    return pd.DataFrame({
        "discount_share": discount,
        "in_time_share": by_customer["in_time"].sum() / due.where(due > 0, math.nan),
        "days_late": by_customer["late"].mean(),
    })  # fmt: skip
