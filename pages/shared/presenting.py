"""The view for a meeting: without sidebar, filters and small print, larger; switched here or by `present=yes`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.shared import state
from pages.shared.view import View

if TYPE_CHECKING:
    import plotly.graph_objects as go

LARGER = 1.25
USUAL_PX = 450
SIZES = re.compile(r"font\.size$|\.margin\.[lrtb]$|annotations\.[xy]shift$|annotations\.a[xy]$")


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
    """The chart as a meeting sees it: higher, with larger letters and the room they need; itself otherwise."""
    if not presenting():
        return figure
    import plotly.graph_objects as go

    made = _scaled(figure.to_plotly_json())
    made["layout"]["height"] = round((figure.layout.height or USUAL_PX) * LARGER)
    return go.Figure(made)


def _scaled(part: Any, name: str = "") -> Any:
    """A part of a chart with letters and margins that much larger; data stay what they are."""
    if isinstance(part, dict):
        return {key: _scaled(value, f"{name}.{key}") for key, value in part.items()}
    if isinstance(part, list | tuple) and part and isinstance(part[0], dict):
        return [_scaled(value, name) for value in part]
    return part * LARGER if SIZES.search(name) and isinstance(part, int | float) else part


def _switch(wanted: bool) -> None:
    if wanted:
        st.session_state[state.PRESENT] = True
    else:
        st.session_state.pop(state.PRESENT, None)
