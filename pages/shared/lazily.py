"""Parts of a page that are drawn when somebody opens them: a page shows its answer the sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from pages.shared.presenting import presenting
from pages.shared.view import View

Drawn = TypeVar("Drawn")


def open_tab(view: View, parts: Mapping[str, Callable[[], Drawn]], key: str) -> Drawn | None:
    """Tabs of which only the open one is drawn; what its drawing gives, None where none is open."""
    names = list(parts)
    tabs = st.tabs(names, key=f"{key}_{view.t.language}", on_change="rerun")
    found = None
    for name, tab in zip(names, tabs, strict=True):
        if tab.open:
            with tab:
                found = parts[name]()
    return found


def folded(label: str, draw: Callable[[], object], *, key: str, icon: str | None = None) -> None:
    """A closed panel whose content is drawn once it is opened; a meeting does not see it."""
    if presenting():
        return
    panel = st.expander(label, icon=icon, key=key, on_change="rerun")
    if panel.open:
        with panel:
            draw()
