"""Tables: names first, money and shares in the reader's language, shares as bars, at most a page of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from core.text import Language
from core.text.words import Words
from pages.shared import phone_tables
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

PAGE_ROWS = 200
MONEY = (
    *("revenue", "gross_profit", "value", "annual_need", "monetary", "total", "cost", "amount"),
    *("current_value", "potential_value", "lifetime_value", "overdue_amount", "signal_stake"),
    *("revenue_change", "frequency_effect", "price_effect", "expected_revenue", "expected_profit"),
)
SHARES = (
    "customer_share",
    "value_share",
    "company_share",
    "share_of_wallet",
    "to_next_tier_share",
    "next_category_share",
)
DAYS = ("first_order", "last_order", "won_back_on")
Kind = Literal[
    "money", "number", "decimal", "exact", "share", "chance", "bar", "index", "day", "phrase", "sentence", "story"
]
CODED = (
    *("tier", "segment", "class", "stage", "earlier_stage", "loyalty", "purchase_mode", "ladder", "potential_grade"),
    *("next_tier", "found_segment"),
)
"""Columns of codes; the area of their labels has the same name."""
MOST_ROWS, ROW_HEIGHT = 10, 35
TALL_HEIGHT = 70  # under it the browser does not break lines
BAR_PX = 130
DIGIT_PX, LETTER_PX, MARGIN_PX = 7.5, 6.9, 24
SHORT_NAME, MOST_NAME_PX = 18, 250
WIDE_FROM = 0x2E80  # signs from here on are as wide as two letters
WIDE_PX: dict[Kind, dict[Language, int]] = {  # room for two lines
    "phrase": {"en": 195, "zh": 170},
    "sentence": {"en": 292, "zh": 250},
    "story": {"en": 372, "zh": 372},  # what has several parts
}
_BESIDE_A_SIGN = re.compile(r" (?=[\u2e80-\uffff])|(?<=[\u2e80-\uffff]) ")
PERCENT: dict[Language, str] = {"en": "%.1f %%", "zh": "%.1f%%"}
GROUPED = "%,.0f"
MISSING = "–"


def show_table(
    view: View,
    frame: pd.DataFrame,
    *,
    key: str,
    names: Mapping[str, str] | None = None,
    kinds: Mapping[str, Kind] | None = None,
    selectable: bool = False,
    tall: bool = False,
    words_first: bool = True,
) -> list[int]:
    """Draw a page of rows; returns the numbers of the rows that the reader picked (with `selectable`).

    `names`: headers by column (else the labels of the column area). `kinds`: how further columns are written; shares
    and chances are 0-1. Codes of tiers, segments and classes become their labels. Money and dates stay numbers and
    dates underneath, so that sorting by a click is right. `tall`: rows have room for a sentence in two lines, which on
    a phone stands beside the name, unless the table is about its figures (`words_first` is False).
    """
    t = view.t
    labels, wanted = dict(names or {}), _kinds(view) | dict(kinds or {})
    shown = _worded(view, frame.head(PAGE_ROWS), wanted)
    config = {
        column: _column(column, labels.get(column) or t.code("column", column), wanted.get(column), t.language, shown)
        for column in shown.columns
    }
    height, most_rows, order = TALL_HEIGHT if tall else ROW_HEIGHT, MOST_ROWS, list(shown.columns)
    if words_first and phone_tables.on_phone():
        phone_tables.narrow(config, tall=tall)
        if tall:
            height, most_rows = phone_tables.TALL_HEIGHT, phone_tables.TALL_ROWS
            order = phone_tables.words_beside_name(order, [name for name in wanted if wanted[name] in WIDE_PX])
    event = st.dataframe(
        _said(shown, [name for name in shown.columns if wanted.get(name) == "chance"], t),
        key=key,
        hide_index=True,
        column_config=config,
        column_order=order,
        height=ROW_HEIGHT + min(len(shown), most_rows) * height + 3,
        row_height=height,
        placeholder=MISSING,
        on_select="rerun" if selectable else "ignore",
        selection_mode="multi-row",
    )
    if len(frame) > PAGE_ROWS:
        st.caption(t("The first {count} rows; the download holds all.", count=t.count(PAGE_ROWS)))
    picked: list[int] = list(event["selection"]["rows"]) if selectable else []
    return picked


def _kinds(view: View) -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys(MONEY, "money")
    kinds |= dict.fromkeys(DAYS, "day")
    kinds |= dict.fromkeys(SHARES, "share")
    kinds |= {"value": value_kind(view), "to_next_tier": value_kind(view)}
    return kinds | {"value_index": "index", "expected_orders": "decimal", "likelihood": "chance"}


def value_kind(view: View) -> Kind:
    """How a value of the measure that customers are ranked by is written."""
    kinds: dict[str, Kind] = {"order_count": "number", "value_index": "index"}
    return kinds.get(view.question.value, "money")


def total_kind(view: View) -> Kind:
    """How what those values add up to is written."""
    return "number" if view.question.value == "order_count" else "money"


def _worded(view: View, frame: pd.DataFrame, kinds: Mapping[str, Kind]) -> pd.DataFrame:
    shown = frame.copy()
    for column in CODED:
        if column in shown.columns:
            shown[column] = [_label(view, column, code) for code in shown[column]]
    for column in shown.columns:
        known = shown[column].dropna()
        if len(known) and isinstance(known.iloc[0], Decimal):
            shown[column] = shown[column].astype(float)
        if kinds.get(column) in ("share", "bar", "chance"):
            shown[column] = shown[column].astype(float) * 100
        if kinds.get(column) in WIDE_PX and view.t.language == "zh":
            shown[column] = [closed_up(said) if isinstance(said, str) else said for said in shown[column]]
    return shown


def _said(shown: pd.DataFrame, chances: list[str], t: Words) -> pd.DataFrame | Styler:
    """The rows with chances in words; what stands underneath stays percent, so that sorting by a click is right."""
    if not chances:
        return shown
    said = shown.style.format(_as_it_is, na_rep=MISSING)
    return said.format(lambda percent: t.chance(percent / 100), subset=chances, na_rep=MISSING)


def _as_it_is(value: object) -> str:
    """A value as a table writes it that has no format: a number without zeros at its end."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def closed_up(said: str) -> str:
    """A Chinese sentence without what the grid of a table breaks badly.

    At the blanks beside its signs it breaks a line too early, and it puts a last full stop on a line of its own.
    """
    return _BESIDE_A_SIGN.sub("", said).removesuffix("。")


