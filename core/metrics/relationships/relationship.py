"""How long, how deep, how broad are our relationships?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import VALUE_COLUMNS, filled, values_table
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.question import Basis
from core.metrics.relationships.breadth import Breadth, breadth
from core.metrics.relationships.cohorts import Cohorts, SecondOrder, cohorts, second_order
from core.metrics.relationships.depth import Depth, depth, is_earlier_known
from core.metrics.relationships.relations import CODES, relations_statement, relations_table
from core.metrics.relationships.stage_flow import Retention, StageFlow, retention, stage_flow
from core.metrics.relationships.stages import is_year_known, stages_statement, summed
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Group:
    """Customers of one stage, purchase mode, loyalty or step of the ladder.

    `share` is of the customers to whom the kind applies, `value_share` of their value (0 where that is not above 0).
    `earlier_value`: what they brought in the earlier window, None without one. `length_days`: the median.
    """

    code: str
    customers: int
    share: float
    value: Decimal
    value_share: float
    earlier_value: Decimal | None
    length_days: int | None


@dataclass(frozen=True)
class Relationship:
    """All about length, depth and breadth. `groups`: kind -> its groups in the order in which they are told, all codes.

    `measure`: what the values are of: the question's, revenue where customers are ranked by an index. `buyers` have an
    order by the day, `not_buyers` are known without one. `length_days`: median since the first order. `first_month`: of
    the data. `year_known`: falls can be seen against a year earlier.
    """

    basis: Basis
    measure: str
    first_month: date
    year_known: bool
    buyers: int
    not_buyers: int
    length_days: int | None
    groups: dict[str, tuple[Group, ...]]
    flow: StageFlow | None
    retention: Retention | None
    breadth: Breadth
    cohorts: Cohorts
    second_order: SecondOrder
    depth: Depth
    statements: tuple[Statement, ...]


@one_reading
def relationship(workspace: Workspace, question: Question, rules: RfmRules) -> Relationship:
    """Everything of this question in one answer; see the functions of its parts for the definitions.

    Customers are the known ones that the question chooses at its day, ranked among whom it says (`tiers_table`), in
    every month that is looked back on. Line filters count only their lines, everywhere. Money is net or gross of
    returns as asked; an order returned whole is no order with net. Errors: those of `tiers_table` and `rfm`.
    """
    basis = basis_of(workspace, question)
    statement, rows = _counted(workspace, question, rules, basis)
    groups = {kind: _groups(kind, rows, has_earlier=is_earlier_known(workspace, basis)) for kind in CODES}
    everybody = rows.get(("all", "all"))
    found_depth, kept = depth(workspace, question, rules), retention(workspace, question, rules)
    flow, broad = stage_flow(workspace, question, rules), breadth(workspace, question, rules)
    back, soon = cohorts(workspace, question, rules), second_order(workspace, question, rules)
    own = (
        stages_statement(workspace, question).statement("stages"),
        relations_statement(workspace, question, rules).statement("relations"),
        statement,
    )
    parts = [part.statement for part in (flow, kept, broad, back, soon) if part]
    return Relationship(
        basis=basis,
        measure=summed(question),
        first_month=calendar_of(workspace).first_month,
        year_known=is_year_known(workspace, basis.last_month),
        buyers=everybody[0] if everybody else 0,
        not_buyers=rows.get(("stage", None), (0,))[0],
        length_days=everybody[3] if everybody else None,
        groups=groups,
        flow=flow,
        retention=kept,
        breadth=broad,
        cohorts=back,
        second_order=soon,
        depth=found_depth,
        statements=(*own, *parts, *found_depth.statements),
    )


Counted = tuple[int, Decimal, Decimal, int | None]


def _counted(
    workspace: Workspace, question: Question, rules: RfmRules, basis: Basis
) -> tuple[Statement, dict[tuple[str, str | None], Counted]]:
    """Customers, value, earlier value and median length by kind and code."""
    earlier = replace(question, as_of=f"{months_back(basis.first_month, 1):%Y-%m}")
    known = is_earlier_known(workspace, basis)
    texts = {
        "relations": relations_table(workspace, question, rules),
        "earlier": values_table(workspace, earlier if known else question),
        "measure": VALUE_COLUMNS[summed(question)],
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    rows = {(kind, code): tuple(counted) for kind, code, *counted in workspace.engine.rows(sql)}
    return Statement("relationship", sql, {}), rows


def _groups(kind: str, rows: dict[tuple[str, str | None], Counted], *, has_earlier: bool) -> tuple[Group, ...]:
    nobody: Counted = (0, Decimal(0), Decimal(0), None)
    found = {code: rows.get((kind, code), nobody) for code in CODES[kind]}
    customers = sum(counted[0] for counted in found.values())
    value = sum((counted[1] for counted in found.values()), Decimal(0))
    return tuple(
        Group(
            code=code,
            customers=count,
            share=count / customers if customers else 0.0,
            value=amount,
            value_share=float(amount / value) if value > 0 else 0.0,
            earlier_value=before if has_earlier else None,
            length_days=length,
        )
        for code, (count, amount, before, length) in found.items()
    )
