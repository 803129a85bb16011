"""How the cells of a column are written, and which words stand for an empty one: to be changed in place."""

from __future__ import annotations

import streamlit as st

from core.intake.batching.receipts import Inspection
from core.intake.columns.mapping import Proposal
from core.intake.values.formats import DATE_FORMATS, MISSING_WORDS, ColumnFormat
from pages.shared.doubts import choices_of, decide
from pages.shared.dropped import Dropped
from pages.shared.view import View

DATES = {
    "ymd": "2024-01-31",
    "compact": "20240131",
    "named": "31 Jan 2024: month in words",
    "dmy": "31.01.2024: day first",
    "mdy": "01/31/2024: month first",
    "ymd2": "24-01-31: year first",
    "dmy2": "31.01.24: day first",
    "mdy2": "01/31/24: month first",
    "excel1900": "45322: number of the day",
    "excel1904": "43860: number of the day, from 1904",
    "month": "2024-01: month alone",
}
MARKS = {".": "1,234.5: decimal point", ",": "1.234,5: decimal comma"}


def way_of_writing(view: View, dropped: Dropped, found: Inspection, proposal: Proposal, key: str) -> None:
    """The order of days or the decimal mark of a column in use."""
    written = _format_of(found, proposal)
    if written is None or written.type in ("text", "id", "status", "flag"):
        return
    t, is_date = view.t, written.type == "date"
    words, now = (DATES, written.date_format) if is_date else (MARKS, written.decimal_mark)
    options = list(DATE_FORMATS) if is_date else list(MARKS)
    widget = f"written_{key}"
    st.session_state[widget] = now if now in options else None

    def take() -> None:
        chosen, choices = st.session_state[widget], choices_of(dropped, found)
        if chosen and is_date:
            decide(dropped, found, date_format={**choices.date_format, written.column: chosen})
        elif chosen:
            decide(dropped, found, decimal_mark={**choices.decimal_mark, written.column: chosen})

    st.selectbox(
        t("How {header} is written", header=proposal.header),
        options,
        key=widget,
        format_func=lambda option: t(words[option]),
        placeholder=t("not clear"),
        label_visibility="collapsed",
        on_change=take,
    )


def _format_of(found: Inspection, proposal: Proposal) -> ColumnFormat | None:
    plan = found.plan
    formats = (*plan.formats, *(each.format for each in plan.wide))
    return next((each for each in formats if each.column == proposal.column and each.header == proposal.header), None)


def words_for_nothing(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    """Words that stand for an empty cell in text columns too; in numbers and days the usual ones always do."""
    t, said = view.t, choices_of(dropped, found).missing
    seen = list(dict.fromkeys(word for _, word in found.plan.missing_seen))
    widget = f"missing_{key}"
    st.session_state[widget] = list(said or ())

    def take() -> None:
        chosen = tuple(st.session_state[widget])
        decide(dropped, found, missing=chosen or None)

    headers = t.listed(list(dict.fromkeys(header for header, _ in found.plan.missing_seen)))
    st.multiselect(
        t("Words that stand for an empty cell"),
        list(dict.fromkeys([*seen, *(said or ()), *MISSING_WORDS])),
        key=widget,
        accept_new_options=True,
        placeholder=t("seen: {words} in {headers}", words=", ".join(seen), headers=headers) if seen else t("none"),
        on_change=take,
        help=t("They hold for columns of text. In numbers and dates the usual ones are always read as empty."),
        width=420,
    )
