"""A salesperson who sells no more, and whose customers buy less."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

SILENT_DAYS = 45
FEWEST_MONTHS = 6
"""Who sold in so many of the 12 months before the last sale is missed after so many days without one."""
FALLEN_TO = Decimal("0.9")
"""The customers buy at most this share of what they bought, after the company's own change."""


def statement(asked: Asked) -> Prepared:
    """The query of `salesperson_gone.sql`."""
    return asked.prepared(Path(__file__), silent_days=SILENT_DAYS, fewest=FEWEST_MONTHS, fallen_to=FALLEN_TO)


RULE = Rule(
    "salesperson_gone",
    "salesperson",
    "money",
    statement,
    "select 1 from sales where salesperson is not null limit 1",
)
