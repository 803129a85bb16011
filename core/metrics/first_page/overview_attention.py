"""Who needs attention now, among Key and Important."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.customer_values import filled
from core.metrics.line_facts import facts_of
from core.metrics.period import calendar_of, month_end, months_back
from core.metrics.results import Statement
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

MOST = 10
REASONS = ("silent", "falling", "unhappy")
UNHAPPY_KEY = 50.0
COLUMNS = ("customer_id", "customer_name", "tier", "value", "recency_days", "reason", "figure")


def attention(
    workspace: Workspace, question: Question, basis: Basis, unhappy: pd.DataFrame | None
) -> tuple[pd.DataFrame, Statement]:
    """At most ten customers of the valuable tiers, greatest value first, ties by id; each once, with one reason.

    `silent`: more than 60 days and twice the usual gap between its orders (`figure`, days) without one. `falling`:
    revenue of the last 3 months more than 40 % under the same months a year before (`figure`, -0.5 = half gone), where
    the data reach back so far. `unhappy`: a customer of the best tier whose own satisfaction index (`figure`) is under
    50. The first that applies; who ordered on one day only has no usual gap, and none is under a day. recency_days
    as of `as_of`.
    """
    groups = question.rank_groups
    texts = {
        "facts": facts_of(workspace, question.filters.lines),
        "tiers": tiers_table(workspace, question),
        "refunds": question.refunds,
        "account": "h.group_no" if groups else "f.customer_no",
        "account_join": "join customers as h on h.customer_no = f.customer_no" if groups else "",
    }
    named = _unhappy(unhappy, question)
    before = months_back(basis.last_month, 14)
    values: dict[str, object] = {
        "as_of": basis.as_of,
        "last_month": basis.last_month,
        "recent_first": months_back(basis.last_month, 2),
        "before_first": before,
        "before_last": month_end(months_back(basis.last_month, 12)),
        "year_known": before >= calendar_of(workspace).first_month,
        "valuable": list(valuable_tiers(question.cut)),
        "unhappy_ids": [customer for customer, _ in named],
        "unhappy_indices": [index for _, index in named],
        "most": MOST,
    }
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    return workspace.engine.frame(sql, values)[list(COLUMNS)], Statement("overview_attention", sql, values)


def _unhappy(found: pd.DataFrame | None, question: Question) -> list[tuple[str, float]]:
    """The best tier's own indices under 50, with the customer id."""
    if found is None:
        return []
    chosen = found[(found["tier"] == question.cut.tiers[0]) & (found["index"] < UNHAPPY_KEY)]
    return list(zip(chosen["customer_id"].tolist(), chosen["index"].tolist(), strict=True))
