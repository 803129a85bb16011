"""The figures of a customer and of key accounts once more, in pandas and plain Python, from the definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

UNITS = 10000
"""Money as whole numbers of a hundredth of a cent, so that sums are exact and quick."""


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True)
class Asked:
    """What is asked: the day, its month, the window in months (None = all), refunds."""

    as_of: date
    window: int | None
    refunds: str

    @property
    def month(self) -> int:
        return month_number(self.as_of)

    def first(self, data_first: int) -> int:
        return data_first if self.window is None else self.month - self.window + 1


def prepared(sales: pd.DataFrame, returned: set[str]) -> pd.DataFrame:
    """Lines with a customer and their meaning.

    `sales`: the columns of the table, amount and cost as whole numbers of 1/`UNITS`, missing values None or NaN.
    """
    lines = sales[sales["customer_id"].notna()].copy()
    days = pd.to_datetime(lines["order_date"])
    lines["order_key"] = lines["order_id"].where(lines["order_id"].notna(), "day " + days.dt.strftime("%Y-%m-%d"))
    lines["month"] = days.dt.year * 12 + days.dt.month - 1
    lines["is_return"] = (lines["amount"] < 0) | (lines["quantity"].fillna(0) < 0)
    lines["is_cancelled"] = lines["status"] == "cancelled"
    lines["is_returned"] = (lines["status"] == "returned") | lines["order_id"].isin(returned)
    lines["amount"], lines["cost"] = lines["amount"].astype("int64"), lines["cost"].astype("Int64")
    lines["size"] = lines["amount"].abs()
    return lines


def counted(lines: pd.DataFrame, refunds: str) -> pd.DataFrame:
    """The lines that count, with what each counts for as `worth`."""
    kept = lines[~lines["is_cancelled"] & (~lines["is_return"] if refunds == "gross" else ~lines["is_returned"])].copy()
    kept["worth"] = kept["size"].where(~kept["is_return"], -kept["size"])
    return kept


def orders_of(lines: pd.DataFrame, refunds: str) -> pd.DataFrame:
    """The lines that make orders: bought, of positive amount, not cancelled; net: of no returned order."""
    kept = counted(lines, refunds)
    return kept[~kept["is_return"] & (kept["size"] > 0)]


def total(values: Any) -> int:
    return int(values.sum())


def margin(lines: pd.DataFrame) -> float | None:
    """Gross profit / revenue over lines with a cost."""
    costed = lines[lines["cost"].notna()]
    revenue = total(costed["worth"])
    return float(total(costed["worth"]) - total(costed["cost"])) / float(revenue) if revenue else None


def levels(values: Mapping[Any, float]) -> dict[str, int]:
    """min(5, floor(5 * worse / n) + 1), more is better."""
    rising = sorted(values.values())
    first: dict[float, int] = {}
    for place, value in enumerate(rising):
        first.setdefault(value, place)
    return {who: min(5, 5 * first[value] // len(rising) + 1) for who, value in values.items()}


def waited(bought: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row per order with a due date: customer_id, terms and late (days; late NaN where neither due nor paid)."""
    day = pd.Timestamp(as_of)
    lines = bought.assign(
        due=pd.to_datetime(bought["due_date"]),
        paid=pd.to_datetime(bought["paid_date"]).where(lambda paid: paid <= day),
        ordered=pd.to_datetime(bought["order_date"]),
    )
    grouped = lines.groupby(["customer_id", "order_key"])
    orders = grouped.agg(due=("due", "max"), paid=("paid", "max"), ordered=("ordered", "min"))
    is_open = grouped["paid"].count() < grouped.size()
    orders["paid"] = orders["paid"].mask(is_open)
    orders = orders[orders["due"].notna()].reset_index()
    orders["terms"] = (orders["due"] - orders["ordered"]).dt.days
    late = (orders["paid"].fillna(day) - orders["due"]).dt.days
    orders["late"] = late.where(orders["paid"].notna() | (orders["due"] <= day))
    return orders


def best_categories(lines: pd.DataFrame) -> set[str]:
    """The categories that bring the first half of gross profit; of the amount where nothing has a cost."""
    named = lines[lines["category"].notna()]
    if named["category"].nunique() < 2:
        return set()
    with_cost = named["cost"].notna().any()
    earned = {
        name: total(part.loc[part["cost"].notna(), "amount"]) - total(part.loc[part["cost"].notna(), "cost"])
        if with_cost
        else total(part["amount"])
        for name, part in named.groupby("category")
    }
    positive = sum(max(amount, 0) for amount in earned.values())
    found, before = set(), 0
    for name, amount in sorted(earned.items(), key=lambda pair: (-pair[1], pair[0])):
        if amount > 0 and before * 2 < positive:
            found.add(str(name))
        before += max(amount, 0)
    return found


def share_in(lines: pd.DataFrame, categories: set[str]) -> float | None:
    """The share of the bought amount in these categories, of lines with a category."""
    named = lines[lines["category"].notna()]
    all_of_it = total(named["amount"])
    return (
        float(total(named.loc[named["category"].isin(categories), "amount"])) / float(all_of_it) if all_of_it else None
    )


