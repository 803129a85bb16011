"""What is known of a customer beyond the table of customers: made and joined only where somebody asks for it.

To add a column: name it here with the function that gives its table, add its type in `core.targets.fields` and its
label in `core.text.labels`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from core.store.engine import quoted

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

FURTHER: dict[str, str] = {
    **dict.fromkeys(
        ("moved_from", "moved_to", "moved", "moved_why"), "core.metrics.movements.movement_customers:moved_columns"
    ),
    **dict.fromkeys(
        ("stage", "loyalty", "purchase_mode", "ladder"), "core.metrics.relationships.relations:relations_table"
    ),
    "earlier_stage": "core.metrics.relationships.stage_flow:earlier_stages",
    "won_back_on": "core.metrics.relationships.breadth:comebacks",
    **dict.fromkeys(
        (
            "current_value",
            "potential_value",
            "lifetime_value",
            "share_of_wallet",
            "non_monetary_value",
            "value_index",
            "potential_grade",
        ),
        "core.metrics.worth.value_parts:parts_of_customers",
    ),
    "own_segment": "core.targets.own_segments:own_segment_table",
    "found_segment": "core.metrics.segments.found_segments_placed:found_segment_table",
    **dict.fromkeys(
        ("bridge_part", "bridge_orders", "revenue_change", "frequency_effect", "price_effect"),
        "core.metrics.movements.revenue_bridge:bridge_columns",
    ),
    "attention": "core.metrics.first_page.attention_columns:attention_columns",
    **dict.fromkeys(("care_state", "care_due_on"), "core.metrics.caring.care_columns:care_columns"),
    "risk": "core.metrics.relationships.exposure:risk_columns",
    "revenue_rank": "core.metrics.relationships.exposure:revenue_ranks",
    **dict.fromkeys(
        ("signals", "signal_count", "signal_stake"), "core.metrics.signals.customer_signals:signal_columns"
    ),
    **dict.fromkeys(
        ("key_account_score", "account_strengths", "account_weaknesses"),
        "core.metrics.key_account.account_columns:account_columns",
    ),
    **dict.fromkeys(("signs_seen", "signs_lacking"), "core.metrics.key_account.account_columns:sign_columns"),
    "overdue_amount": "core.metrics.selling.overdue:overdue_amounts",
    **dict.fromkeys(("next_tier", "to_next_tier", "to_next_tier_share"), "core.metrics.tiering.nearly_up:nearly_up"),
    **dict.fromkeys(
        ("next_category", "next_category_support", "next_category_similar", "next_category_share"),
        "core.metrics.forecasts.next_category:next_categories",
    ),
    **dict.fromkeys(
        ("likelihood", "expected_orders", "expected_revenue", "expected_profit", "usual_gap_days"),
        "core.metrics.forecasts.forecast_columns:forecast_columns",
    ),
}
"""Column -> "module:function". The function takes (workspace, question, RFM rules) and gives the name of a cached
table (or a select in brackets) with `customer_no` and the column, at most one row per customer (or group account)."""


def mentioned(text: str) -> tuple[str, ...]:
    """The further columns that a predicate names."""
    return tuple(name for name in FURTHER if quoted(name) in text)


def joined(workspace: Workspace, question: Question, rules: RfmRules, names: Iterable[str]) -> tuple[list[str], str]:
    """The expressions of further columns, and the joins that bring them to `s`: each table once, left joined."""
    tables: dict[str, str] = {}
    columns = []
    made: dict[str, str] = {}
    for name in dict.fromkeys(names):
        place = FURTHER[name]
        table = made.get(place) or made.setdefault(place, _table(place)(workspace, question, rules))
        alias = tables.setdefault(table, f"further_{len(tables)}")
        columns.append(f"{alias}.{quoted(name)}")
    lines = [f"left join {table} as {alias} on {alias}.customer_no = s.customer_no" for table, alias in tables.items()]
    return columns, "\n    ".join(lines)


def _table(place: str) -> Callable[[Workspace, Question, RfmRules], str]:
    module, _, function = place.partition(":")
    found: Callable[[Workspace, Question, RfmRules], str] = getattr(import_module(module), function)
    return found
