"""The customers behind a part of the satisfaction page, and the way to a target list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.results import Satisfaction
from core.targets.rules import rule_of
from core.text.satisfaction_sentences import dimension_label
from pages.shared.exports import download_buttons
from pages.shared.handover import hand_over
from pages.shared.picking import unpick
from pages.shared.satisfaction_parts import who_said
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

GROUPS = {"detractors": (0, 6), "passives": (7, 8), "promoters": (9, 10)}
MOST_NAMES = 1000
TIER_MARK = "@"
NPS = "nps"


def codes_of(found: Satisfaction) -> list[str]:
    """What can be picked on the page: dimensions, the weakest first, and the groups of the recommendation."""
    dimensions = [one.dimension for one in sorted(found.dimensions, key=lambda one: (one.index, one.dimension))]
    return dimensions + (list(GROUPS) if found.nps_answers else [])


def code_label(view: View, code: str) -> str:
    """A pick in words: "Delivery", "Key: Delivery", "Detractors"."""
    dimension, _, tier = code.partition(TIER_MARK)
    names = {"detractors": "Detractors", "passives": "Passives", "promoters": "Promoters"}
    name = view.t(names[dimension]) if dimension in names else dimension_label(view, dimension)
    return view.t.named(view.tier(tier), name) if tier else name


def behind_answers(view: View, code: str, key: str) -> None:
    """Who answered, the least content first: how many, what they bring, saved as a list."""
    t = view.t
    with st.container(border=True, key=f"behind_{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {code_label(view, code)}", width="content")
            st.space("stretch")
            st.button(
                t("Close"), key=f"close_{key}", icon=":material/close:", type="tertiary", on_click=unpick, args=(key,)
            )
        found = _chosen(view, code)
        if code not in GROUPS:
            most = st.slider(t("Index at most"), 0, 100, 60, 5, key=f"most_{key}", width=320)
            found = found[found["answer_index"] <= most]
        if view.question.value == "value_index":  # its values have no total
            st.markdown(t.plural("{count} customer", "{count} customers", len(found)))
        else:
            value = view.value(sum(found["value"].dropna(), start=0))
            st.markdown(
                t.plural("**{count}** customer, **{value}**", "**{count}** customers, **{value}** together",
                         len(found), value=value)
            )  # fmt: skip
        if len(found):
            _listed(view, found, key)


def _chosen(view: View, code: str) -> pd.DataFrame:
    dimension, _, tier = code.partition(TIER_MARK)
    found = who_said(view, NPS if dimension in GROUPS else dimension)
    if dimension in GROUPS:
        low, high = GROUPS[dimension]
        found = found[(found["nps_score"] > low - 1) & (found["nps_score"] < high + 1)]
    return found[found["tier"] == tier] if tier else found


def _listed(view: View, found: pd.DataFrame, key: str) -> None:
    t = view.t
    columns = ["customer_name", "value", "tier", "answer_index", "customer_id"]
    shown = found[columns].copy()
    kinds: dict[str, Kind] = {"answer_index": "decimal"}
    show_table(view, shown, key=f"table_{key}", names={"answer_index": t("Index")}, kinds=kinds)
    save_these(view, list(found["customer_id"]), key, lambda: shown)


def save_these(view: View, customer_ids: Sequence[str], key: str, frame: Callable[[], pd.DataFrame]) -> None:
    """Save the customers as a target list (the first 1,000), or download them."""
    with st.container(horizontal=True):
        if st.button(view.t("Save as target list"), key=f"save_{key}", type="primary", icon=":material/playlist_add:"):
            hand_over([str(rule_of("customer_id", "in", customer_ids[:MOST_NAMES]))])
        download_buttons(view, key, frame, key=f"download_{key}")
