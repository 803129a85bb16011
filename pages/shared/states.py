"""Designed states: no data, an error in words, something unexpected."""

from __future__ import annotations

import streamlit as st

from core.errors import CoreError, WorkspaceError
from core.metrics.surveys.customer_satisfaction import has_answers
from core.text import Words, words_for
from pages.shared import answers, state
from pages.shared.view import SAMPLES, View

NO_DATA = "no_data"


def empty(view: View, title: str, sentence: str, *, key: str = "empty", instead: tuple[str, str] | None = None) -> None:
    """A calm card: what would stand here, and the way to it. `instead`: a page that has something, with its words."""
    with st.container(border=True, key=key, gap="small"):
        st.markdown(f"## {title}")
        st.markdown(sentence)
        with st.container(horizontal=True):
            if st.button(view.t("Import data"), key=f"{key}_import", type="primary", icon=":material/upload_file:"):
                st.switch_page("pages/import.py")
            if instead and st.button(instead[1], key=f"{key}_instead"):
                st.switch_page(instead[0])


def no_data(view: View) -> None:
    """Nothing was imported yet, or surveys alone."""
    t = view.t
    if answers.cached(view, "has_answers", (), lambda: has_answers(view.workspace)):
        empty(
            view,
            t("No sales yet"),
            t("This workspace holds surveys. Drop a sales sheet beside them and this page answers too."),
            key="no_data",
            instead=("pages/satisfaction.py", t("See satisfaction")),
        )
        return
    empty(view, t("No data yet"), t("Drop a sales sheet and this page answers a minute later."), key="no_data")


def say_error(error: CoreError) -> None:
    """An error that a person has to know about, in words, with a way on."""
    from core.text.messages import message

    t = words_for(state.language())
    with st.container(border=True, key="core_error", gap="small"):
        st.markdown(f"## {t('This cannot be shown as asked')}")
        st.markdown(message(error, t))
        with st.container(horizontal=True):
            _way_back(t)
            if isinstance(error, WorkspaceError):  # from there a backup can be restored
                st.button(t("Open the sample company"), key="open_sample", on_click=_open_sample)


def say_unexpected() -> None:
    """A calm sentence; the router has written what happened to the log."""
    t = words_for(state.language())
    with st.container(border=True, key="unexpected", gap="small"):
        st.markdown(f"## {t('Something went wrong on our side')}")
        st.markdown(t("Your data are safe. What happened was written to the log of the app."))
        _way_back(t)


def _open_sample() -> None:
    st.session_state[state.WORKSPACE] = SAMPLES[state.language()]
    state.forget_choices()


def _way_back(t: Words) -> None:
    st.button(t("Back to the workspace's own view"), key="reset_view", on_click=state.forget_choices)
