"""A customer who gives goods back within days of buying them, more than it ever did."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

QUICK_DAYS = 7
FACTOR = Decimal(3)
"""So many times what it ever gave back so quickly in a month, at least as much as its middle order ..."""

MOST_OF = Decimal("0.5")
"""... and at least this share of what it bought in the month."""


def statement(asked: Asked) -> Prepared:
    """The query of `quick_return.sql`."""
    return asked.prepared(Path(__file__), quick_days=QUICK_DAYS, factor=FACTOR, most_of=MOST_OF)


RULE = Rule(
    "quick_return",
    "customer",
    "money",
    statement,
    "select 1 from sales where amount < 0 or quantity < 0 limit 1",
)
