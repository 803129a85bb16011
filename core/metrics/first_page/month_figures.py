"""The month of `as_of` by itself, against the month before and the same month a year earlier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.first_page.kpis import Figure, kpi, relative
from core.metrics.first_page.overview_history import Point, history, span_of
from core.metrics.period import basis_of, months_back
from core.metrics.results import Kpi

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

TAKEN: dict[str, Callable[[Point], Figure]] = {
    "revenue": lambda point: point.revenue,
    "gross_profit": lambda point: point.gross_profit,
    "active_customers": lambda point: point.active_customers,
}
JANUARY, FEBRUARY, MARCH = 1, 2, 3


@dataclass(frozen=True)
class MonthFigures:
    """Revenue, gross profit and active customers of one month, or of January and February together (`joined`).

    `first_month`, `last_month`: first days; `waits`: a January that is compared when its February is there.
    """

    basis: Basis
    first_month: date
    last_month: date
    joined: bool
    waits: bool
    kpis: tuple[Kpi, ...]  # changes relative; history month by month, at most 24


@one_reading
def month_figures(workspace: Workspace, question: Question) -> MonthFigures:
    """The newest month of the question, by the rules of `history` (whole company, or the chosen customers).

    Where the settings take January and February together: February stands for both, against December per month and
    against both a year before; March is compared with the mean of both; a January waits for its February and is not
    compared. Customers who buy in one month and in two do not compare: no change is given then.
    """
    basis = basis_of(workspace, question)
    joins, month = workspace.settings().join_january_february, basis.last_month.month
    single = _months(workspace, question, basis, 1)
    double = _months(workspace, question, basis, 2) if joins else {}
    joined = joins and month == FEBRUARY and len(double) > 0 and basis.last_month in double
    kpis = [kpi(code, tuple((m, take(p)) for m, p in single.items()), relative) for code, take in TAKEN.items()]
    if joins and month in (JANUARY, FEBRUARY, MARCH):
        kpis = [_joined(made, TAKEN[made.code], single, double, basis.last_month) for made in kpis]
    first = months_back(basis.last_month, 1) if joined else basis.last_month
    return MonthFigures(basis, first, basis.last_month, joined, joins and month == JANUARY, tuple(kpis))


def _months(workspace: Workspace, question: Question, basis: Basis, length: int) -> dict[date, Point]:
    shorter, span = replace(question, window_months=length), span_of(workspace, replace(basis, window_months=length))
    return {point.month: point for point in history(workspace, shorter, span)}


def _joined(
    found: Kpi, take: Callable[[Point], Figure], single: dict[date, Point], double: dict[date, Point], last: date
) -> Kpi:
    """The figure where January and February are one."""
    if last.month == JANUARY:
        return replace(found, change_month=None, change_year=None)
    people, before = found.code == "active_customers", months_back(last, 1)
    if last.month == MARCH:
        both = None if people or before not in double else _halved(take(double[before]))
        return replace(found, change_month=relative(found.value, both))
    if last not in double:
        return replace(found, change_month=None, change_year=None)
    value, december = take(double[last]), months_back(last, 2)
    alone = take(single[december]) if december in single and not people else None
    year = months_back(last, 12)
    return replace(
        found,
        value=value,
        change_month=relative(_halved(value), alone),
        change_year=relative(value, take(double[year]) if year in double else None),
    )


def _halved(value: Figure) -> Figure:
    return None if value is None else Decimal(value) / 2
