"""The traits by which customers can be told apart: one table per question, and what a reader can choose from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.line_facts import lines_of
from core.metrics.period import basis_of, calendar_of, month_end, months_back, months_between
from core.metrics.purchase_days import COUNTED, purchase_days
from core.metrics.question import Filters
from core.metrics.relationships.stages import stages_table
from core.metrics.surveys.customer_satisfaction import satisfaction_table
from core.metrics.tiering.tiers import tiers_table
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

TRAITS: dict[str, tuple[str, ...]] = {
    "behaviour": ("recency_days", "order_count", "usual_gap_days", "order_value", "categories_bought"),
    "value": ("revenue", "gross_profit", "gross_margin", "discount_share", "return_share"),
    "satisfaction": ("satisfaction_index",),
    "relationship": ("tenure_days", "months_bought", "recent_share"),
    "customer_file": ("annual_need", "credit_limit", "cost_to_serve", "referrals", "standing"),
}
"""The traits in their groups, in the order in which they are offered."""
ALL_TRAITS = tuple(name for names in TRAITS.values() for name in names)
USUAL_TRAITS = ("recency_days", "order_count", "order_value", "categories_bought", "tenure_days", "discount_share")
"""What is proposed to begin with, where it is known: how they buy, not what they bring."""
TRAIT_SETS: dict[str, tuple[str, ...]] = {
    "habits": USUAL_TRAITS,
    "rhythm": ("recency_days", "months_bought", "recent_share"),
    "price": ("discount_share", "gross_margin"),
}
"""Traits that belong together, to choose at once; what is proposed comes first."""
GOALS: dict[str, str] = {
    "revenue": "revenue",
    "gross_profit": "gross_profit",
    "satisfaction": "satisfaction_index",
    "retention": "bought_after",
}
"""What segments are for -> the column in which they should differ."""
AFTER_MONTHS = 3
"""In so many months after the day a customer buys again or does not."""


def plain(question: Question) -> Question:
    """The question without any filter: segments are found among all customers, and hold for all pages alike."""
    return replace(question, filters=Filters())


def is_after_known(workspace: Workspace, question: Question) -> bool:
    """Whether the data reach so far that one can see who bought in the months after the day of the question."""
    calendar = calendar_of(workspace)
    last = months_back(basis_of(workspace, question).last_month, -AFTER_MONTHS)
    return any(month >= last for month in calendar.complete)


def traits_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `traits.sql` for a question, without its filters."""
    asked = plain(question)
    basis = basis_of(workspace, asked)
    lines, _ = lines_of()
    texts = {
        **account_texts(workspace, asked),
        "days": purchase_days(workspace, asked),
        "lines": lines,
        "numbers": NUMBERED,
        "counted": COUNTED[asked.refunds],
        "people": tiers_table(workspace, asked),
        "stages": stages_table(workspace, asked),
        "contentment": satisfaction_table(workspace, asked),
    }
    first = max(basis.first_month, calendar_of(workspace).first_month)
    months = months_between(first, basis.last_month)
    values: dict[str, object] = {
        "as_of": basis.as_of,
        "first_month": basis.first_month,
        "last_month": basis.last_month,
        "later_half": months[len(months) // 2],
        "after_until": month_end(months_back(basis.last_month, -AFTER_MONTHS)),
        "after_known": is_after_known(workspace, asked),
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)


@one_reading
def traits_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table with one row per known customer that ordered in the window (see `traits.sql`).

    Columns: customer_no, customer_id, tier, `ALL_TRAITS`, bought_after and is_reachable. Filters have no part in it;
    orders, revenue and tiers are those of the pyramid. The later half of a window of an odd number of months is the
    longer one. Errors: those of `tiers_table`.
    """
    prepared = traits_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "traits", (prepared.sql, sorted(prepared.values.items())), make)


@one_reading
def trait_columns(workspace: Workspace, question: Question, tiers: tuple[str, ...] = ()) -> dict[str, Any]:
    """The table as numpy arrays by column, by customer_id; of the customers in these tiers (none named: all).

    Traits are floats, nan where unknown. Numbers of customers depend on which file came first, ids do not.
    """
    import numpy as np

    table = traits_table(workspace, question)
    chosen = "where tier in (select unnest($tiers))" if tiers else ""
    query = f"select * from {table} {chosen} order by customer_id"
    with workspace.engine.cursor() as cursor:
        found = cursor.numpy(query, {"tiers": list(tiers)} if tiers else None)
    numbers = {*ALL_TRAITS, "bought_after"}
    return {
        name: np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan) if name in numbers else np.asarray(column)
        for name, column in found.items()
    }
