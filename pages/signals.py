"""What needs a look? The unusual of the latest month, with what to check and what to do about it."""

from __future__ import annotations

import streamlit as st

from pages.shared import answers
from pages.shared.answers_signals import signals
from pages.shared.explain import explain
from pages.shared.filters import filters_bar
from pages.shared.header import answer, page_header
from pages.shared.signal_cards import cards, dismissed
from pages.shared.signal_parts import chosen_kinds, how_computed, nothing_unusual, reliability, what_needs_a_look
from pages.shared.states import no_data
from pages.shared.view import View, current_view


def _page(view: View) -> None:
    found = signals(view)
    answer(what_needs_a_look(view, found))
    if found.standing:
        st.caption(reliability(view, found))
        cards(view, chosen_kinds(view, found))
    else:
        nothing_unusual(view, found)
    dismissed(view, found)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
title = view.t("What needs a look?")
if not answers.months(view):
    page_header(view, title)
    no_data(view)
else:
    page_header(view, title, answers.basis(view))
    filters_bar(view)
    _page(view)
