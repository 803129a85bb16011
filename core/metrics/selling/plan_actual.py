"""Plan against actual: the month and the fiscal year so far, of the company and of each salesperson."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.period import basis_of, calendar_of, months_back, months_between
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.selling.booked import booked_table
from core.store.plans import Planned, plans

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

PLACES = Decimal("0.0001")
LEAST_MONTHS = 3
ACTUAL = (
    "select salesperson, month, cast(sum(amount) as DECIMAL(18,4)) from {booked} "
    "where month >= $first_month and month <= $last_month group by salesperson, month"
)
Amounts = dict[date, Decimal]


@dataclass(frozen=True)
class PlanLine:
    """Plan and actual revenue of the company (`salesperson` None) or one person; plans are None where none was made.

    `month_*`: the newest month. `to_date_*`: the fiscal year up to it; `compared_actual`: the actual of those months
    that have a plan. `year_plan`: of all months of the fiscal year that have one. `run_rate`: the year at the pace of
    its months so far, None under `LEAST_MONTHS` of them, since one month says nothing of a year.
    """

    salesperson: str | None
    month_actual: Decimal
    month_plan: Decimal | None
    to_date_actual: Decimal
    to_date_plan: Decimal | None
    compared_actual: Decimal
    year_plan: Decimal | None
    run_rate: Decimal | None

    @property
    def month_attained(self) -> float | None:
        """Actual / plan of the month."""
        return _attained(self.month_actual, self.month_plan)

    @property
    def attained(self) -> float | None:
        """Actual / plan of the year so far, over the months that have a plan."""
        return _attained(self.compared_actual, self.to_date_plan)


@dataclass(frozen=True)
class PlanActual:
    """`company` and `people` (most revenue so far first, ties by name); `months`: plan and actual of the company.

    `months` covers the fiscal year: (month, plan or None, actual or None where the month is still to come).
    `nobody`: revenue so far that no salesperson's name stands on and no owner is known for. `is_summed`: the company
    has no plan of its own for a month so far that salespeople have one for, whose sum stands there.
    """

    basis: Basis
    first_month: date
    final_month: date
    has_plan: bool
    company: PlanLine
    people: tuple[PlanLine, ...]
    months: tuple[tuple[date, Decimal | None, Decimal | None], ...]
    nobody: Decimal
    is_summed: bool = False
    rows: tuple[Planned, ...] = ()  # the whole plan, of all years
    statements: tuple[Statement, ...] = ()

    @property
    def months_held(self) -> int:
        """How many months of the fiscal year the data hold."""
        return sum(amount is not None for _, _, amount in self.months)


@one_reading
def plan_actual(workspace: Workspace, question: Question) -> PlanActual:
    """The plan of the fiscal year in which `as_of` lies against the company's revenue.

    Revenue is all that counts, whoever bought: with lines without a customer and accounts set apart, and without any
    filter, since a plan has none. A line counts for the salesperson written on it, else for its customer's owner. The
    company's plan of a month is its own row where there is one, else the sum of the salespeople's. The run-rate takes
    the months that the data hold, at least three: actual so far / those months x 12.
    """
    basis = basis_of(workspace, question)
    start = workspace.settings().fiscal_start_month
    first = months_back(basis.last_month, (basis.last_month.month - start) % 12)
    final = months_back(first, -11)
    plain = replace(question, filters=Filters(), rank_groups=False)
    table, prepared = booked_table(workspace, plain)
    query, values = ACTUAL.replace("{booked}", table), {"first_month": first, "last_month": basis.last_month}
    actual: dict[str | None, Amounts] = {}
    for person, month, amount in workspace.engine.rows(query, values):
        actual.setdefault(person, {})[month] = amount
    rows = plans(workspace)
    plan = _plan(rows, first, final)
    whole = _summed(actual.values())
    begun = months_between(max(first, calendar_of(workspace).first_month), basis.last_month)
    people = {*actual, *plan} - {None}
    lines = [_line(person, actual.get(person, {}), plan.get(person, {}), begun) for person in people]
    company = _company_plan(plan)
    return PlanActual(
        basis=basis,
        first_month=first,
        final_month=final,
        has_plan=bool(plan),
        company=_line(None, whole, company, begun),
        people=tuple(sorted(lines, key=lambda line: (-line.to_date_actual, str(line.salesperson)))),
        months=tuple(
            (month, company.get(month), whole.get(month, Decimal(0)) if month in begun else None)
            for month in months_between(first, final)
        ),
        nobody=sum(actual.get(None, {}).values(), Decimal(0)),
        is_summed=any(month in company and month not in plan.get(None, {}) for month in begun),
        rows=rows,
        statements=(prepared.statement("booked"), Statement("plan_actual", query, dict(values))),
    )


def _plan(rows: Iterable[Planned], first: date, final: date) -> dict[str | None, Amounts]:
    found: dict[str | None, Amounts] = {}
    for row in rows:
        if first <= row.month <= final:
            found.setdefault(row.salesperson, {})[row.month] = row.amount
    return found


def _company_plan(plan: dict[str | None, Amounts]) -> Amounts:
    """Per month the company's own row, else the sum of the salespeople's."""
    return _summed(amounts for person, amounts in plan.items() if person is not None) | plan.get(None, {})


def _summed(parts: Iterable[Amounts]) -> Amounts:
    found: Amounts = {}
    for amounts in parts:
        for month, amount in amounts.items():
            found[month] = found.get(month, Decimal(0)) + amount
    return found


def _line(person: str | None, actual: Amounts, plan: Amounts, begun: Sequence[date]) -> PlanLine:
    so_far = sum((actual.get(month, Decimal(0)) for month in begun), Decimal(0))
    planned = [month for month in begun if month in plan]
    return PlanLine(
        salesperson=person,
        month_actual=actual.get(begun[-1], Decimal(0)),
        month_plan=plan.get(begun[-1]),
        to_date_actual=so_far,
        to_date_plan=sum((plan[month] for month in planned), Decimal(0)) if planned else None,
        compared_actual=sum((actual.get(month, Decimal(0)) for month in planned), Decimal(0)),
        year_plan=sum(plan.values(), Decimal(0)) if plan else None,
        run_rate=_pace(so_far, len(begun)),
    )


def _pace(so_far: Decimal, months: int) -> Decimal | None:
    return (so_far / months * 12).quantize(PLACES, ROUND_HALF_UP) if months >= LEAST_MONTHS else None


def _attained(actual: Decimal, plan: Decimal | None) -> float | None:
    return float(actual / plan) if plan else None
