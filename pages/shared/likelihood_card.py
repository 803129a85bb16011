"""On a customer's page: how likely they buy, what to expect, why, and how good such a forecast is for their tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.one_customer.customer import Customer
from core.text.likelihood_sentences import habit, tier_word, until
from pages.shared import answers_likelihood
from pages.shared.likelihood_making import make_button
from pages.shared.view import View

if TYPE_CHECKING:
    from core.store.forecasts import Expected, SavedForecast

FIGURE_PX = 150


def likelihood_card(view: View, found: Customer) -> None:
    """The chance of a purchase; where no forecast stands, the way to one."""
    if found.figures is None:
        return
    t, asked = view.t, found.question
    standing = answers_likelihood.standing(view, asked)
    if standing is None:
        with st.container(border=True, key="customer_likelihood", gap="small"):
            st.subheader(t("Will they buy again?"), anchor=False)
            st.caption(t("No forecast has been made of these purchases yet."))
            make_button(view, None, key="customer_make", question=asked)
        return
    expected = answers_likelihood.of_customer(view, standing, found.customer_id)
    if expected is not None:
        with st.container(border=True, key="customer_likelihood", gap="small"):
            st.subheader(t("Will they buy again?"), anchor=False)
            _said(view, standing, expected)
            tier = str(found.figures.get("tier") or "")
            if word := tier_word(standing.quality, tier, view.tier(tier), t):
                st.caption(word)
            st.page_link("pages/likelihood.py", label=t("How good is this forecast?"), icon=":material/arrow_forward:")


def _said(view: View, standing: SavedForecast, expected: Expected) -> None:
    t = view.t
    figures = [
        (t.code("column", "likelihood"), t.chance(expected.likelihood)),
        (t.code("column", "expected_orders"), t.number(expected.expected_orders, 1)),
        (t.code("column", "expected_revenue"), view.money(expected.expected_revenue)),
    ]
    if expected.expected_profit is not None:
        figures.append((t.code("column", "expected_profit"), view.money(expected.expected_profit)))
    with st.container(horizontal=True, gap="small"):
        for name, figure in figures:
            st.metric(name, figure, width=FIGURE_PX)
    why = habit(t, expected.purchase_days, expected.silent_days, expected.usual_gap_days)
    st.markdown(t("Why: {why}.", why=why))
    st.caption(t("Within the {days} days to {day}.", days=t.count(standing.horizon_days), day=until(standing, t)))
