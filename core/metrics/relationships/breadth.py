"""How broad our relationships are: who was won, won back, lost and kept in each month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import made_view, one_reading
from core.metrics.customer_values import filled
from core.metrics.period import basis_of, calendar_of, months_back, months_between
from core.metrics.purchase_days import purchase_days
from core.metrics.relationships.relations import relations_table
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

MONTHS_SHOWN = 24
USUAL_MONTHS = 12
"""How long nothing must be bought to be lost, where the window is all months."""


@dataclass(frozen=True)
class BreadthMonth:
    """One month: counts of customers. `active` = kept + won + won_back: an order in the months that end with it.

    `is_known`: the months before it lie inside the data; else older customers look as if they were won.
    """

    month: date
    won: int
    won_back: int
    kept: int
    lost: int
    active: int
    is_known: bool


@dataclass(frozen=True)
class Breadth:
    """The months, oldest first; `without_months`: who buys nothing for so long is lost."""

    without_months: int
    months: tuple[BreadthMonth, ...]
    statement: Statement


@one_reading
def comebacks(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001
    """The name of a view of customer_no and won_back_on: the last time that somebody was won back by the day."""
    basis, days = basis_of(workspace, question), purchase_days(workspace, question)
    query = (
        f"select customer_no, max(day) as won_back_on from {days} where day <= cast('{basis.as_of}' as DATE) "
        f"and date_diff('month', cast(day - gap_days as DATE), day) > {basis.window_months or USUAL_MONTHS} "
        "group by customer_no"
    )
    return made_view(workspace, "comebacks", query)


@one_reading
def breadth(workspace: Workspace, question: Question, rules: RfmRules) -> Breadth:
    """The last 24 months up to the day, fewer where the data begin later.

    Won: first order ever. Won back: an order after N months without one. Lost: no order any more in the N months that
    end with the month, but in those that ended a month before. Kept: the other active ones, so that active = active a
    month before + won + won back - lost. N is the window (12 months where that is all). Orders follow the refunds
    rule; customers are those that the question chooses at its day, in every month.
    """
    basis = basis_of(workspace, question)
    begin, without = calendar_of(workspace).first_month, basis.window_months or USUAL_MONTHS
    texts = {"days": purchase_days(workspace, question), "relations": relations_table(workspace, question, rules)}
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    values: dict[str, object] = {"as_of": basis.as_of, "last_month": basis.last_month, "without": without}
    counts = {(month, event): int(count) for month, event, count in workspace.engine.rows(sql, values)}
    known_from = months_back(begin, -without)
    active, months = 0, []
    for month in months_between(begin, basis.last_month):
        won, back, lost = (counts.get((month, event), 0) for event in ("won", "won_back", "lost"))
        kept, active = active - lost, active + won + back - lost
        months.append(BreadthMonth(month, won, back, kept, lost, active, month >= known_from))
    return Breadth(without, tuple(months[-MONTHS_SHOWN:]), Statement("breadth", sql, values))
