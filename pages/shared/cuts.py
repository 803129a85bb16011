"""What would other cuts give? Presets, sliders and amounts with a live preview, and the labels of the tiers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import streamlit as st

from core.charts.pyramid import draw_pyramid
from core.metrics.results import Pyramid
from core.settings import PRESETS, TIER_CODES, Cut
from pages.shared import answers, state
from pages.shared.picking import still
from pages.shared.tables import show_table, value_kind
from pages.shared.view import View

METHODS = ("share", "contribution", "thresholds")
CONTRIBUTION = (5000, 8000, 9500, 10000)
OWN = "own"


@st.fragment
def cut_preview(view: View, found: Pyramid) -> None:
    """The controls on the left, what they would give on the right, and one button that keeps it."""
    t = view.t
    left, right = st.columns([9, 11], gap="medium")
    with left:
        cut = _controls(view, found)
    tried = view.asking(replace(view.question, cut=cut))
    then = answers.pyramid(tried)
    with right:
        st.caption(t("What these cuts would give"))
        still(draw_pyramid(then, cut, tried.look), "cut_preview", t("Pyramid with the cuts that are tried"))
    _compared(tried, found, then)
    if st.button(t("Use these cuts from now on"), type="primary", key="save_cut", disabled=cut == view.settings.cut):
        view.workspace.save_settings(replace(view.settings, cut=cut))
        state.notice(t("The cuts are kept with the workspace; every page uses them."))
        st.rerun()


def _controls(view: View, found: Pyramid) -> Cut:
    t = view.t
    now = view.question.cut
    methods = _methods(view)
    present = now.method if now.method in methods else "share"
    method = st.segmented_control(
        t("How to cut"), methods, key="cut_method", default=present, required=True, wrap=True,
        format_func=lambda code: t.code("cut", code),
    )  # fmt: skip
    if method == "thresholds":
        return _amounts(view, found)
    if method == "contribution":
        return Cut(
            "contribution", _sliders(view, now.ceilings if now.method == "contribution" else CONTRIBUTION, method)
        )
    names = [*PRESETS, OWN]
    preset_now = next((name for name, ceilings in PRESETS.items() if ceilings == now.ceilings), OWN)
    preset = st.selectbox(
        t("Preset"), names, index=names.index(preset_now), key="cut_preset",
        format_func=lambda name: t("own shares") if name == OWN else name,
    )  # fmt: skip
    start = PRESETS.get(preset) or (now.ceilings if now.method == "share" else PRESETS["1/19/30/50"])
    return Cut("share", _sliders(view, start, f"share_{preset}"))


def _methods(view: View) -> tuple[str, ...]:
    """The value index has no total to contribute to, and amounts of money cannot cut it."""
    return ("share",) if view.question.value == "value_index" else METHODS


def _sliders(view: View, start: tuple[int, ...], name: str) -> tuple[int, ...]:
    """One slider per boundary, in percent; each begins above the one before, so that the cuts always rise."""
    t = view.t
    ceilings: list[int] = []
    for place, ceiling in enumerate(start[:-1]):
        lowest = (ceilings[-1] if ceilings else 0) + 50
        highest = 9999 - 50 * (len(start) - 2 - place)
        percent = st.slider(
            t("{tier} ends at (%)", tier=view.tier(TIER_CODES[place])),
            lowest / 100, max(highest, lowest + 50) / 100, min(max(ceiling, lowest), highest) / 100, 0.5,
            key=f"cut_{name}_{place}_{len(start)}", format="%.1f",
        )  # fmt: skip
        ceilings.append(round(percent * 100))
    return (*ceilings, 10000)


def _amounts(view: View, found: Pyramid) -> Cut:
    """One amount per boundary; proposed from the present cut values, rounded."""
    t, now = view.t, view.question.cut
    proposed = now.thresholds if now.method == "thresholds" else proposed_thresholds(found)
    amounts: list[Decimal] = []
    for place, amount in enumerate(proposed):
        least, most = len(proposed) - place, int(amounts[-1]) - 1 if amounts else None
        value = st.number_input(
            t("{tier} from", tier=view.tier(TIER_CODES[place])), min_value=least,
            max_value=most, value=max(min(int(amount), most or int(amount)), least),
            step=max(int(amount) // 10, 1), key=f"amount_{place}",
        )  # fmt: skip
        amounts.append(Decimal(value))
    return Cut("thresholds", now.ceilings, tuple(amounts))


def proposed_thresholds(found: Pyramid) -> tuple[Decimal, ...]:
    """Round amounts near the present cut values, strictly falling, at least one."""
    amounts: list[Decimal] = []
    for tier in found.tiers[:-1]:
        if tier.cut_value is None:
            continue
        size = Decimal(10) ** (len(str(int(tier.cut_value))) - 1)
        amount = max(Decimal(int(tier.cut_value / size * 2)) * size / 2, Decimal(2 + len(found.tiers) - len(amounts)))
        if not amounts or amount < amounts[-1]:
            amounts.append(amount.quantize(Decimal(1)))
    return tuple(amounts) or (Decimal(1000),)


def _compared(tried: View, now: Pyramid, then: Pyramid) -> None:
    """Tier by tier: customers, share of the value and smallest value, now and then."""
    import pandas as pd

    t = tried.t
    before = {tier.code: tier for tier in now.tiers}
    rows: list[dict[str, Any]] = [
        {
            "tier": tier.code,
            "customers_now": before[tier.code].customers if tier.code in before else None,
            "customers": tier.customers,
            "share_now": before[tier.code].value_share if tier.code in before else None,
            "share": tier.value_share,
            "cut_value": tier.cut_value,
        }
        for tier in then.tiers
    ]
    names = {
        "customers_now": t("Customers now"),
        "customers": t("Customers then"),
        "share_now": t("Share of value now"),
        "share": t("Share of value then"),
        "cut_value": t("Smallest value in it"),
    }
    kinds: dict[str, Any] = {
        "customers": "number", "customers_now": "number", "share": "share", "share_now": "share",
        "cut_value": value_kind(tried),
    }  # fmt: skip
    show_table(tried, pd.DataFrame(rows), key="cut_compared", names=names, kinds=kinds)
