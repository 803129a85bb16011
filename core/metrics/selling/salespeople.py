"""How are our salespeople doing? Portfolio, moves, plan, overdue money, and who would go with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.gross_margin import margin
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.selling.booked import booked_table
from core.metrics.selling.overdue import overdue_table
from core.metrics.selling.plan_actual import PlanActual, PlanLine, plan_actual
from core.metrics.tiering.tiers import apply_cut_values, ranking_cuts, tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.engine import Row
    from core.store.workspace import Workspace

SILENT_DAYS = 60
NOBODY_BEFORE = (
    "(select cast(null as INTEGER) as customer_no, cast(0 as DECIMAL(18,4)) as revenue, "
    "cast(null as VARCHAR) as tier where false)"
)


@dataclass(frozen=True)
class Salesperson:
    """One salesperson, or nobody (`name` None: customers without one). Money of the window unless said otherwise.

    Customers are those they own: the owner of the customer file, else the salesperson of the latest order. `booked` is
    what stands under their name on order lines, whoever owns the customer. `alone_*`: customers whose every order in
    the window is theirs, who may go with them; `alone_share` of the revenue of all chosen customers.
    """

    name: str | None
    customers: int  # active ones
    tiers: dict[str, int]  # tier -> active customers, tiers that occur
    revenue: Decimal
    revenue_before: Decimal | None  # of the window before, None where the data do not reach back
    gross_profit: Decimal | None
    margin: float | None
    best: int  # customers in the best tier
    best_falling: int | None  # of these, with less revenue than in the window before
    moved_up: int | None
    moved_down: int | None
    overdue: Decimal
    booked: Decimal
    last_order: date | None  # the last one with their name on it
    is_silent: bool  # no order with their name for more than 60 days, although they had some
    alone_customers: int
    alone_revenue: Decimal
    alone_share: float | None
    plan: PlanLine | None

    @property
    def change(self) -> float | None:
        """Revenue of their customers against the window before."""
        if self.revenue_before is None or self.revenue_before <= 0:
            return None
        return float(self.revenue / self.revenue_before - 1)


@dataclass(frozen=True)
class Salespeople:
    """`people`: most revenue of their customers first, ties by name, nobody last. `compared_with`: the earlier day."""

    basis: Basis
    people: tuple[Salesperson, ...]
    plan: PlanActual
    best_tier: str
    revenue: Decimal  # of all chosen customers
    compared_with: date | None  # first day of the month at whose end the window before ended
    statements: tuple[Statement, ...] = ()

    @property
    def best_falling(self) -> int:
        """Falling customers of the best tier, whoever owns them."""
        return sum(person.best_falling or 0 for person in self.people)


@one_reading
def salespeople(workspace: Workspace, question: Question) -> Salespeople:
    """One line per salesperson who owns an active customer that the question chooses, sold, is owed, or has a plan.

    Moves: the tier now against the tier at the end of the window before, both by the earlier cut values; of customers
    with a counted line in both windows. Tiers, filters and errors as in `tiers_table`; the plan as in `plan_actual`.
    Under a filter on lines overdue and alone look at such lines only.
    """
    basis = basis_of(workspace, question)
    earlier = _earlier(workspace, basis)
    portfolio, prepared = _portfolio(workspace, question, earlier)
    sold, served = _served(workspace, question, basis)
    plan = plan_actual(workspace, question)
    planned = {line.salesperson: line for line in plan.people}
    names = {*portfolio, *(name for name, row in sold.items() if row[0]), *planned}
    total = sum((row[3] for rows in portfolio.values() for row in rows), Decimal(0))
    people = [
        _person(name, portfolio.get(name, []), sold.get(name), planned.get(name), total, question, basis, earlier)
        for name in names
    ]
    people = [person for person in people if person.customers or person.booked or person.overdue or person.plan]
    return Salespeople(
        basis=basis,
        people=tuple(sorted(people, key=lambda one: (one.name is None, -one.revenue, one.name or ""))),
        plan=plan,
        best_tier=question.cut.tiers[0],
        revenue=total,
        compared_with=earlier,
        statements=(prepared.statement("salespeople"), served.statement("served"), *plan.statements),
    )


def _earlier(workspace: Workspace, basis: Basis) -> date | None:
    """The month that ended the window before; None where that window is not inside the data."""
    if basis.window_months is None:
        return None
    earlier = months_back(basis.last_month, basis.window_months)
    inside = months_back(earlier, basis.window_months - 1) >= calendar_of(workspace).first_month
    return earlier if inside else None


def _portfolio(
    workspace: Workspace, question: Question, earlier: date | None
) -> tuple[dict[str | None, list[Row]], Prepared]:
    before = frozen = NOBODY_BEFORE
    if earlier:
        filters = question.filters
        apart = Filters(
            filters.lines, filters.customers if filters.rank_within else (), rank_within=filters.rank_within
        )
        now = replace(question, filters=apart)
        then = replace(now, as_of=f"{earlier:%Y-%m}")
        before, frozen = tiers_table(workspace, then), apply_cut_values(workspace, now, ranking_cuts(workspace, then))
    texts = {
        "tiers": tiers_table(workspace, question),
        "before": before,
        "frozen": frozen,
        "overdue": overdue_table(workspace, question)[0],
    }
    values: dict[str, object] = {"order": [*question.cut.tiers, "unprofitable"]}
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)
    found: dict[str | None, list[Row]] = {}
    for row in workspace.engine.rows(prepared.sql, prepared.values):
        found.setdefault(row[0], []).append(row)
    return found, prepared


def _served(workspace: Workspace, question: Question, basis: Basis) -> tuple[dict[str | None, Row], Prepared]:
    texts = {"booked": booked_table(workspace, question)[0], "tiers": tiers_table(workspace, question)}
    values: dict[str, object] = {"first_month": basis.first_month, "last_month": basis.last_month}
    prepared = Prepared(filled(Path(__file__).with_name("served.sql"), texts), values)
    return {row[0]: row[1:] for row in workspace.engine.rows(prepared.sql, prepared.values)}, prepared


def _person(
    name: str | None,
    rows: list[Row],
    sold: Row | None,
    planned: PlanLine | None,
    total: Decimal,
    question: Question,
    basis: Basis,
    earlier: date | None,
) -> Salesperson:
    booked, last_day, alone, alone_revenue = sold or (Decimal(0), None, 0, Decimal(0))
    profits, costed = (_known(row[place] for row in rows) for place in (5, 6))
    best = [row for row in rows if row[1] == question.cut.tiers[0]]
    silent = last_day is not None and basis.as_of - last_day > timedelta(SILENT_DAYS)
    return Salesperson(
        name=name,
        customers=sum(row[2] for row in rows),
        tiers={row[1]: row[2] for row in rows if row[2]},
        revenue=sum((row[3] for row in rows), Decimal(0)),
        revenue_before=sum((row[4] for row in rows), Decimal(0)) if earlier else None,
        gross_profit=profits,
        margin=margin(profits, costed, question.tax),
        best=sum(row[2] for row in best),
        best_falling=sum(row[9] for row in best) if earlier else None,
        moved_up=sum(row[7] for row in rows) if earlier else None,
        moved_down=sum(row[8] for row in rows) if earlier else None,
        overdue=sum((row[10] for row in rows), Decimal(0)),
        booked=booked,
        last_order=last_day,
        is_silent=silent,
        alone_customers=alone,
        alone_revenue=alone_revenue,
        alone_share=float(alone_revenue / total) if total > 0 else None,
        plan=planned,
    )


def _known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
