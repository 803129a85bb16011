"""The settings of the control group: customers who are on no list, to show what happens without any."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.settings import Settings
from core.targets.chosen import control_group
from pages.shared.settings_figures import key
from pages.shared.view import View

USUAL_PERCENT = 5.0


def control(view: View, now: Settings) -> Settings:
    """Whether there is a control group, and how many percent of all customers it takes."""
    t = view.t
    is_on = st.toggle(
        t("Keep a control group out of every list"), value=now.control_share > 0, key=key(view, "control_on")
    )
    sentences = (
        t("A share of all customers, drawn at random, is put on no list: nobody contacts them for one."),
        t("What they buy shows what would have happened without any list: all campaigns together are judged by it."),
        t(
            "Who is in it goes by the customer's id alone: it stays the same over time and with new data, and a larger "
            "share keeps everybody of a smaller one."
        ),
        t(
            "It costs something: the best customers may be in it too. Without many campaigns, hold back a part of each "
            "list instead."
        ),
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    if not is_on:
        return replace(now, control_share=Decimal(0))
    percent = st.number_input(
        t("Percent of all customers"),
        min_value=0.5,
        max_value=50.0,
        value=float(now.control_share * 100) or USUAL_PERCENT,
        step=0.5,
        format="%.1f",
        key=key(view, "control_share"),
        width=200,
    )
    share = Decimal(str(round(percent, 1))) / 100
    members, known = control_group(view.workspace, share)
    st.caption(t("{members} of {known} customers are in it.", members=t.count(members), known=t.count(known)))
    return replace(now, control_share=share)
