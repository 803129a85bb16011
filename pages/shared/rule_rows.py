"""The rule builder: a row per rule with the widgets that fit its column; kept in the session between pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.errors import CoreError
from core.targets.fields import FIELDS, OPERATORS
from core.targets.rules import Rule, parse_rule, rule_of
from core.text.messages import message
from pages.shared.rule_values import STARTING, Row, rule_values
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

DRAFT = "target_rules"
OFFERED = (
    "tier",
    "segment",
    "class",
    "stage",
    "earlier_stage",
    "loyalty",
    "purchase_mode",
    "ladder",
    "moved_from",
    "moved_to",
    "moved",
    "moved_why",
    "r",
    "f",
    "m",
    "value",
    "revenue",
    "gross_profit",
    "order_count",
    "recency_days",
    "last_order",
    "first_order",
    "tenure_days",
    "won_back_on",
    "satisfaction_index",
    "current_value",
    "potential_value",
    "potential_grade",
    "lifetime_value",
    "share_of_wallet",
    "non_monetary_value",
    "value_index",
    "region",
    "channel",
    "owner",
    "own_segment",
    "kind",
    "industry",
    "city",
    "grade",
    "source",
    "nature",
    "parent",
    "annual_need",
    "customer_id",
    "customer_name",
)
SIGNS = {
    "in": "is one of",
    "not in": "is none of",
    "=": "is",
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
    "between": "is between",
}
FIRST_RULE = "tier in key,important"


def row_of(rule: Rule) -> Row:
    """A rule as a row of its own."""
    return Row(uuid4().hex[:8], rule.column, rule.operator, rule.values)


def draft(kept: str = DRAFT) -> list[Row]:
    """The rows of this session; one rule to begin with."""
    found: list[Row] = st.session_state.setdefault(kept, [row_of(parse_rule(FIRST_RULE))])
    return found


def start_with(rules: Sequence[Rule], kept: str = DRAFT) -> None:
    """Begin again with these rules."""
    st.session_state[kept] = [row_of(rule) for rule in rules]


def rule_rows(view: View, kept: str = DRAFT, *, offered: Sequence[str] = OFFERED) -> list[Rule]:
    """Draw the rows and give the rules that are complete; the others say what they lack.

    `kept`: where the session keeps them; every builder has its own. `offered`: the columns to choose from.
    """
    t = view.t
    rules, rows = [], []
    for number, row in enumerate(draft(kept)):
        now = _row(view, row, kept, offered, first=number == 0)
        rows.append(now)
        if not now.values:
            continue
        try:
            rules.append(rule_of(now.column, now.operator, now.values))
        except CoreError as error:
            st.error(message(error, t))
    st.session_state[kept] = rows
    key = "add_rule" if kept == DRAFT else f"add_rule_{kept}"
    st.button(t("Add a rule"), key=key, icon=":material/add:", type="tertiary", on_click=_add, args=(kept,))
    return rules


def _add(kept: str) -> None:
    used = {row.column for row in draft(kept)}
    column = next((one for one in ("recency_days", "segment", "tier", "value") if one not in used), "value")
    operator = ">" if column in STARTING or FIELDS[column] == "money" else OPERATORS[FIELDS[column]][0]
    start = (STARTING[column],) if column in STARTING else ()
    st.session_state[kept] = [*draft(kept), Row(uuid4().hex[:8], column, operator, start)]


def _remove(key: str, kept: str) -> None:
    st.session_state[kept] = [row for row in draft(kept) if row.key != key]


def _row(view: View, row: Row, kept: str, offered: Sequence[str], *, first: bool) -> Row:
    t = view.t
    with st.container(key=f"rule_{row.key}"):
        column_place, operator_place, value_place, away = st.columns(
            [4, 3, 6, 1], vertical_alignment="bottom", gap="small"
        )
        column = _select(
            column_place,
            t("Column"),
            offered if row.column in offered else (*offered, row.column),
            row.column,
            key=f"column_{row.key}",
            first=first,
            name=lambda one: t.code("column", one),
        )
        operators = OPERATORS[FIELDS[column]]
        before = row.operator if row.operator in operators else operators[0]
        operator = _select(
            operator_place,
            t("Comparison"),
            operators,
            before,
            key=f"operator_{row.key}_{column}",
            first=first,
            name=lambda one: t(SIGNS[one]),
        )
        same = column == row.column
        with value_place:
            values = rule_values(view, Row(row.key, column, operator, row.values if same else ()), first=first)
        away.button(
            "",
            key=f"remove_{row.key}",
            icon=":material/close:",
            type="tertiary",
            help=t("Take this rule away"),
            on_click=_remove,
            args=(row.key, kept),
        )
    return Row(row.key, column, operator, values)


def _select(
    place: DeltaGenerator,
    label: str,
    options: Sequence[str],
    now: str,
    *,
    key: str,
    first: bool,
    name: Callable[[str], str],
) -> str:
    chosen: str = place.selectbox(
        label,
        options,
        index=list(options).index(now),
        key=key,
        format_func=name,
        label_visibility="visible" if first else "collapsed",
    )
    return chosen
