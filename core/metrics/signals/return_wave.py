"""A product code that comes back far more often than usual, in one place or everywhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

FEWEST_LINES = 5
TIMES = 3
"""At least so many return lines, and so many times what would be usual ..."""
ABOVE_CHANCE = 5
"""... and so many times what chance would add (the root of the usual number)."""
WEIGHT = 10
"""The company's own share of returns stands in for so many lines of the code's."""

LEAST_SHARE = Decimal("0.0002")
"""What came back beyond the usual is at least this share of what the company sold."""


def statement(asked: Asked) -> Prepared:
    """The query of `return_wave.sql`."""
    return asked.prepared(
        Path(__file__),
        fewest=FEWEST_LINES,
        times=TIMES,
        above_chance=ABOVE_CHANCE,
        weight=WEIGHT,
        least_share=LEAST_SHARE,
    )


RULE = Rule(
    "return_wave",
    "product",
    "share",
    statement,
    "select 1 from sales where (amount < 0 or quantity < 0 or status = 'returned') "
    "and (product_code is not null or product is not null) limit 1",
)
