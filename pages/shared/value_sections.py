"""The parts of the page about customer value: tiers, lifetime, who costs money, who is big elsewhere, everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.charts.value import LOSERS, draw_way_down
from core.text.words import held_together
from pages.shared import answers_value
from pages.shared.exports import download_buttons
from pages.shared.picking import clickable, pick_code
from pages.shared.tables import Kind, show_table
from pages.shared.value_words import (
    by_potential,
    elsewhere_sentence,
    lacking,
    lost_by,
    outside_with_potential,
    why_lost,
)
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.relationships.elsewhere import Elsewhere
    from core.metrics.tiering.money_losers import MoneyLosers
    from core.metrics.worth.customer_value import CustomerValue, Ranged

ELSEWHERE, RISING = "elsewhere", "rising"
GRADES = ("high", "middle", "low")
YEAR = 12
EVERYBODY = (
    "customer_name", "tier", "value_index", "current_value", "potential_value", "non_monetary_value",
    "share_of_wallet", "lifetime_value", "potential_grade", "loyalty", "satisfaction_index", "customer_id",
)  # fmt: skip


def parts_by_tier(view: View, found: CustomerValue) -> None:
    """One row per tier: the parts of value and what stands beside them."""
    import pandas as pd

    t = view.t
    rows = [
        {
            "tier": tier.code,
            "customers": tier.customers,
            "current_value": tier.current_value,
            "potential_value": tier.potential_value,
            "share_of_wallet": tier.share_of_wallet,
            "non_monetary_value": tier.non_monetary_value,
            "paid_on_time": tier.paid_on_time,
            "satisfaction_index": tier.satisfaction_index,
        }
        for tier in found.tiers
    ]
    names = {
        "customers": t("Customers"),
        "paid_on_time": t("Paid on time"),
        "non_monetary_value": t("Non-monetary"),
    }
    kinds: dict[str, Kind] = {
        "customers": "number", "non_monetary_value": "decimal", "paid_on_time": "share",
        "satisfaction_index": "decimal",
    }  # fmt: skip
    frame = pd.DataFrame(rows)
    _shown(view, frame.loc[:, frame.notna().any()], "parts", names, kinds)


def grades_by_tier(view: View, found: CustomerValue, pick: str) -> None:
    """Customers by tier and by grade of potential, and the way to those who could bring more than they do."""
    import pandas as pd

    t = view.t
    st.markdown(held_together(by_potential(view, found)))
    rows = [
        {"tier": tier.code, **{grade: tier.grades.get(grade, 0) for grade in GRADES}}
        for tier in found.tiers
        if tier.code != "unprofitable"
    ]
    names = {grade: t.code("potential_grade", grade) for grade in GRADES}
    kinds: dict[str, Kind] = dict.fromkeys(GRADES, "number")
    show_table(view, pd.DataFrame(rows), key="grades", names=names, kinds=kinds)
    if outside_with_potential(view, found):
        show_button(view, RISING, pick)


def lifetime_by_tier(view: View, found: CustomerValue) -> None:
    """One row per tier: who stays, lifetime value and equity, each with its range in words."""
    import pandas as pd

    t = view.t
    rows: list[dict[str, Any]] = []
    for tier in found.tiers:
        kept = tier.retention
        if kept is None or tier.equity is None:
            continue
        rows.append(
            {
                "tier": tier.code,
                "kept": t("{kept} of {earlier}", kept=t.count(kept.kept), earlier=t.count(kept.earlier)),
                "retention": kept.rate,
                "lifetime_value": tier.lifetime_value.amount if tier.lifetime_value else None,
                "lifetime_range": _range(view, tier.lifetime_value),
                "equity": tier.equity.amount,
                "equity_range": _range(view, tier.equity),
            }
        )
    names = {
        "kept": t("Stayed"),
        "retention": t("Retention a year"),
        "lifetime_range": t("Range of lifetime value"),
        "equity": t("Customer equity"),
        "equity_range": t("Range of equity"),
    }
    kinds: dict[str, Kind] = {"retention": "share", "equity": "money"}
    window = found.retention_window_months
    if window is not None and window != YEAR:
        st.caption(
            t.plural("Who stayed is counted over two windows of {count} month each, the rate taken to a year.",
                     "Who stayed is counted over two windows of {count} months each, the rate taken to a year.", window)
        )  # fmt: skip
    _shown(view, pd.DataFrame(rows, columns=["tier", *_order()]), "lifetime", names, kinds)


def _order() -> list[str]:
    return ["kept", "retention", "lifetime_value", "lifetime_range", "equity", "equity_range"]


def _range(view: View, amount: Ranged | None) -> str | None:
    if amount is None:
        return None
    return view.t("{low} to {high}", low=view.money(amount.low), high=view.money(amount.high))


def money_losers(view: View, found: MoneyLosers, pick: str) -> None:
    """Who costs money: the way down from list price, the causes, and each customer with what makes it so."""
    t = view.t
    if not found.customers:
        st.markdown(t("Nobody costs money in this window."))
        return
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, key="way_down_card"):
        st.caption(t("All of them together, from what they would have brought to what they cost"))
        clickable(draw_way_down(found, view.look), "way_down", t("From list price down to the loss"), into=pick)
    with right, st.container(border=True, key="causes_card"):
        st.caption(t("What weighs most"))
        st.markdown(held_together("\n".join(f"- {sentence}" for sentence in lost_by(view, found))))
        show_button(view, LOSERS, pick)
    names = {
        "why": t("What makes it so"),
        "at_list": t("At list price"),
        "discounts": t.code("loss_cause", "discounts"),
        "returned": t.code("loss_cause", "returns"),
    }
    kinds: dict[str, Kind] = {
        "why": "sentence", "at_list": "money", "discounts": "money", "returned": "money", "cost_to_serve": "money",
    }  # fmt: skip
    _shown(view, _losers_frame(view, found), "losers", names, kinds, tall=True)


def _losers_frame(view: View, found: MoneyLosers) -> pd.DataFrame:
    import pandas as pd

    columns = ["at_list", "discounts", "returned", "cost_to_serve"]
    rows = [
        (one.customer_name or one.customer_id, one.current_value, why_lost(view, one),
         *(getattr(one, name) for name in columns), one.customer_id)
        for one in found.customers
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["customer_name", "current_value", "why", *columns, "customer_id"])
    return frame.drop(columns=[name for name in columns if not frame[name].any()])


def show_button(view: View, code: str, pick: str) -> None:
    """A button that picks a group of customers; they then stand under the charts."""
    st.button(
        view.t("Show these customers"), key=f"show_{code}", icon=":material/groups:", on_click=pick_code,
        args=(pick, code),
    )  # fmt: skip


def big_elsewhere(view: View, found: Elsewhere, pick: str) -> None:
    """Small here but big elsewhere: who, how much, where the rest goes."""
    import pandas as pd

    t = view.t
    st.markdown(held_together(elsewhere_sentence(view, found)))
    if not found.customers:
        return
    rows = [
        (one.customer_name or one.customer_id, one.tier, one.yearly_revenue, one.annual_need,
         float(one.share_of_wallet), one.elsewhere, one.customer_id)
        for one in found.customers
    ]  # fmt: skip
    columns = ["customer_name", "tier", "yearly_revenue", "annual_need", "share_of_wallet", "elsewhere", "customer_id"]
    names = {"yearly_revenue": t("Revenue a year"), "elsewhere": t("Bought elsewhere")}
    kinds: dict[str, Kind] = {"yearly_revenue": "money", "elsewhere": "money", "share_of_wallet": "bar"}
    _shown(view, pd.DataFrame(rows, columns=columns), "elsewhere", names, kinds)
    show_button(view, ELSEWHERE, pick)


def everybody(view: View, found: CustomerValue) -> None:
    """The active customers with the parts of their value, the most valuable first."""
    listed = answers_value.customers_with_parts(view)
    kinds: dict[str, Kind] = {"non_monetary_value": "decimal", "satisfaction_index": "decimal"}
    present = [column for column in EVERYBODY if listed.table[column].notna().any()]
    if sentence := lacking(view, found):
        st.caption(sentence)
    show_table(view, listed.table[present], key="everybody", kinds=kinds)
    with st.container(horizontal=True):
        download_buttons(
            view,
            "customer_value",
            lambda: answers_value.customers_with_parts(view, limit=None).table,
            key="everybody_download",
        )


def _shown(
    view: View, frame: pd.DataFrame, key: str, names: dict[str, str], kinds: dict[str, Kind], *, tall: bool = False
) -> None:
    show_table(view, frame, key=key, names=names, kinds=kinds, tall=tall)
    with st.container(horizontal=True):
        download_buttons(view, key, lambda: frame, key=f"{key}_download")
