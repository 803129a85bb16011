"""The five customer measures: share of market, retention, acquisition, satisfaction, profitability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.first_page.kpis import Figure, Timeline, difference, kpi, relative
from core.metrics.first_page.overview_history import Point, history, span_of
from core.metrics.period import calendar_of, months_between
from core.metrics.question import Filters

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.metrics.results import Kpi
    from core.store.workspace import Workspace

FEWEST_POINTS = 12
SHORTER = (24, 12, 6, 3, 1)
Change = Callable[[Figure, Figure], float | None]


def measures(
    workspace: Workspace, question: Question, basis: Basis, points: tuple[Point, ...], satisfied: Kpi
) -> tuple[Kpi, ...]:
    """The five measures of the question's window, in this order; codes below. `points`: `history` of the question.

    `market_share`: the company's revenue in the window / what the market buys in as many months (a twelfth of the
    settings' yearly market size for each); None without a size and under any filter. `retention`: of those active in
    the window before, the share that is active in this one. `acquisition`: customers whose first order ever lies in
    the window. `satisfaction_index`: as on the page of satisfaction. `profitability`: gross profit / revenue of the
    lines that have a cost, both without tax. None where the data do not tell.

    Retention and acquisition need two windows. Where fewer than 12 months have them, their changes and history are of
    the longest usual window that has 12 (`trend_window_months`); the value stays the question's.
    """
    months = len(months_between(max(basis.first_month, calendar_of(workspace).first_month), basis.last_month))
    bought = _market(workspace, question, basis.window_months or months)
    shares: Timeline = tuple((p.month, float(p.revenue / bought) if bought else None) for p in points)
    window, trend = _trend(workspace, question, basis, points)
    profits: Timeline = tuple((point.month, point.margin) for point in points)

    def looked_back(code: str, take: Callable[[Point], Figure], change: Change) -> Kpi:
        own = kpi(code, tuple((point.month, take(point)) for point in points), change)
        if window is None:
            return own
        shorter = kpi(code, tuple((point.month, take(point)) for point in trend), change)
        return replace(shorter, value=own.value, trend_window_months=window)

    return (
        kpi("market_share", shares, difference),
        looked_back("retention", lambda point: point.retention, difference),
        looked_back("acquisition", lambda point: point.acquired, relative),
        satisfied,
        kpi("profitability", profits, difference),
    )


def _market(workspace: Workspace, question: Question, months: int) -> Decimal | None:
    size = workspace.settings().market_size
    return size * months / 12 if size and size > 0 and question.filters == Filters() else None


def _trend(
    workspace: Workspace, question: Question, basis: Basis, points: tuple[Point, ...]
) -> tuple[int | None, tuple[Point, ...]]:
    """The shorter window that retention and acquisition are looked back on with; None: the question's own."""
    if sum(point.retention is not None for point in points) >= FEWEST_POINTS:
        return None, points
    months = len(months_between(calendar_of(workspace).first_month, basis.last_month))
    for window in SHORTER:
        if window < (basis.window_months or months) and months - 2 * window + 1 >= FEWEST_POINTS:
            asked = replace(question, window_months=window)
            shorter = replace(basis, window_months=window)
            return window, history(workspace, asked, span_of(workspace, shorter))
    return None, points
