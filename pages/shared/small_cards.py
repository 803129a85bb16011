"""Figures as small cards in a row, each with a word on what it stands on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.text.words import held_together


def small_cards(cards: Sequence[tuple[str, str, str]]) -> None:
    """One card per name, value and note: in a row on a desk, two beside each other on a phone, unlike columns.

    The note breaks into lines where it is long; the words of a metric's change would be cut off.
    """
    with st.container(horizontal=True, gap="small"):
        for name, value, note in cards:
            with st.container(border=True, width="stretch", height="stretch", gap="xxsmall"):
                st.metric(name, value)
                st.caption(held_together(note))
