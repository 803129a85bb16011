"""One thing in which Key or Important customers are far less content than all others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule
from core.metrics.surveys.customer_satisfaction import ANSWERED

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

GAP = 15
"""So many index points under the others ..."""
ABOVE_CHANCE = 4
"""... and so many standard errors."""
FEWEST = 5
UNHAPPY = 60


def statement(asked: Asked) -> Prepared:
    """The query of `satisfaction_gap.sql`."""
    first = asked.basis.first_month
    return asked.prepared(
        Path(__file__), first_month=first, gap=GAP, above_chance=ABOVE_CHANCE, fewest=FEWEST, unhappy=UNHAPPY
    )


RULE = Rule("satisfaction_gap", "tier", "index", statement, ANSWERED)
