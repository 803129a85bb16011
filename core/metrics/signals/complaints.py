"""A customer with complaints that nobody has settled, or with one complaint after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.caring.contacts import COMPLAINT, SEVERE
from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

MANY = 2
"""So many days with complaints in the last three months count even when all are settled."""


def statement(asked: Asked) -> Prepared:
    """The query of `complaints.sql`."""
    return asked.prepared(Path(__file__), many=MANY, complaint=COMPLAINT, severe=SEVERE)


RULE = Rule(
    "complaints", "customer", "count", statement, "select 1 from contact_records where kind is not null limit 1"
)
