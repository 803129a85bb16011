"""Each customer's own satisfaction index, as a table to stand beside the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.cached import cached, holds
from core.metrics.period import basis_of
from core.metrics.question import Filters, Question
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

EMPTY = "(select cast(null as INTEGER) as customer_no, cast(null as DECIMAL(9,4)) as satisfaction_index limit 0)"
ANSWERED = "select 1 from survey_answers limit 1"


def has_answers(workspace: Workspace) -> bool:
    """Whether any survey was imported."""
    return holds(workspace, ANSWERED)


def satisfaction_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table `customer_no`, `satisfaction_index` (0-100): customers with an answer in the window.

    The index weighs the dimensions the customer answered, by the weights kept with the workspace; who answered the
    overall question alone has its index. Filters have no part in it. A select without rows where there is no survey.
    """
    if not has_answers(workspace):
        return EMPTY
    basis, rules = basis_of(workspace, question), workspace.settings().satisfaction
    asked = Question(
        as_of=question.as_of,
        window_months=question.window_months,
        rank_groups=question.rank_groups,
        exclude_non_customers=question.exclude_non_customers,
        filters=Filters(),
    )

    def make(cursor: Cursor, name: str) -> None:
        from core.metrics.surveys.satisfaction_figures import (
            weights_used,  # numpy is not needed where there is no survey
        )
        from core.metrics.surveys.satisfaction_tiers import own_indices
        from core.metrics.surveys.satisfaction_trend import periods_of
        from core.metrics.surveys.survey import UNIT_ANSWERS, WINDOW, gather, read_answers

        gather(workspace, asked, cursor, [periods_of(basis).window], with_items=False)
        answers = read_answers(cursor)
        units, own, _, _ = own_indices(answers, weights_used(answers, rules).weights)
        cursor.run(
            f"create table {name} as "
            "select distinct c.customer_no, cast(o.own as DECIMAL(9,4)) as satisfaction_index "
            "from (select unnest($units) as unit_no, unnest($own) as own) as o "
            f"join (select distinct unit_no, customer_id from {UNIT_ANSWERS} where period_no = $period) as u "
            "on u.unit_no = o.unit_no join customers as c on c.customer_id = u.customer_id",
            {"units": units.tolist(), "own": own.tolist(), "period": WINDOW},
        )

    return cached(workspace, "table", "contentment", (basis, asked, repr(rules)), make)
