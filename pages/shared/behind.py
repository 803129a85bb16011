"""The customers behind a part of a chart: how many, what they bring, who they are; saved as a list, exported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.further import FURTHER
from pages.shared import answers
from pages.shared.answers import BEST_FIRST, Order
from pages.shared.customer_search import open_customer
from pages.shared.exports import download_buttons
from pages.shared.handover import hand_over, take_dates
from pages.shared.picking import unpick
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.results import CustomerTable

COLUMNS = ("customer_name", "value", "tier", "segment", "order_count", "recency_days", "last_order", "customer_id")


def behind(
    view: View,
    title: str,
    rules: Sequence[str],
    *,
    key: str,
    columns: Sequence[str] = COLUMNS,
    closable: bool = True,
    by_dates: bool = False,
    order: Order = BEST_FIRST,
    told: str = "",
) -> None:
    """A card with the customers that fit the rules, best first, and the ways on. `key` is the pick that it closes.

    `order`: by which column instead, and whether the largest comes first. `by_dates`: the list is opened as of the
    question's own dates, window and reading. `told`: what is said of them, else how many and what they bring.
    """
    t = view.t
    further = [column for column in columns if column in FURTHER]
    found = answers.customers(view, rules, further=further, order=order)
    with st.container(border=True, key=f"behind_{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {title}", width="content")
            if closable:
                st.space("stretch")
                st.button(
                    t("Close"),
                    key=f"close_{key}",
                    icon=":material/close:",
                    type="tertiary",
                    on_click=unpick,
                    args=(key,),
                )
        st.markdown(told or _together(view, found))
        if found.rows == 0:
            return
        present = [column for column in columns if found.table[column].notna().any()]
        if "customer_name" not in present:
            present = ["customer_id", *(column for column in present if column != "customer_id")]
        show_table(view, found.table[present], key=f"table_{key}")
        with st.container(horizontal=True):
            if st.button(t("Save as target list"), key=f"save_{key}", type="primary", icon=":material/playlist_add:"):
                if by_dates:
                    take_dates(view.question)
                hand_over(rules, None if view.ranks_as_chosen else view.question.value)
            download_buttons(
                view,
                "customers",
                lambda: answers.customers(view, rules, limit=None, further=further, order=order).table,
                key=f"download_{key}",
            )
            open_customer(view, found.table, key)


def _together(view: View, found: CustomerTable) -> str:
    """How many, and what they bring; of which measure where it is not the one that is chosen for all pages."""
    t, value = view.t, view.total(found.value)
    if view.ranks_as_chosen:
        return t.plural("**{count}** customer, **{value}**", "**{count}** customers, **{value}** together",
                        found.rows, value=value)  # fmt: skip
    return t.plural(
        "**{count}** customer, **{value}** of {measure}",
        "**{count}** customers, **{value}** of {measure} together",
        found.rows, value=value, measure=view.look.total_label.lower(),
    )  # fmt: skip
