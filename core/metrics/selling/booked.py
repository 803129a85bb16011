"""Who sold what to whom: one cached table for the plan and for the page of salespeople."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached
from core.metrics.counted_lines import counted_lines
from core.metrics.customer_values import Prepared, filled

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.engine import Cursor
    from core.store.workspace import Workspace


def booked_table(workspace: Workspace, question: Question) -> tuple[str, Prepared]:
    """The name of the cached table of `booked.sql` over all months, and its query.

    It depends on the refunds, groups, accounts left out and line filters of the question.
    """
    counted = counted_lines(question)
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), {"counted": counted.sql}), counted.values)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "booked", (prepared.sql, sorted(prepared.values.items())), make), prepared
