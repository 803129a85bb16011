"""How customers passed from stage to stage between two month ends, and how many stayed between two windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled, values_table
from core.metrics.depth import is_earlier_known
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.relations import relations_table
from core.metrics.results import Statement
from core.metrics.stages import stages_table

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


@one_reading
def stage_flow(workspace: Workspace, question: Question, rules: RfmRules, months: int = 3) -> StageFlow | None:
    """The passages between the month end `months` earlier and the question's day; None before the data begin.

    Both stages by the window that ends with their own month. Customers are those that the question chooses at its day.
    """
    basis = basis_of(workspace, question)
    earlier_month = months_back(basis.last_month, months)
    if months < 1 or earlier_month < calendar_of(workspace).first_month:
        return None
    earlier = replace(question, as_of=f"{earlier_month:%Y-%m}")
    texts = {
        "relations": relations_table(workspace, question, rules),
        "earlier": stages_table(workspace, earlier),
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    passages = tuple(
        Passage(before or NOT_YET, now, int(customers), value)
        for before, now, customers, value in workspace.engine.rows(sql)
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
