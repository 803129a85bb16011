"""How are we doing? The first page: figures with their history, revenue by tier, what moved, who needs attention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.first_page.kpis import Figure, difference, kpi, relative
from core.metrics.first_page.measures import measures
from core.metrics.first_page.month_figures import month_figures
from core.metrics.first_page.overview_attention import attention
from core.metrics.first_page.overview_history import Point, history, history_statement, span_of
from core.metrics.first_page.overview_moves import moves
from core.metrics.line_facts import facts_of
from core.metrics.period import basis_of, months_back
from core.metrics.results import Kpi, Overview
from core.metrics.surveys.customer_satisfaction import has_answers
from core.metrics.surveys.satisfaction_trend import satisfaction_outline
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.settings import RfmRules, SatisfactionRules
    from core.store.workspace import Workspace

MONTHS_SHOWN = 24
RELATIVE: dict[str, Callable[[Point], Figure]] = {
    "active_customers": lambda point: point.active_customers,
    "revenue": lambda point: point.revenue,
    "gross_profit": lambda point: point.gross_profit,
}


@one_reading
def overview(
    workspace: Workspace,
    question: Question,
    rules_rfm: RfmRules,  # noqa: ARG001 - part of what an overview stands on, as for every page
    rules_satisfaction: SatisfactionRules,
) -> Overview:
    """Everything the first page says.

    Each figure is that of the question's window at `as_of`; its history is the same window at the end of up to 24
    months (of every third for satisfaction), as far as it lies inside the data, so that all points compare. Changes
    are against the window that ended one month and one year earlier: relative, for shares and the satisfaction index
    the difference; None where that window reaches before the data. See `history`, `moves`, `attention` for the rest.
    `monthly` holds the last 24 months, or the window where that is longer. QuestionError as in `pyramid`.
    """
    basis = basis_of(workspace, question)
    span = span_of(workspace, basis)
    points = history(workspace, question, span)
    satisfied, unhappy = _outline(workspace, question, rules_satisfaction, span.points)
    kpis = [kpi(code, tuple((p.month, take(p)) for p in points), relative) for code, take in RELATIVE.items()]
    kpis.append(kpi("top_share", tuple((point.month, point.top_share) for point in points), difference))
    monthly = _monthly_statement(workspace, question, basis)
    moved = moves(workspace, question)
    named, attention_statement = attention(workspace, question, basis, unhappy)
    return Overview(
        basis=basis,
        kpis=tuple(kpis),
        pyramid=pyramid(workspace, question),
        monthly=workspace.engine.frame(monthly.sql, monthly.values),
        moved_up=moved.up,
        moved_down=moved.down,
        key_left=moved.best_left,
        key_joined=moved.best_joined,
        attention=named,
        statements=(
            history_statement(workspace, question, span).statement("overview"),
            monthly.statement("overview_monthly"),
            *moved.statements,
            attention_statement,
        ),
        movement_window_months=moved.window_months,
        measures=measures(workspace, question, basis, points, satisfied),
        month=month_figures(workspace, question),
    )


def _outline(
    workspace: Workspace, question: Question, rules: SatisfactionRules, months: tuple[date, ...]
) -> tuple[Kpi, pd.DataFrame | None]:
    """The satisfaction index every third month back from the newest, and who is valuable but unhappy."""
    if not has_answers(workspace):
        return Kpi("satisfaction_index", None, None, None, ()), None
    newest = months[::-1]
    asked = sorted({*newest[::3], *newest[:2]}, reverse=True)
    found = satisfaction_outline(workspace, question, rules, asked)
    timeline = tuple(zip(asked, found.indices, strict=True))[::-1]
    satisfied = kpi("satisfaction_index", timeline, difference)
    quarters = set(newest[::3])
    shown = tuple(point for point in satisfied.history if point[0] in quarters)
    return replace(satisfied, history=shown), found.unhappy_valuable


def _monthly_statement(workspace: Workspace, question: Question, basis: Basis) -> Prepared:
    """The query of `overview_monthly.sql` for a question."""
    filters = question.filters
    groups = question.rank_groups
    texts = {
        "facts": facts_of(workspace, filters.lines),
        "tiers": tiers_table(workspace, question),
        "refunds": question.refunds,
        "account": "h.group_no" if groups else "f.customer_no",
        "account_join": "left join customers as h on h.customer_no = f.customer_no" if groups else "",
    }
    shown = max(MONTHS_SHOWN, basis.window_months or 0)
    values: dict[str, object] = {
        "whole": not (filters.customers or filters.tiers or filters.segments),
        "first_month": months_back(basis.last_month, shown - 1),
        "last_month": basis.last_month,
    }
    return Prepared(filled(Path(__file__).with_name("overview_monthly.sql"), texts), values)