def at_least(value: float, *bounds: float) -> int:
    return 1 + sum(value >= bound - 1e-9 for bound in bounds)


def key_account_figures(
    lines: pd.DataFrame, asked: Asked, needs: dict[str, Decimal], chosen: list[str]
) -> dict[str, dict[str, tuple[int | None, float | None]]]:
    """Per customer and criterion of the data the rating and the figure behind it."""
    data_first = int(lines["month"].min())
    first = asked.first(data_first)
    until = lines[lines["month"] <= asked.month]
    window = counted(until[until["month"] >= first], asked.refunds)
    company_margin = margin(window)
    bought = window[~window["is_return"] & (window["amount"] > 0) & ~window["is_returned"]]
    bought = bought[bought["order_date"] <= asked.as_of]
    best = best_categories(bought)
    company_best = share_in(bought, best) if best else None
    orders = waited(bought, asked.as_of)
    ordered = orders_of(until[until["month"] >= first], asked.refunds)
    r = levels(
        {who: -(asked.as_of - day).days for who, day in ordered.groupby("customer_id")["order_date"].max().items()}
    )
    f = levels(ordered.drop_duplicates(["customer_id", "order_key", "month"]).groupby("customer_id").size().to_dict())
    parts = {
        "window": window,
        "bought": bought,
        "everything": counted(until, asked.refunds),
        "ordered": orders_of(until, asked.refunds),
        "gross": orders_of(until, "gross"),
        "orders": orders,
    }
    by_customer = {
        name: (frame.head(0), dict(tuple(frame[frame["customer_id"].isin(chosen)].groupby("customer_id"))))
        for name, frame in parts.items()
    }
    found: dict[str, dict[str, tuple[int | None, float | None]]] = {}
    for who in chosen:
        own = {name: held.get(who, nothing) for name, (nothing, held) in by_customer.items()}
        found[who] = {
            "margin": _margin(margin(own["window"]), company_margin),
            "continuity": _continuity(own["gross"], own["ordered"], asked, data_first),
            "payment": _payment(own["orders"], float(orders["terms"].mean())),
            "fit": _fit(own["bought"], best, company_best),
            "growth": _growth(own["everything"], own["window"], asked, data_first, needs.get(who)),
            "loyalty": ((r[who] + f[who] + 1) // 2, (r[who] + f[who]) / 2) if who in r else (None, None),
        }
    return found


def _margin(own: float | None, company: float | None) -> tuple[int | None, float | None]:
    if own is None:
        return None, None
    return (1 if own <= 0 else at_least(own / (company or 1), 0.5, 0.9, 1.1, 1.25)), own


def _continuity(
    gross: pd.DataFrame, ordered: pd.DataFrame, asked: Asked, data_first: int
) -> tuple[int | None, float | None]:
    if not len(gross):
        return None, None
    known = min(12, asked.month - max(data_first, int(gross["month"].min())) + 1)
    if known < 3:
        return None, None
    months = ordered["month"]
    share = months[months > asked.month - 12].nunique() / known
    return at_least(share, 0.25, 0.5, 0.75, 0.9), share


def _payment(own: pd.DataFrame, company_terms: float) -> tuple[int | None, float | None]:
    late = own["late"].dropna()
    if not len(late):
        return None, None
    mean = float(late.mean())
    rating = 5 if mean <= 0 else 4 if mean <= 7 else 3 if mean <= 15 else 2 if mean <= 30 else 1
    return max(1, rating - bool(own["terms"].mean() - company_terms > 15)), mean


def _fit(paying: pd.DataFrame, best: set[str], company: float | None) -> tuple[int | None, float | None]:
    own = share_in(paying, best) if best else None
    if own is None or not company:
        return None, None
    return at_least(own / company, 0.5, 0.9, 1.1, 1.25), own


def _growth(
    everything: pd.DataFrame, own: pd.DataFrame, asked: Asked, data_first: int, need: Decimal | None
) -> tuple[int | None, float | None]:
    if need:
        year = float(total(everything.loc[everything["month"] > asked.month - 12, "worth"]))
        elsewhere = max(0.0, 1 - year / float(need * UNITS))
        return at_least(elsewhere, 0.1, 0.25, 0.5, 0.75), elsewhere
    if asked.window is None or asked.month - 2 * asked.window + 1 < data_first:
        return None, None
    first = asked.month - asked.window + 1
    earlier = everything[(everything["month"] < first) & (everything["month"] >= first - asked.window)]
    before = total(earlier["worth"])
    if before <= 0:
        return None, None
    change = float(total(own["worth"])) / float(before) - 1
    return at_least(change, -0.3, -0.1, 0.1, 0.3), change


def bought_by_category(lines: pd.DataFrame, who: str, asked: Asked) -> dict[str | None, Decimal]:
    """Revenue of the window by category."""
    own = lines[lines["customer_id"] == who]
    window = counted(own[(own["month"] <= asked.month) & (own["month"] >= asked.first(int(lines["month"].min())))],
                     asked.refunds)  # fmt: skip
    named = window.assign(category=window["category"].where(window["category"].notna(), None))
    return {
        str(name) if isinstance(name, str) else None: Decimal(total(part["worth"])) / UNITS
        for name, part in named.groupby("category", dropna=False)
    }
