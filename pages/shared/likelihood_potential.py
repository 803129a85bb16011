"""What the potential of customers goes by: the run rate, or the purchase forecast."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.settings import PotentialFrom
from pages.shared import answers_likelihood, state
from pages.shared.likelihood_making import make_button
from pages.shared.view import View

CHOICE = "potential_from"
OFFERED: tuple[PotentialFrom, ...] = ("run_rate", "forecast")


def choose_potential(view: View) -> None:
    """The switch, kept with the workspace so that pages and commands say the same; without a forecast its maker."""
    t, now = view.t, view.settings.value_rules.potential_from
    names = {"run_rate": t("the run rate"), "forecast": t("the purchase forecast")}
    st.segmented_control(
        t("What the potential goes by"), OFFERED, key=CHOICE, default=now, required=True, format_func=names.__getitem__,
        on_change=_take, args=(view,),
    )  # fmt: skip
    if now == "forecast" and answers_likelihood.standing(view) is None:
        st.caption(t("No purchase forecast stands for these figures: until one is made, the run rate is used."))
        make_button(view, None, key="potential_make")


def _take(view: View) -> None:
    rules = replace(view.settings.value_rules, potential_from=st.session_state[CHOICE])
    view.workspace.save_settings(replace(view.settings, value_rules=rules))
    state.notice(view.t("Kept with the workspace; every page uses it."))
