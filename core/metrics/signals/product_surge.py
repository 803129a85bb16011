"""A product code that sells far more than ever: where, by whom and to whom."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.period import calendar_of, months_between
from core.metrics.signals.rule import HISTORY_MONTHS, Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

FACTOR = Decimal(3)
"""So many times the amount under which 9 of 10 of its months lie ..."""
ABOVE_SPREAD = 6
"""... and so many usual deviations above its middle month."""
FEWEST_MONTHS = 6
LEAST_SHARE = Decimal("0.002")
"""What it sells beyond the usual is at least this share of the company's month."""
MOST_OF = Decimal("0.6")
"""A region, salesperson or customer is named where it makes so much of it."""


def statement(asked: Asked) -> Prepared:
    """The query of `product_surge.sql`."""
    first = max(calendar_of(asked.workspace).first_month, asked.back(HISTORY_MONTHS))
    return asked.prepared(
        Path(__file__),
        first_month=first,
        months=len(months_between(first, asked.back(1))),
        factor=FACTOR,
        above=ABOVE_SPREAD,
        fewest=FEWEST_MONTHS,
        least_share=LEAST_SHARE,
        most_of=MOST_OF,
    )


RULE = Rule(
    "product_surge",
    "product",
    "money",
    statement,
    "select 1 from sales where product_code is not null or product is not null limit 1",
)
