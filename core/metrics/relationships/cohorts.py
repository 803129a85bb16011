"""Who came back after the first month, and how soon after the first order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import account_texts, filled
from core.metrics.period import basis_of, calendar_of, month_end, months_back, months_between
from core.metrics.purchase_days import purchase_days
from core.metrics.relationships.relations import relations_table
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

COHORTS_SHOWN = 24
SOON_DAYS = (30, 60, 90)


@dataclass(frozen=True)
class Cohort:
    """Customers by the month of their first order. `months[k]`: k months later, up to the day.

    Each month: (customers with an order, revenue of the cohort). The shares of the first month: `retention(k)`,
    `revenue_retention(k)`. `is_first`: the data begin with this month, so that older customers are among them.
    """

    month: date
    customers: int
    months: tuple[tuple[int, Decimal], ...]
    is_first: bool

    def retention(self, after: int) -> float:
        """The share of the cohort's customers with an order `after` months later; 1 for the first month."""
        return self.months[after][0] / self.customers

    def revenue_retention(self, after: int) -> float | None:
        """The revenue `after` months later as a share of the first month's; None where that was not above 0."""
        first = self.months[0][1]
        return float(self.months[after][1] / first) if first > 0 else None


@dataclass(frozen=True)
class Cohorts:
    """The cohorts of the last 24 months, oldest first; months without a first order are left out."""

    cohorts: tuple[Cohort, ...]
    statement: Statement

    def mean_retention(self, after: int, *, by_revenue: bool = False) -> float | None:
        """All cohorts together that are old enough, each with its weight, without that with which the data begin."""
        old = [one for one in self.cohorts if len(one.months) > after and not one.is_first]
        if by_revenue:
            first = sum((one.months[0][1] for one in old), Decimal(0))
            return float(sum((one.months[after][1] for one in old), Decimal(0)) / first) if first > 0 else None
        customers = sum(one.customers for one in old)
        return sum(one.months[after][0] for one in old) / customers if customers else None


@dataclass(frozen=True)
class FirstBuyers:
    """Those who ordered for the first time in a month. `within`: days -> who ordered again by then.

    None where the month is too young: not everybody has had so many days by the day of the figures.
    """

    month: date
    customers: int
    within: dict[int, int | None]
    is_first: bool


@dataclass(frozen=True)
class SecondOrder:
    """By month of the first order, oldest first; `shares`: days -> share over all months that are old enough.

    The month with which the data begin is not in the shares; they are None where no month is old enough.
    """

    months: tuple[FirstBuyers, ...]
    shares: dict[int, float | None]
    statement: Statement


@one_reading
def cohorts(workspace: Workspace, question: Question, rules: RfmRules) -> Cohorts:
    """Cohort retention by customers and by revenue, of the customers that the question chooses at its day.

    A cohort's month counts a customer when it has an order in it; its revenue holds all its counted lines. Refunds and
    line filters as in the question; the window does not matter.
    """
    basis = basis_of(workspace, question)
    texts = account_texts(workspace, question) | {"relations": relations_table(workspace, question, rules)}
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    values: dict[str, object] = {
        "first_cohort": months_back(basis.last_month, COHORTS_SHOWN - 1),
        "last_month": basis.last_month,
        "leave_out": question.exclude_non_customers,
    }
    found: dict[date, dict[int, tuple[int, Decimal]]] = {}
    for month, after, customers, revenue in workspace.engine.rows(sql, values):
        found.setdefault(month, {})[after] = (int(customers), revenue)
    begin = calendar_of(workspace).first_month
    made = tuple(_cohort(month, cells, basis, begin) for month, cells in found.items())
    return Cohorts(made, Statement("cohorts", sql, values))


def _cohort(month: date, cells: dict[int, tuple[int, Decimal]], basis: Basis, begin: date) -> Cohort:
    reached = len(months_between(month, basis.last_month))
    months = tuple(cells.get(after, (0, Decimal(0))) for after in range(reached))
    return Cohort(month, months[0][0], months, is_first=month == begin)


@one_reading
def second_order(workspace: Workspace, question: Question, rules: RfmRules) -> SecondOrder:
    """How many of the first-time buyers of the last 24 months came for a second order, and how soon."""
    basis = basis_of(workspace, question)
    texts = {"days": purchase_days(workspace, question), "relations": relations_table(workspace, question, rules)}
    sql = filled(Path(__file__).with_name("second_order.sql"), texts)
    first = months_back(basis.last_month, COHORTS_SHOWN - 1)
    values: dict[str, object] = {"as_of": basis.as_of, "first_cohort": first}
    begin = calendar_of(workspace).first_month
    months = tuple(
        FirstBuyers(month, int(buyers), _within(month, counts, basis.as_of), is_first=month == begin)
        for month, buyers, *counts in workspace.engine.rows(sql, values)
    )
    return SecondOrder(
        months, {days: _share(months, days) for days in SOON_DAYS}, Statement("second_order", sql, values)
    )


def _within(month: date, counts: list[int], as_of: date) -> dict[int, int | None]:
    """The counts, without those for which the month's last buyers have not had enough days."""
    return {
        days: int(count) if month_end(month) + timedelta(days=days) <= as_of else None
        for days, count in zip(SOON_DAYS, counts, strict=True)
    }


def _share(months: tuple[FirstBuyers, ...], days: int) -> float | None:
    old = [one for one in months if one.within[days] is not None and not one.is_first]
    buyers = sum(one.customers for one in old)
    return sum(one.within[days] or 0 for one in old) / buyers if buyers else None
