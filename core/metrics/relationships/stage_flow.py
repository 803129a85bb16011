"""How customers passed from stage to stage between two month ends, and how many stayed between two windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import made_view, one_reading
from core.metrics.customer_values import filled, values_table
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.relationships.depth import is_earlier_known
from core.metrics.relationships.relations import relations_table
from core.metrics.relationships.stages import QUARTER, stages_table
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

NOT_YET = "not_yet"
"""Where those come from who had not ordered yet."""


@dataclass(frozen=True)
class Passage:
    """Customers that stood in one stage and now stand in another (or the same); `value`: of this window."""

    before: str
    now: str
    customers: int
    value: Decimal


@dataclass(frozen=True)
class StageFlow:
    """Everybody with an order by the later day, once; `before` of a passage is a stage or `not_yet`."""

    earlier: date
    later: date
    passages: tuple[Passage, ...]
    statement: Statement


@dataclass(frozen=True)
class Retention:
    """Of `earlier_customers`, active in the earlier window, `kept` are active in this one too."""

    earlier_customers: int
    kept: int
    statement: Statement

    @property
    def rate(self) -> float | None:
        """The retention rate 0-1; None where nobody was active earlier."""
        return self.kept / self.earlier_customers if self.earlier_customers else None

    @property
    def churn_rate(self) -> float | None:
        """1 - the retention rate."""
        return (self.earlier_customers - self.kept) / self.earlier_customers if self.earlier_customers else None


def earlier_month(workspace: Workspace, question: Question, months: int) -> str | None:
    """The month so many months before the question's day, as `compared_with`; None where the data begin later."""
    month = months_back(basis_of(workspace, question).last_month, months)
    return f"{month:%Y-%m}" if month >= calendar_of(workspace).first_month else None


def earlier_question(workspace: Workspace, question: Question) -> Question | None:
    """The same question at the earlier month end; None where the data begin later.

    That is the month that the question is compared with, where it names one before its own, else a quarter earlier.
    """
    last_month = basis_of(workspace, question).last_month
    earlier = months_back(last_month, QUARTER)
    if question.compared_with is not None:
        compared = basis_of(workspace, replace(question, as_of=question.compared_with)).last_month
        earlier = compared if compared < last_month else earlier
    if earlier < calendar_of(workspace).first_month:
        return None
    return replace(question, as_of=f"{earlier:%Y-%m}", compared_with=None)


@one_reading
def earlier_stages(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001
    """The name of a view of customer_no and earlier_stage: at the earlier month end, of everybody with an order by now.

    `not_yet` without an order by then; nobody where the data begin later. See `earlier_question` and `stages_table`.
    """
    now, earlier = stages_table(workspace, question), earlier_question(workspace, question)
    if earlier is None:
        return made_view(workspace, "earlier", f"select customer_no, stage as earlier_stage from {now} where false")
    before = stages_table(workspace, earlier)
    query = (
        f"select n.customer_no, coalesce(e.stage, '{NOT_YET}') as earlier_stage "
        f"from {now} as n left join {before} as e on e.customer_no = n.customer_no"
    )
    return made_view(workspace, "earlier", query)


@one_reading
def stage_flow(workspace: Workspace, question: Question, rules: RfmRules) -> StageFlow | None:
    """The passages between the earlier month end and the question's day; None where the data begin later.

    Both stages by the window that ends with their own month. Customers are those that the question chooses at its day.
    """
    basis, earlier = basis_of(workspace, question), earlier_question(workspace, question)
    if earlier is None:
        return None
    texts = {
        "relations": relations_table(workspace, question, rules),
        "earlier": earlier_stages(workspace, question, rules),
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    passages = tuple(
        Passage(before, now, int(customers), value) for before, now, customers, value in workspace.engine.rows(sql)
    )
    return StageFlow(
        basis_of(workspace, earlier).as_of, basis.as_of, passages, Statement("stage_flow", sql, {})
    )  # fmt: skip


@one_reading
def retention(workspace: Workspace, question: Question, rules: RfmRules) -> Retention | None:
    """Customers kept from the earlier window; None where that is absent or does not lie inside the data.

    Active = with a counted line, as in the pyramid. Customers are those that the question chooses at its day.
    """
    basis = basis_of(workspace, question)
    if basis.window_months is None or not is_earlier_known(workspace, basis):
        return None
    earlier = replace(question, as_of=f"{months_back(basis.first_month, 1):%Y-%m}")
    texts = {
        "relations": relations_table(workspace, question, rules),
        "earlier": values_table(workspace, earlier),
    }
    sql = filled(Path(__file__).with_name("kept.sql"), texts)
    before, kept = workspace.engine.rows(sql)[0]
    return Retention(int(before), int(kept), Statement("kept", sql, {}))
