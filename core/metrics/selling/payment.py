"""Who pays on time: the credit of customers, from due and paid dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace


def payment_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `payment.sql` for a question."""
    basis = basis_of(workspace, question)
    lines, values = lines_of(question.filters.lines)
    texts = account_texts(workspace, question) | {"lines": lines, "numbers": NUMBERED}
    bound: dict[str, object] = {"first_month": basis.first_month, "as_of": basis.as_of}
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values | bound)


@one_reading
def payment_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table: customer_no, due_amount, on_time_amount (see `payment.sql`); line filters apply."""
    prepared = payment_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "payment", (prepared.sql, sorted(prepared.values.items())), make)
