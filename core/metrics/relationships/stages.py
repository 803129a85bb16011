"""How long each customer has bought, and the stage of life its relationship stands in: one table per question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, checked_measure, filled, values_table
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.purchase_days import purchase_days
from core.store.engine import Cursor

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Question
    from core.store.workspace import Workspace

STAGES = ("exploring", "forming", "stable", "declining", "lost")
"""In the order of a life; of the rules the first applies: lost, exploring, declining, stable, forming."""
YEAR, QUARTER = 12, 3


def summed(question: Question) -> str:
    """The measure in which customers are added up and compared with themselves: revenue where theirs is an index."""
    return question.value if question.value in ("revenue", "gross_profit", "order_count") else "revenue"


def stages_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `stages.sql` for a question, without its filters after ranking."""
    checked_measure(question)
    basis = basis_of(workspace, question)
    recent = replace(question, as_of=f"{basis.last_month:%Y-%m}", window_months=QUARTER)
    year_known = is_year_known(workspace, basis.last_month)
    before = replace(recent, as_of=f"{months_back(basis.last_month, YEAR):%Y-%m}") if year_known else recent
    texts = {
        "days": purchase_days(workspace, question),
        "window": values_table(workspace, question),
        "recent": values_table(workspace, recent),
        "before": values_table(workspace, before),
        "measure": summed(question),
    }
    values: dict[str, object] = {
        "as_of": basis.as_of,
        "year_first": months_back(basis.last_month, YEAR - 1),
        "year_known": year_known,
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)


def is_year_known(workspace: Workspace, last_month: date) -> bool:
    """Whether the last 3 months can be compared with the same months a year earlier."""
    return months_back(last_month, YEAR + QUARTER - 1) >= calendar_of(workspace).first_month


@one_reading
def stages_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of stages (see `stages.sql`): one row per account that ever ordered.

    Purchases follow the refunds rule: with net, orders that were returned whole are none. Lost: no counted line in the
    window, as `inactive` in the pyramid. Exploring: the first order is at most 90 days ago. Declining: the value of the
    last 3 months is under 70 % of the same months a year earlier (where the data reach back and that was above 0; an
    unknown profit is never declining), or no order for longer than the 95th percentile (nearest rank) of the gaps
    between its order days. Stable: first order 365 or more days ago, and an order in 6 or more of the 12 months.
    Customer filters do not matter here; with line filters only those lines count.
    """
    prepared = stages_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "stages", (prepared.sql, sorted(prepared.values.items())), make)
