"""The days on which each customer began an order: what gaps, first and second orders stand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, account_texts, checked_measure, filled
from core.metrics.line_facts import lines_of
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

KEPT = (
    "coalesce(l.status, '') <> 'returned' and not coalesce(l.order_id in (select order_id from returned_orders), false)"
)
"""Whether a line stands in an order that was not returned."""
COUNTED = {"net": KEPT, "gross": "true"}


def days_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `purchase_days.sql` for a question."""
    checked_measure(question)
    lines, values = lines_of(question.filters.lines)
    texts = {
        **account_texts(workspace, question),
        "lines_of": lines,
        "customers_of": NUMBERED,
        "counted": COUNTED[question.refunds],
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    return Prepared(sql, values | {"leave_out": question.exclude_non_customers})


@one_reading
def purchase_days(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of purchase days (see `purchase_days.sql`), of all customers and all time.

    It depends on refunds, groups, accounts left out and line filters of the question: every day and window is read
    from the same table.
    """
    prepared = days_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "days", (prepared.sql, sorted(prepared.values.items())), make)
