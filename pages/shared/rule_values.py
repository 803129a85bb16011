"""The values of a rule: the widget that fits the column and the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import streamlit as st

from core.targets.fields import FIELDS, RATIOS, SHARES, codes_of
from core.targets.own_segments import OTHER, load_segments
from core.targets.rules import RuleValue
from pages.shared import answers
from pages.shared.view import View

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
    "likelihood",
    "expected_orders",
    "expected_revenue",
    "expected_profit",
    "usual_gap_days",
    "to_next_tier",
    "to_next_tier_share",
    "next_tier",
    "next_category",
    "next_category_support",
    "overdue_amount",
    "non_monetary_value",
    "value_index",
    "region",
    "channel",
    "owner",
    "own_segment",
    "found_segment",
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
"""The columns that a rule is first asked for, in this order."""
STARTING = {"recency_days": 60, "order_count": 2, "tenure_days": 365, "satisfaction_index": 60, "r": 3, "f": 3, "m": 3}
STEPS = {"expected_orders": 1.0, "satisfaction_index": 5.0}
TIERS = ("tier", "next_tier")
SOURCES = {"region": "customer_region", "next_category": "category"}
"""Where the values of a column come from, where it has another name there."""


@dataclass(frozen=True)
class Row:
    """One rule being built. `values` is empty as long as nothing is chosen."""

    key: str
    column: str
    operator: str
    values: tuple[RuleValue, ...] = ()


def rule_values(view: View, row: Row, *, first: bool) -> tuple[RuleValue, ...]:
    """The values as chosen; empty as long as something is missing. `first`: the row carries the labels."""
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
        if column not in TIERS:
            return codes
        return [code for code in codes if code in (*view.question.cut.tiers, *beside)]
    if column == "own_segment":
        return [*(segment.name for segment in load_segments(view.workspace)), OTHER]
    return answers.choices(view).get(SOURCES.get(column, column), ())


def _label(view: View, column: str, value: RuleValue) -> str:
    if column in TIERS:
        return view.tier(str(value))
    if column == "own_segment" and value == OTHER:
        return view.t("All others")
    return view.t.code(column, str(value)) if FIELDS[column] == "code" or column == "found_segment" else str(value)


def _one(view: View, row: Row, place: int, first: bool) -> tuple[RuleValue, ...]:
    """A number, an amount, a day, or yes and no."""
    t, kind = view.t, FIELDS[row.column]
    key = f"value_{row.key}_{row.column}_{place}"
    label = t("Value") if row.operator != "between" else (t("from"), t("to"))[place]
    shown = "visible" if first or row.operator == "between" else "collapsed"
    before = row.values[place] if place < len(row.values) else None
    if kind == "flag":
        flag = st.selectbox(
            label,
            (True, False),
            index=(True, False).index(before) if isinstance(before, bool) else 0,
            key=key,
            format_func=lambda value: t("yes") if value else t("no"),
            label_visibility=shown,
        )
        return (bool(flag),)
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
            step=0.05 if row.column in RATIOS else STEPS.get(row.column, 100.0),
            format="%.3f" if row.column in RATIOS else "%.2f",
            placeholder=t("0.5 is 50 %") if row.column in SHARES else None,
            label_visibility=shown,
        )
        return () if amount is None else (Decimal(str(amount)),)
    number = st.number_input(
        label, value=int(before) if isinstance(before, int | Decimal) else None, key=key, step=1, label_visibility=shown
    )
    return () if number is None else (int(number),)
