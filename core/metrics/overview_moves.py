"""Who moved since the month before: two dates, both cut by the earlier date's cut values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.chosen import chosen_customers
from core.metrics.customer_values import filled
from core.metrics.period import calendar_of, months_back
from core.metrics.question import Filters
from core.metrics.results import Statement
from core.metrics.tiers import apply_cut_values, ranking_cuts, tiers_table

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

USUAL_WINDOWS = (36, 24, 12, 6, 3)


@dataclass(frozen=True)
class Movement:
    """Counts of customers, None where the history is too short; `window_months` of both dates."""

    up: int | None = None
    down: int | None = None
    best_left: int | None = None
    best_joined: int | None = None
    window_months: int | None = None
    statements: tuple[Statement, ...] = ()


def movement(workspace: Workspace, question: Question, basis: Basis) -> Movement:
    """Moves between the month before and `as_of`, both cut by the earlier cut values, so that customers changed.

    Up and down: of the customers with a counted line in both windows; the unprofitable lie below the last tier. Who
    left the best tier may also have lapsed, who joined it may be new. The window is the question's, or the longest
    usual one below it that lies inside the data at both dates. Filters on customers, tiers and segments count the
    customers they choose at `as_of`.
    """
    window = _window(calendar_of(workspace).first_month, basis)
    if window is None:
        return Movement()
    filters = question.filters
    apart = Filters(filters.lines, filters.customers if filters.rank_within else (), rank_within=filters.rank_within)
    now = replace(question, window_months=window, filters=apart, as_of=f"{basis.last_month:%Y-%m}")
    before = replace(now, as_of=f"{months_back(basis.last_month, 1):%Y-%m}")
    cuts = ranking_cuts(workspace, before)
    if question.cut.method != "thresholds" and not any(cuts):
        return Movement()
    texts = {
        "now": apply_cut_values(workspace, now, cuts),
        "before": tiers_table(workspace, before),
        "chosen": _chosen(workspace, question),
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    values: dict[str, object] = {"order": [*question.cut.tiers, "unprofitable"]}
    up, down, left, joined = workspace.engine.rows(sql, values)[0]
    return Movement(up, down, left, joined, window, (Statement("overview_moves", sql, values),))


def _window(first_month: date, basis: Basis) -> int | None:
    before = months_back(basis.last_month, 1)
    asked = basis.window_months
    tried: list[int] = [window for window in USUAL_WINDOWS if asked is None or window < asked]
    for months in [*([asked] if asked else []), *tried]:
        if months_back(before, months - 1) >= first_month:
            return months
    return None


def _chosen(workspace: Workspace, question: Question) -> str:
    filters = question.filters
    if not (filters.customers or filters.tiers or filters.segments):
        return "true"
    table = chosen_customers(workspace, question)
    return f"exists (select 1 from {table} as o where o.customer_no = a.customer_no)"
