"""Which workspace is open: the sample on a first start, the switch in the sidebar."""

from __future__ import annotations

import threading

import streamlit as st

from core.store.workspace import open_workspace, workspace_names
from core.text import Words
from pages.shared import state
from pages.shared.reading_words import plain
from pages.shared.view import IDLE_SECONDS, SAMPLES, View

_making_sample = threading.Lock()


def ensure_workspace(t: Words) -> None:
    """Open what the session asks for; own data before the sample; on a first start the sample is made.

    A workspace that is not there is said to be missing: a link to it would else show other figures without a word.
    """
    names = workspace_names(state.home())
    current = asked = st.session_state.get(state.WORKSPACE)
    if current in SAMPLES.values():
        current = SAMPLES[t.language]
    elif current not in names:
        own = [name for name in names if name not in SAMPLES.values()]
        current = _newest(own) if own else SAMPLES[t.language]
    if current != st.session_state.get(state.WORKSPACE):
        _open(current)
    if current not in names:
        _make_sample(t)
    if asked is not None and asked not in (*names, *SAMPLES.values()):
        st.toast(
            t(
                "There is no workspace “{asked}” here, so you see “{current}”. Choose another one in the sidebar.",
                asked=plain(asked),
                current=t("Sample company") if current in SAMPLES.values() else plain(current),
            ),
            icon=":material/warning:",
            duration="infinite",  # until it is closed: a first visit runs the page more than once
        )


def _newest(names: list[str]) -> str:
    return max(names, key=lambda name: (state.home() / name / "workspace.duckdb").stat().st_mtime)


def _open(name: str) -> None:
    if st.session_state.get(state.WORKSPACE) is not None:
        state.forget_choices()
    st.session_state[state.WORKSPACE] = name


def _make_sample(t: Words) -> None:
    """Make the sample once, also where several people come at the same moment."""
    from core.sample import restore_sample

    place = st.empty()
    with place.status(t("Setting up the sample company. This happens once and takes a few seconds.")), _making_sample:
        if SAMPLES[t.language] not in workspace_names(state.home()):
            restore_sample(state.home(), t.language)
    place.empty()


def workspace_switch(view: View) -> None:
    """The choice of workspaces in the sidebar; the two samples are one choice, in the reader's language."""
    sample = SAMPLES[view.t.language]
    own = [name for name in workspace_names(state.home()) if name not in SAMPLES.values()]
    options = [*own, sample]
    st.session_state["workspace_choice"] = view.workspace.name
    st.sidebar.selectbox(
        view.t("Workspace"),
        options,
        key="workspace_choice",
        format_func=lambda name: _title(view, name),
        on_change=_take,
    )


def _title(view: View, name: str) -> str:
    if name in SAMPLES.values():
        return view.t("Sample company")
    return view.title if name == view.workspace.name else name


def _take() -> None:
    _open(st.session_state["workspace_choice"])


def open_own(name: str) -> None:
    """Create or open a workspace and make it the session's own (after an import)."""
    open_workspace(name, state.home(), create=True, idle_seconds=IDLE_SECONDS)
    _open(name)
