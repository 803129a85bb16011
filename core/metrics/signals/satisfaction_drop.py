"""A customer who answers far less content than before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule
from core.metrics.surveys.customer_satisfaction import ANSWERED

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

DROP = 25
"""So many index points less than before ..."""
UNHAPPY = 60
"""... and less than this now: who falls from delighted to content is no case."""


def statement(asked: Asked) -> Prepared:
    """The query of `satisfaction_drop.sql`."""
    return asked.prepared(Path(__file__), drop=DROP, unhappy=UNHAPPY)


RULE = Rule("satisfaction_drop", "customer", "index", statement, ANSWERED)
