"""Handing customers over to the Target lists page: as rules in words, never as a list of ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.targets.choice import Choice
from pages.shared import state

if TYPE_CHECKING:
    from core.metrics.question import Question


def hand_over(rules: Sequence[str], measure: str | None = None) -> None:
    """Open the Target lists page with these rules ("tier in key", "recency_days > 60").

    `measure`: what the customers were ranked by where that is not what is chosen for all pages; it is chosen then.
    """
    if measure is not None:
        state.choose("value", (measure,))
    st.session_state[state.HANDED_RULES] = list(rules)
    st.switch_page("pages/targets.py")


def hand_back(rules: Sequence[str], choice: Choice) -> None:
    """Let the Target lists page begin with these rules and this choice, as a saved list had them."""
    st.session_state[state.HANDED_RULES] = list(rules)
    st.session_state[state.HANDED_CHOICE] = choice


def take_over_choice() -> Choice | None:
    """The choice that was handed over with the rules, once; None where there is none."""
    found: Choice | None = st.session_state.pop(state.HANDED_CHOICE, None)
    return found


def take_dates(question: Question) -> None:
    """Choose the dates, the window and the reading of a question for all pages, where its rules stand on them."""
    state.choose("as_of", (question.as_of or "",))
    state.choose("compared", (question.compared_with or "",))
    state.choose("reading", (question.reading,))
    state.choose("window", ("all" if question.window_months is None else str(question.window_months),))


def take_over() -> list[str] | None:
    """The rules that were handed over, once; None where there are none."""
    found: list[str] | None = st.session_state.pop(state.HANDED_RULES, None)
    return found