def _label(view: View, area: str, code: Any) -> str | None:
    if not isinstance(code, str):
        return None
    return view.tier(code) if area in ("tier", "next_tier") else view.t.code(area, code)


def _column(column: str, label: str, kind: Kind | None, language: Language, shown: pd.DataFrame) -> Any:
    columns, percent, values = st.column_config, PERCENT[language], shown[column]
    if kind == "bar":
        return columns.ProgressColumn(label, format=percent, min_value=0, max_value=100, width=BAR_PX)
    if kind in ("share", "chance"):  # a format would take the place of what `_said` writes
        return columns.NumberColumn(label, format=percent if kind == "share" else None)
    if kind in ("money", "number"):
        return columns.NumberColumn(label, format=GROUPED, width=_width(label, values))
    if kind == "exact":
        return columns.NumberColumn(label, format="%,.2f")
    if kind == "index":
        return columns.NumberColumn(label, format="%.3f")
    if kind == "decimal":
        return columns.NumberColumn(label, format="%,.1f")
    if column == "customer_name":
        return columns.TextColumn(label, width=_name_width(values))
    if kind in ("phrase", "sentence", "story"):
        return columns.TextColumn(label, width=WIDE_PX[kind][language])
    if kind == "day":
        return columns.DateColumn(label, format="YYYY-MM-DD")
    return columns.Column(label)


def _width(label: str, values: pd.Series[Any]) -> int | None:
    """Room for long numbers, whose thousands signs the browser's own measure forgets; None where there are none."""
    if values.dtype.kind not in "iuf":
        return None
    longest = max((len(f"{value:,.0f}") for value in values.dropna()), default=0)
    return round(longest * DIGIT_PX + MARGIN_PX) if longest > max(len(label), 8) else None


def _name_width(values: pd.Series[Any]) -> int | None:
    """Room for the longest of the first names, which the browser's own measure of a few rows can miss."""
    longest = max((sum(2 if ord(sign) > WIDE_FROM else 1 for sign in str(name)) for name in values.dropna()), default=0)
    return min(round(longest * LETTER_PX + MARGIN_PX), MOST_NAME_PX) if longest > SHORT_NAME else None
