"""A Key or Important customer who has ordered nothing for far longer than usual, by its own gaps in days."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

FACTOR = Decimal(3)
"""So many times the 90th percentile of the days between its orders."""
FEWEST_MONTHS = 6
"""Months with orders before: fewer tell no habit."""
FEWEST_DAYS = 30


def statement(asked: Asked) -> Prepared:
    """The query of `quiet.sql`."""
    return asked.prepared(
        Path(__file__),
        factor=FACTOR,
        fewest=FEWEST_MONTHS,
        fewest_days=FEWEST_DAYS,
        window_days=asked.window_days,
    )


RULE = Rule("quiet", "customer", "days", statement)
