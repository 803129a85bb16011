"""The view for a meeting: without sidebar, filters and small print, larger; switched here or by `present=yes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared import state
from pages.shared.view import View

if TYPE_CHECKING:
    import plotly.graph_objects as go

LARGER = 1.25
LETTERS_PX = 16


def presenting() -> bool:
    """Whether the pages are shown to a meeting."""
    return bool(st.session_state.get(state.PRESENT))


def begin_presenting(view: View) -> None:
    """The switch in the sidebar."""
    st.sidebar.button(
        view.t("Presenter view"), key="present_begin", icon=":material/slideshow:", type="tertiary", on_click=_switch,
        args=(True,), help=view.t("Hides the menu, the filters and the small print, and shows everything larger."),
    )  # fmt: skip


def while_presenting(view: View) -> None:
    """What stands at the top then: the pages, and the way back."""
    from pages.shared.navigation import PAGES

    if not presenting():
        return
    with st.popover(view.t("Pages"), icon=":material/menu:", key="present_pages"):
        for spec in PAGES:
            st.page_link(spec.path, label=view.t(spec.title))
    st.button(view.t("Leave presenter view"), key="present_end", type="tertiary", icon=":material/close:",
              on_click=_switch, args=(False,))  # fmt: skip


def enlarged(figure: go.Figure) -> go.Figure:
    """The chart as a meeting sees it: taller, with larger letters; unchanged otherwise."""
    if presenting():
        figure.update_layout(font_size=LETTERS_PX, height=round((figure.layout.height or 450) * LARGER))
        figure.update_xaxes(tickfont_size=LETTERS_PX)
        figure.update_yaxes(tickfont_size=LETTERS_PX)
    return figure


def _switch(wanted: bool) -> None:
    if wanted:
        st.session_state[state.PRESENT] = True
    else:
        st.session_state.pop(state.PRESENT, None)
