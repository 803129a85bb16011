"""What a person has to decide before a file is imported, asked in place with the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from core.intake.batching.foreseen import Foreseen
from core.intake.batching.receipts import Inspection
from core.intake.rows.validation import Choices, Doubt
from pages.shared.dropped import Dropped, Wish, dropped_files, wish
from pages.shared.reading_words import plain
from pages.shared.view import View

DATE_WORDS = {
    "dmy": "day first",
    "mdy": "month first",
    "dmy2": "day first, year last",
    "mdy2": "month first, year last",
    "ymd2": "year first",
}
MARK_WORDS = {".": "the point divides decimals", ",": "the comma divides decimals"}
DISCOUNT_WORDS = {"off": "it is taken off", "paid": "it is what is left to pay", "zhe": "it is in tenths (折)"}
PER_WORDS = {"order": "of the whole order, counted once", "line": "of each line"}
Ask = Callable[[View, Dropped, Inspection, Doubt, str], None]


def ask_doubts(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    """One card per open question of the table."""
    for place, doubt in enumerate(found.plan.doubts):
        with st.container(border=True, key=f"doubt_{key}_{place}"):
            ASKING[doubt.code](view, dropped, found, doubt, f"{key}_{place}")


def choices_of(dropped: Dropped, found: Inspection) -> Choices:
    """What was chosen for a table so far."""
    return dropped.wishes.get(found.table.sheet, Wish()).choices


def decide(dropped: Dropped, found: Inspection, *, alone: bool = False, **changes: Any) -> None:
    """Change a choice about a table; the file is looked at again."""
    wish(dropped, found, alone=alone, choices=replace(choices_of(dropped, found), **changes))


def _ask_option(
    view: View,
    doubt: Doubt,
    question: str,
    words: dict[str, str],
    take: Callable[[str], None],
    key: str,
) -> None:
    """A button per reading, each with what the cells would become."""
    st.markdown(f"**{question}**")
    for option, shown in zip(doubt.options, doubt.examples, strict=True):
        evidence = " · ".join(f"`{text}` → {_as_read(view, meaning)}" for text, meaning in shown)
        with st.container(horizontal=True, vertical_alignment="center"):
            name = view.t(words[option]) if option in words else option
            st.button(name, key=f"answer_{key}_{option}", on_click=take, args=(option,), width=220)
            st.markdown(evidence, width="content")


def _as_read(view: View, meaning: str) -> str:
    try:
        return view.t.day(date.fromisoformat(meaning))
    except ValueError:
        return meaning


def _ask_date_order(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    column = doubt.column or ""

    def take(option: str) -> None:
        decide(dropped, found, date_format={**choices_of(dropped, found).date_format, column: option})

    question = view.t("How are the dates in {header} written?", header=doubt.header)
    _ask_option(view, doubt, question, DATE_WORDS, take, key)


def _ask_decimal_mark(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    column = doubt.column or ""

    def take(option: str) -> None:
        decide(dropped, found, decimal_mark={**choices_of(dropped, found).decimal_mark, column: option})

    question = view.t("How are the numbers in {header} written?", header=doubt.header)
    _ask_option(view, doubt, question, MARK_WORDS, take, key)


def _ask_amount_per(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    question = view.t("What is the amount in {header} that all lines of an order repeat?", header=doubt.header)
    _ask_option(view, doubt, question, PER_WORDS, lambda option: decide(dropped, found, amount_per=option), key)


def _ask_discount_meaning(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    question = view.t("What is left to pay with the discounts in {header}?", header=doubt.header)
    _ask_option(view, doubt, question, DISCOUNT_WORDS, lambda option: decide(dropped, found, discount=option), key)


def _ask_survey_date(view: View, dropped: Dropped, found: Inspection, _doubt: Doubt, key: str) -> None:
    t = view.t
    st.markdown(f"**{t('The survey has no dates. When was it answered?')}**")
    with st.form(f"day_{key}", border=False):
        day = st.date_input(t("Day of the survey"), value=None, key=f"day_input_{key}", max_value="today", width=220)
        if st.form_submit_button(t("Use this day")) and isinstance(day, date):
            decide(dropped, found, alone=True, answered_on=day)
            st.rerun()


def _ask_scale(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    question = view.t("On which scale were the scores given?")
    _ask_bounds(view, doubt, question, lambda scale: decide(dropped, found, scale=scale), key)


def _ask_nps_scale(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    question = view.t("Answers in {header} do not look like 0 to 10. Which scale is it?", header=doubt.header)
    _ask_bounds(view, doubt, question, lambda scale: decide(dropped, found, nps_scale=scale), key)


def _ask_bounds(
    view: View, doubt: Doubt, question: str, take: Callable[[tuple[Decimal, Decimal]], None], key: str
) -> None:
    t = view.t
    lowest, highest = _bounds(doubt.options)
    st.markdown(f"**{question}**")
    with st.form(f"scale_{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        low = st.number_input(
            t("Lowest possible score"), value=lowest, key=f"low_{key}", width=200, step=1.0, format="%g"
        )
        high = st.number_input(
            t("Highest possible score"), value=highest, key=f"high_{key}", width=200, step=1.0, format="%g"
        )
        if st.form_submit_button(t("Use this scale")) and low < high:
            take((Decimal(f"{low:g}"), Decimal(f"{high:g}")))
            st.rerun()
    st.caption(t("The proposal comes from the scores that occur; the extremes alone do not prove a scale."))


def _bounds(options: Sequence[str]) -> tuple[float, float]:
    low, _, high = (options[0] if options else "0-10").rpartition("-")
    return float(low), float(high)


def _ask_currency(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    t = view.t
    st.markdown(f"**{t('The amounts stand in several currencies. Which one is to be imported?')}**")
    with st.container(horizontal=True):
        for option in doubt.options:
            st.button(
                option, key=f"answer_{key}_{option}", on_click=lambda one=option: decide(dropped, found, currency=one)
            )
    st.caption(t("Rows in another currency are refused; bring them in converted, or into a workspace of their own."))


def _ask_future(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    t = view.t
    shown = ", ".join(f"`{text}` → {_as_read(view, meaning)}" for text, meaning in doubt.examples[0])
    st.markdown(f"**{t('Some dates in {header} lie in the future. Are they right?', header=doubt.header)}** {shown}")
    st.button(t("Yes, they are right"), key=f"answer_{key}", on_click=lambda: decide(dropped, found, future_dates=True))


def _ask_discount(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    t = view.t
    shown = ", ".join(f"`{text}`" for text, _ in doubt.examples[0])
    st.markdown(
        f"**{t('{header} looks like a discount but holds no shares. Leave it out?', header=doubt.header)}** {shown}"
    )
    st.caption(t("Amounts are quantity x price here and would come out too high. Better: map the column of amounts."))
    st.button(t("Leave it out"), key=f"answer_{key}", on_click=lambda: decide(dropped, found, without_discount=True))


def _ask_damaged(view: View, dropped: Dropped, found: Inspection, doubt: Doubt, key: str) -> None:
    t = view.t
    shown = ", ".join(f"`{text}`" for text, _ in doubt.examples[0])
    st.markdown(f"**{t('A spreadsheet has shortened the numbers in {header}.', header=doubt.header)}** {shown}")
    st.caption(t("Several numbers may have become one. Better: format the column as text and export it again."))
    st.button(
        t("Take them as they stand"), key=f"answer_{key}", on_click=lambda: decide(dropped, found, damaged_ids=True)
    )


ASKING: dict[str, Ask] = {
    "date_order": _ask_date_order,
    "decimal_mark": _ask_decimal_mark,
    "survey_date_missing": _ask_survey_date,
    "scale_unknown": _ask_scale,
    "currency_several": _ask_currency,
    "future_dates": _ask_future,
    "discount_unused": _ask_discount,
    "discount_meaning": _ask_discount_meaning,
    "ids_damaged": _ask_damaged,
    "nps_scale": _ask_nps_scale,
    "amount_per": _ask_amount_per,
}


def ask_matching(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    """Lines without an order number that look like lines of another file: skip or keep."""
    t = view.t

    def take() -> None:
        for other in dropped_files():
            if other.parcel == dropped.parcel:
                other.matching = st.session_state[f"matching_{key}"]

    words = {"skip": t("Skip them: they are the same"), "keep": t("Keep them: they are other orders")}
    with st.container(border=True, key=f"matches_{key}"):
        st.radio(
            _looks_like(view, found.foreseen),
            list(words),
            index=None if dropped.matching == "refuse" else list(words).index(dropped.matching),
            format_func=words.__getitem__,
            key=f"matching_{key}",
            on_change=take,
        )


def _looks_like(view: View, foreseen: Foreseen) -> str:
    """What lines without an order number look like: lines of the workspace, or of files that were dropped before."""
    t, files = view.t, view.t.listed([plain(name) for name in foreseen.files])
    if not files:
        return t.plural(
            "{count} line without an order number looks like a line that is there already.",
            "{count} lines without an order number look like lines that are there already.",
            foreseen.matches,
        )
    if not foreseen.standing:
        return t.plural(
            "{count} line without an order number looks like a line of {files}.",
            "{count} lines without an order number look like lines of {files}.",
            foreseen.matches,
            files=files,
        )
    return t.plural(
        "{count} line without an order number looks like a line that is there already or stands in {files}.",
        "{count} lines without an order number look like lines that are there already or stand in {files}.",
        foreseen.matches,
        files=files,
    )
