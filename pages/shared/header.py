"""The top of every page: the sample line and the language, then the question as title and what the figures stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.question import Basis
from core.text.page_sentences import window_words
from core.text.words import held_together
from pages.shared import state
from pages.shared.page_language import say_language
from pages.shared.presenting import presenting, while_presenting
from pages.shared.tour import offer_tour
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

MOST_NAMED = 3
WIDEST_PX = 1680
NAMES = {"en": "EN", "zh": "中文"}


def readable_width() -> DeltaGenerator:
    """What a page stands in: as wide as the window, on very wide ones in their middle with lines that can be read."""
    middle = st.container(horizontal_alignment="center")
    return middle.container(width="stretch" if presenting() else WIDEST_PX)


def top_bar(view: View, address: str) -> None:
    """The line about the sample with its way out and its tour, what a meeting needs, and the switch of languages."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="top_bar"):
        if view.is_sample:
            st.caption(view.t("You are looking at an invented company, Hailan Auto Parts."), width="content")
            own = view.t("Use my own data")
            if not presenting() and st.button(own, key="use_own_data", type="tertiary", icon=":material/upload_file:"):
                st.switch_page("pages/import.py")
            offer_tour(view, address)
        st.space("stretch")
        while_presenting(view)
        say_language(view.t.language)
        st.segmented_control(
            view.t("Language"),
            list(NAMES),
            key="language_choice",
            format_func=NAMES.__getitem__,
            default=state.language(),
            required=True,
            label_visibility="collapsed",
            on_change=_take_language,
        )
    if sentence := st.session_state.pop(state.NOTICE, None):
        st.success(sentence, icon=":material/check_circle:")


def _take_language() -> None:
    st.session_state[state.LANGUAGE] = st.session_state["language_choice"]


def page_header(view: View, title: str, basis: Basis | None = None) -> None:
    """The title as a question, one line under it: workspace, day, window, refunds, and what is not whole."""
    st.title(title, anchor=False)
    if basis is not None:
        st.caption(held_together(basis_line(view, basis)))


def basis_line(view: View, basis: Basis) -> str:
    """The workspace · the day · the window · how refunds are counted · marks for what is not whole."""
    t = view.t
    parts = [view.title, t("as of {day}", day=t.day(basis.as_of)), window_words(view, basis)]
    parts.append(t.code("refunds", basis.refunds))
    if basis.value != "revenue":
        parts.append(t("ranked by {measure}", measure=t.code("value", basis.value)))
    if basis.reaches_before_data:
        parts.append(t(":orange[the window begins before the data]"))
    if basis.unfinished_months:
        parts.append(t(":orange[{months} not complete]", months=unfinished(view, basis)))
    return " · ".join(parts)


def unfinished(view: View, basis: Basis) -> str:
    """The unfinished months by name; where they are many, how many."""
    t, months = view.t, basis.unfinished_months
    if len(months) > MOST_NAMED:
        return t.plural("{count} month", "{count} months", len(months))
    return t.listed([t.month(month) for month in months])


def answer(sentence: str) -> None:
    """The answer first: one sentence made from the figures, as the heading below the title."""
    st.markdown(f"## {held_together(sentence)}")
