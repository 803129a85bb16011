"""A customer who pays later and later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

RECENT_MONTHS = 6
"""Orders that fell due in so many months are judged by those of the 12 months before."""
LATE_DAYS = 15
MORE_DAYS = 7
"""At least so many days past due in the middle, and so many beyond what 9 of 10 earlier orders needed."""
FEWEST_ORDERS = 3


def statement(asked: Asked) -> Prepared:
    """The query of `late_payment.sql`."""
    return asked.prepared(
        Path(__file__),
        recent_due=asked.end_before(RECENT_MONTHS),
        earlier_due=asked.end_before(RECENT_MONTHS + 12),
        late_days=LATE_DAYS,
        more_days=MORE_DAYS,
        fewest=FEWEST_ORDERS,
    )


RULE = Rule(
    "late_payment",
    "customer",
    "days",
    statement,
    "select 1 from sales where due_date is not null and paid_date is not null limit 1",
)
