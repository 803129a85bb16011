"""Charts to click, with a control beside them that does the same from the keyboard. Both write one pick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.template import CONFIG
from pages.shared.presenting import enlarged
from pages.shared.view import View

if TYPE_CHECKING:
    import plotly.graph_objects as go


def picked(key: str) -> str | None:
    """What is picked under this key: the code behind a part of a chart, None where nothing is."""
    found: str | None = st.session_state.get(f"picked_{key}")
    return found


def clickable(figure: go.Figure, key: str, alt: str, *, into: str | None = None) -> None:
    """A chart whose points carry a code in `customdata` (areas: as id); a click picks it, under `into` if given."""
    st.plotly_chart(
        enlarged(figure),
        key=f"chart_{key}",
        config=CONFIG,
        theme=None,
        on_select=lambda: _take_click(key, into or key),
        selection_mode="points",
        alt=alt,
    )


def still(figure: go.Figure, key: str, alt: str) -> None:
    """A chart that is only looked at."""
    st.plotly_chart(enlarged(figure), key=f"chart_{key}", config=CONFIG, theme=None, alt=alt)


def picker(
    view: View, key: str, codes: Sequence[str], label: Callable[[str], str], title: str, *, is_drawn: bool = True
) -> str | None:
    """The keyboard's way to pick: a selector of the same parts; returns what is picked, however it was picked.

    `is_drawn`: there is a chart of them to click as well.
    """
    widget = f"picker_{key}"
    now = picked(key)
    st.session_state[widget] = now if now in codes else None
    st.selectbox(
        title,
        codes,
        key=widget,
        index=None,
        format_func=label,
        placeholder=view.t("Click the chart or choose here") if is_drawn else view.t("choose"),
        on_change=lambda: pick_code(key, st.session_state[widget]),
    )
    return picked(key) if picked(key) in codes else None


def _take_click(key: str, into: str) -> None:
    points = st.session_state[f"chart_{key}"]["selection"]["points"]
    codes = [code for code in (_code(point.get("customdata", point.get("id"))) for point in points) if code]
    if codes:
        pick_code(into, codes[0])


def _code(customdata: object) -> str | None:
    """The code in a point's customdata (of an area: its id): the text itself, or the first of a row."""
    first = customdata[0] if isinstance(customdata, list | tuple) and customdata else customdata
    return str(first) if first not in (None, "") else None


def pick_code(key: str, code: str | None) -> None:
    """Pick a code under this key, as a click on the chart does."""
    st.session_state[f"picked_{key}"] = code


def unpick(key: str) -> None:
    """Pick nothing."""
    pick_code(key, None)
