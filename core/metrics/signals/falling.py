"""A customer who buys regularly and has bought far less in the last three months."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.period import calendar_of, months_between
from core.metrics.signals.rule import RECENT_MONTHS, Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

FALLEN_TO = Decimal("0.5")
"""At most this share of what was expected ..."""
UNDER_LOWEST = Decimal("0.5")
"""... and at most this share of the lowest three months in a row of the year before."""
ABOVE_SPREAD = 3
"""... and so many times further down than its months usually differ."""
FEWEST_MONTHS = 6
REGULAR = Decimal("0.75")
"""The share of the months before with orders, of 6 months or more: who buys seldom has no spend that could fall."""


def statement(asked: Asked) -> Prepared:
    """The query of `falling.sql`."""
    first_known = calendar_of(asked.workspace).first_month
    months = len(months_between(max(first_known, asked.back(14)), asked.back(RECENT_MONTHS)))
    return asked.prepared(
        Path(__file__),
        fallen_to=FALLEN_TO,
        under_lowest=UNDER_LOWEST,
        above_spread=ABOVE_SPREAD,
        fewest=max(ceil(REGULAR * months), FEWEST_MONTHS),
        ago_last=asked.back(12),
        year_first=max(first_known, asked.back(14)),
        year_known=asked.back(14) >= first_known,
    )


RULE = Rule("falling", "customer", "money", statement)
