"""A company of three kinds of customers, so plain that they must be found."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.metrics.segments.found_segments import Recipe
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

EACH = 20
TRAITS = ("recency_days", "order_count", "order_value")
RECIPE = Recipe("gross_profit", TRAITS, segments=3)
"""The number is given, so that little is computed."""


def kinds_company(home: Path, *further: dict[str, Any]) -> Workspace:
    """20 customers each: A order every month for about 100, B twice for about 5,000, C three times, a year ago.

    All between July 2023 and June 2024; every fifth has a phone; a prospect of the customer file never ordered.
    `further`: lines besides.
    """
    lines = [sold for number in range(EACH) for sold in _of_one(number)]
    phones = [{"customer_id": f"{kind}{number:02}", "phone": "1"} for kind in "ABC" for number in range(0, EACH, 5)]
    return workspace_with(home, [*lines, *further], [*phones, {"customer_id": "P", "customer_name": "Prospect"}])


def _of_one(number: int) -> list[dict[str, Any]]:
    """The lines of the customers with this number in each kind; they differ a little from number to number."""
    months = [date(2023 + (month + 6) // 12, (month + 6) % 12 + 1, 28) for month in range(12)]
    often = [_sold(f"A{number:02}", 95 + number % 10, day - timedelta(days=number % 5)) for day in months]
    big = [_sold(f"B{number:02}", 4800 + 20 * number, date(2024, month, 10 + number % 5)) for month in (1, 5)]
    silent = [_sold(f"C{number:02}", 780 + 2 * number, date(2023, month, 3 + number % 5)) for month in (7, 8, 9)]
    return [*often, *big, *silent]


def _sold(who: str, amount: float, day: date) -> dict[str, Any]:
    return line(who, amount, day, cost=amount / 2, customer_name=f"Firm {who}", category=f"c{int(amount) % 3}")
