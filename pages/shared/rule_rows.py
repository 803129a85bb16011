"""The rule builder: a row per rule with the widgets that fit its column; kept in the session between pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.errors import CoreError
from core.targets.fields import FIELDS, OPERATORS, codes_of
from core.targets.rules import Rule, RuleValue, parse_rule, rule_of
from core.text.messages import message
from pages.shared import answers
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

DRAFT = "target_rules"
OFFERED = (
    "tier",
    "segment",
    "class",
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
    "satisfaction_index",
    "region",
    "channel",
    "owner",
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
STARTING = {"recency_days": 60, "order_count": 2, "tenure_days": 365, "satisfaction_index": 60, "r": 3, "f": 3, "m": 3}
SOURCES = {"region": "customer_region"}  # where the values of a column come from, where it has another name there


@dataclass(frozen=True)
class Row:
    """One rule being built. `values` is empty as long as nothing is chosen."""

    key: str
    column: str
    operator: str
    values: tuple[RuleValue, ...] = ()


def row_of(rule: Rule) -> Row:
    """A rule as a row of its own."""
    return Row(uuid4().hex[:8], rule.column, rule.operator, rule.values)


def draft() -> list[Row]:
    """The rows of this session; one rule to begin with."""
    found: list[Row] = st.session_state.setdefault(DRAFT, [row_of(parse_rule(FIRST_RULE))])
    return found


def start_with(rules: Sequence[Rule]) -> None:
    """Begin again with these rules."""
    st.session_state[DRAFT] = [row_of(rule) for rule in rules]


def rule_rows(view: View) -> list[Rule]:
    """Draw the rows and give the rules that are complete; the others say what they lack."""
    t = view.t
    rules, kept = [], []
    for number, row in enumerate(draft()):
        now = _row(view, row, first=number == 0)
        kept.append(now)
        if not now.values:
            continue
        try:
            rules.append(rule_of(now.column, now.operator, now.values))
        except CoreError as error:
            st.error(message(error, t))
    st.session_state[DRAFT] = kept
    st.button(t("Add a rule"), key="add_rule", icon=":material/add:", type="tertiary", on_click=_add)
    return rules


def _add() -> None:
    used = {row.column for row in draft()}
    column = next((one for one in ("recency_days", "segment", "tier", "value") if one not in used), "value")
    operator = ">" if column in STARTING or FIELDS[column] == "money" else OPERATORS[FIELDS[column]][0]
    start = (STARTING[column],) if column in STARTING else ()
    st.session_state[DRAFT] = [*draft(), Row(uuid4().hex[:8], column, operator, start)]


def _remove(key: str) -> None:
    st.session_state[DRAFT] = [row for row in draft() if row.key != key]


def _row(view: View, row: Row, *, first: bool) -> Row:
    t = view.t
    with st.container(key=f"rule_{row.key}"):
        column_place, operator_place, value_place, away = st.columns(
            [4, 3, 6, 1], vertical_alignment="bottom", gap="small"
        )
        column = _select(
            column_place,
            t("Column"),
            OFFERED,
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
            values = _values(view, Row(row.key, column, operator, row.values if same else ()), first)
        away.button(
            "",
            key=f"remove_{row.key}",
            icon=":material/close:",
            type="tertiary",
            help=t("Take this rule away"),
            on_click=_remove,
            args=(row.key,),
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


def _values(view: View, row: Row, first: bool) -> tuple[RuleValue, ...]:
    kind = FIELDS[row.column]
    if kind in ("code", "text") or (kind == "level" and row.operator in ("in", "not in")):
        return _chosen(view, row, first)
    if row.operator != "between":
        return _one(view, row, 0, first)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return (*_one(view, row, 0, first), *_one(view, row, 1, first))


def _chosen(view: View, row: Row, first: bool) -> tuple[RuleValue, ...]:
    """One or more values out of those that occur; for ids and names also values that are typed in."""
    kind, t = FIELDS[row.column], view.t
    options: list[RuleValue] = list(_options(view, row.column))
    now = [value for value in row.values if value in options or kind == "text"]
    options += [value for value in now if value not in options]
    chosen: list[RuleValue] = st.multiselect(
        t("Values"),
        options,
        now if row.operator != "=" else now[:1],
        key=f"values_{row.key}_{row.column}_{row.operator}",
        format_func=lambda value: _label(view, row.column, value),
        placeholder=t("choose"),
        accept_new_options=kind == "text",
        max_selections=1 if row.operator == "=" else None,
        label_visibility="visible" if first else "collapsed",
    )
    return tuple(chosen)


def _options(view: View, column: str) -> Sequence[RuleValue]:
    if FIELDS[column] == "level":
        return range(1, view.settings.rfm.levels + 1)
    if FIELDS[column] == "code":
        codes = codes_of(column)
        beside = ("unprofitable", "inactive")
        return [code for code in codes if code in (*view.question.cut.tiers, *beside)] if column == "tier" else codes
    return answers.choices(view).get(SOURCES.get(column, column), ())


def _label(view: View, column: str, value: RuleValue) -> str:
    if column == "tier":
        return view.tier(str(value))
    return view.t.code(column, str(value)) if FIELDS[column] == "code" else str(value)


def _one(view: View, row: Row, place: int, first: bool) -> tuple[RuleValue, ...]:
    """A number, an amount or a day."""
    t, kind = view.t, FIELDS[row.column]
    key = f"value_{row.key}_{row.column}_{place}"
    label = t("Value") if row.operator != "between" else (t("from"), t("to"))[place]
    shown = "visible" if first or row.operator == "between" else "collapsed"
    before = row.values[place] if place < len(row.values) else None
    if kind == "date":
        day = st.date_input(
            label,
            value=before if isinstance(before, date) else None,
            key=key,
            label_visibility=shown,
            min_value=date(1900, 1, 1),
            max_value=date(2100, 1, 1),
        )
        return (day,) if isinstance(day, date) else ()
    if before is None and place == 0:
        before = STARTING.get(row.column)
    if kind == "money":
        amount = st.number_input(
            label,
            value=float(before) if isinstance(before, int | Decimal) else None,
            key=key,
            step=100.0,
            format="%.2f",
            label_visibility=shown,
        )
        return () if amount is None else (Decimal(str(amount)),)
    number = st.number_input(
        label, value=int(before) if isinstance(before, int | Decimal) else None, key=key, step=1, label_visibility=shown
    )
    return () if number is None else (int(number),)
