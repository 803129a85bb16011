"""The weights of the value index and the discount rate, with a live preview of who changes tier."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.metrics.worth.index_moves import IndexMove
from core.settings import ValueRules
from pages.shared import answers_value, state
from pages.shared.tables import Kind, show_table
from pages.shared.value_words import moves_sentence
from pages.shared.view import View


@st.fragment
def weights_editor(view: View) -> None:
    """Three weights and the rate on the left, what they would change on the right, one button that keeps them."""
    t, now = view.t, view.settings.value_rules
    left, right = st.columns([2, 3], gap="medium")
    with left:
        tried = _controls(view, now)
    with right:
        if tried is None:
            st.warning(t("One of the weights must be above 0."), icon=":material/warning:")
            return
        _preview(view, tried)
    if st.button(t("Use these weights from now on"), type="primary", key="save_weights", disabled=tried == now):
        view.workspace.save_settings(replace(view.settings, value_rules=tried))
        state.notice(t("The weights are kept with the workspace; every page uses them."))
        st.rerun()


def _controls(view: View, now: ValueRules) -> ValueRules | None:
    t = view.t
    names = (
        ("current_weight", t("Current value")),
        ("potential_weight", t("Potential value")),
        ("non_monetary_weight", t("Non-monetary value")),
    )
    weights = {
        name: Decimal(st.slider(label, 0, 100, min(round(getattr(now, name)), 100), 5, key=f"weight_{name}"))
        for name, label in names
    }
    percent = st.number_input(
        t("Discount rate a year (%)"), 0.5, 100.0, float(now.discount_rate * 100), 0.5, key="discount_rate",
        format="%.1f", help=t("What money of a later year is worth less; it takes part in lifetime value."),
    )  # fmt: skip
    if not any(weights.values()):
        return None
    return replace(now, **weights, discount_rate=(Decimal(str(percent)) / 100).normalize())


def _preview(view: View, tried: ValueRules) -> None:
    moved = answers_value.index_moves(view, tried)
    places = {code: place for place, code in enumerate(view.question.cut.tiers)}
    risen = sum(places.get(one.tier_then, 0) < places.get(one.tier_now, 0) for one in moved)
    st.markdown(moves_sentence(view, len(moved), risen))
    if moved:
        _table(view, moved)


def _table(view: View, moved: tuple[IndexMove, ...]) -> None:
    import pandas as pd

    t = view.t
    rows = [
        (one.customer_name or one.customer_id, view.tier(one.tier_now), view.tier(one.tier_then), one.index_now,
         one.index_then, one.current_value)
        for one in moved
    ]  # fmt: skip
    columns = ["customer_name", "tier_now", "tier_then", "index_now", "index_then", "current_value"]
    names = {
        "tier_now": t("Tier now"),
        "tier_then": t("Tier then"),
        "index_now": t("Index now"),
        "index_then": t("Index then"),
    }
    kinds: dict[str, Kind] = {"index_now": "index", "index_then": "index"}
    show_table(view, pd.DataFrame(rows, columns=columns), key="index_moves", names=names, kinds=kinds)
