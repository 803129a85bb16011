"""What needs a look? The unusual of the latest month, with what to check and what to do about it."""

from __future__ import annotations

import streamlit as st

from core.text.page_sentences import what_needs_a_look
from pages.shared.answers_signals import signals
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.signal_cards import cards, dismissed
from pages.shared.signal_parts import chosen_kinds, how_computed, nothing_unusual, reliability
from pages.shared.view import View, current_view


def _page(view: View) -> None:
    found = signals(view)
    answer(what_needs_a_look(view, found))
    if found.standing:
        st.caption(reliability(view, found))
        cards(view, chosen_kinds(view, found), found.standing)
    else:
        nothing_unusual(view, found)
    dismissed(view, found)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("What needs a look?"), _page)
