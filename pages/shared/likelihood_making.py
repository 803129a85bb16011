"""Making a purchase forecast from a page: how far ahead, the button, the progress meanwhile, refusals."""

from __future__ import annotations

import streamlit as st

from core.metrics.forecasts.forecast_jobs import Run, forecast_run, start_forecast
from core.metrics.forecasts.forecast_making import refusal_error
from core.metrics.question import Question
from core.models.likelihood.results import Refusal
from core.text.messages import message
from pages.shared import answers_likelihood
from pages.shared.view import View

HORIZON = "likelihood_horizon"
LOOK_AGAIN = "1s"


def horizons(longest: int) -> list[int]:
    """The days ahead to choose from, up to the longest that the history allows."""
    from core.models.likelihood.forecast import HORIZONS

    return [days for days in HORIZONS if days <= longest] or [longest]


def choose_horizon(view: View, longest: int, now: int) -> int:
    """How many days ahead; `now` is what stands or is proposed."""
    t, offered = view.t, horizons(longest)
    offered = offered if now in offered else sorted([*offered, now])
    chosen = st.segmented_control(
        t("Days ahead"), offered, key=HORIZON, default=now, required=True,
        format_func=lambda days: t.plural("{count} day", "{count} days", days),
    )  # fmt: skip
    return int(chosen or now)


def make_button(
    view: View, horizon: int | None, *, key: str, label: str = "", question: Question | None = None
) -> None:
    """The button that begins a forecast; while one is under way, how far it is; where it came to nothing, why."""
    t, asked = view.t, question or view.question
    run = forecast_run(view.workspace, asked)
    if run is not None and not run.is_over:
        progress(view, run, key)
        return
    if run is not None:
        st.warning(why_not(view, run), icon=":material/info:")
    if st.button(label or t("Make the forecast"), key=key, type="primary", icon=":material/online_prediction:"):
        start_forecast(view.workspace, asked, horizon)
        st.rerun()


def progress(view: View, run: Run, key: str) -> None:
    """How far a run is, looked up every second without running the page again; at its end the page is drawn anew."""
    t = view.t

    @st.fragment(run_every=LOOK_AGAIN)
    def bar() -> None:
        if run.is_over:
            st.rerun(scope="app")
        st.progress(min(run.share, 1.0), f"{t.code('forecast_step', run.step)} …")

    with st.container(key=f"{key}_progress"):
        bar()
        st.caption(
            t("The app stays usable in the meantime: go on reading, this page finds the forecast when it is done.")
        )


def why_not(view: View, run: Run) -> str:
    """Why a run came to nothing, in words."""
    if run.refusal is not None:
        return refusal_words(view, run.refusal)
    if run.error is not None:
        return message(run.error, view.t)
    return view.t("The forecast could not be made. What happened was written to the log of the app.")


def refusal_words(view: View, found: Refusal) -> str:
    """Why no forecast can be made."""
    return message(refusal_error(found), view.t)


def refused(view: View, found: Refusal) -> None:
    """The state in which no honest forecast is possible: why, and what can be looked at instead."""
    t = view.t
    with st.container(border=True, key="forecast_refused", gap="small"):
        st.markdown(f"## {t('No forecast is better than a bad one')}")
        st.markdown(refusal_words(view, found))
        with st.container(horizontal=True):
            if st.button(t("See RFM instead"), key="refused_rfm", type="primary"):
                st.switch_page("pages/rfm.py")
            if st.button(t("Import data"), key="refused_import", icon=":material/upload_file:"):
                st.switch_page("pages/import.py")


def lacking(view: View, key: str, question: Question | None = None) -> None:
    """Where a forecast is needed and none stands: that, and the way to one."""
    t = view.t
    found = answers_likelihood.proposed(view, question)
    if isinstance(found, Refusal):
        refused(view, found)
        return
    with st.container(border=True, key=f"{key}_lacking", gap="small"):
        st.markdown(t("No purchase forecast stands for these figures yet, so nobody has a likelihood."))
        make_button(view, None, key=key, question=question)
