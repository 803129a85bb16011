"""What sets the tiers apart, and who stands at a border between two of them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.metrics.tiering.borders import Border
from pages.shared import answers
from pages.shared.tables import show_table, value_kind
from pages.shared.view import View

NEAREST = 5


def profiles(view: View) -> None:
    """One row per tier: how much, how often, how recently, how much comes back."""
    import pandas as pd

    from core.metrics.tiering.tier_profiles import tier_profiles

    t = view.t
    found = answers.cached(
        view, "tier_profiles", (view.question,), lambda: tier_profiles(view.workspace, view.question)
    )
    rows = [
        {
            "tier": profile.code,
            "customers": profile.customers,
            "value_median": profile.value_median,
            "orders": profile.orders_per_customer,
            "order_value": profile.average_order_value,
            "recency_days": profile.recency_days,
            "returns_share": profile.returns_share,
        }
        for profile in found
    ]
    names = {
        "customers": t("Customers"),
        "value_median": t("Median value"),
        "orders": t("Orders each"),
        "order_value": t("Value per order"),
        "recency_days": t("Days since last order"),
        "returns_share": t("Returned"),
    }
    kinds: dict[str, Any] = {
        "customers": "number", "value_median": value_kind(view), "orders": "decimal", "order_value": "money",
        "recency_days": "number", "returns_share": "share",
    }  # fmt: skip
    show_table(view, pd.DataFrame(rows, columns=["tier", *names]), key="profiles", names=names, kinds=kinds)


def border_customers(view: View) -> None:
    """Per border the customers nearest to it: who could rise with a little more, who is about to fall."""
    from core.metrics.tiering.borders import borders

    t = view.t
    found = answers.cached(view, "borders", (view.question,), lambda: borders(view.workspace, view.question, NEAREST))
    if not found:
        st.caption(t("There is no border with customers on both sides."))
        return
    chosen = st.segmented_control(
        t("Border"), range(len(found)), key="border", default=0, required=True, label_visibility="collapsed", wrap=True,
        format_func=lambda place: t("{tier} begins at {value}", tier=view.tier(found[place].tier),
                                    value=view.value(found[place].cut_value)),
    )  # fmt: skip
    _sides(view, found[min(chosen, len(found) - 1)])


def _sides(view: View, border: Border) -> None:
    t = view.t
    below, above = st.columns(2, gap="medium")
    with below:
        st.caption(t("Just below: what they lack for {tier}", tier=view.tier(border.tier)))
        _nearest(view, border.below, t("Lacks"), "below")
    with above:
        st.caption(t("Just inside {tier}: what they have to spare", tier=view.tier(border.tier)))
        _nearest(view, border.above, t("To spare"), "above")


def _nearest(view: View, customers: tuple[Any, ...], distance: str, side: str) -> None:
    import pandas as pd

    if not customers:
        st.markdown(view.t("Nobody."))
        return
    rows = [
        (customer.customer_name or customer.customer_id, customer.distance, customer.value, customer.tier)
        for customer in customers
    ]
    frame = pd.DataFrame(rows, columns=["customer_name", "distance", "value", "tier"])
    names = {"distance": distance, "value": view.t.code("value", view.question.value)}
    show_table(view, frame, key=f"border_{side}", names=names, kinds={"distance": value_kind(view)})
