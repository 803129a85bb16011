"""The settings of tiers: how they are cut and called, and what counts as a move."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import streamlit as st

from core.settings import PRESETS, TIER_CODES, Cut, Settings
from core.text.labels import LABELS
from pages.shared.movement_controls import READINGS
from pages.shared.settings_figures import Problem, key
from pages.shared.view import View

OWN = "own"
DEFAULT_THRESHOLDS = tuple(map(Decimal, (1_000_000, 100_000, 10_000, 1_000, 100)))
LAST = 10_000  # basis points


def tiers(view: View, now: Settings) -> Settings:
    """How tiers are cut and what they are called."""
    t = view.t
    methods = list(LABELS["cut"])
    method = st.segmented_control(
        t("Cut"),
        methods,
        default=now.cut.method,
        format_func=lambda one: t.code("cut", one),
        key=key(view, "method"),
        required=True,
    )
    cut = _thresholds(view, now.cut) if method == "thresholds" else _ceilings(view, now.cut, method)
    sets = {"standard": t("Standard"), "big_customer": t("Second Chinese set (大客户 …)"), OWN: t("Own names")}
    label_set = st.radio(
        t("Names of the tiers"),
        list(sets),
        index=list(sets).index(now.label_set),
        format_func=sets.__getitem__,
        key=key(view, "label_set"),
        horizontal=True,
    )
    own = dict(now.own_labels)
    if label_set == OWN:
        for code, place in zip(cut.tiers, st.columns(len(cut.tiers)), strict=True):
            own[code] = place.text_input(
                t.code("tier", code), own.get(code, ""), key=key(view, f"label_{code}"), max_chars=24
            )
    groups = st.toggle(
        t("Rank parent companies instead of branches"), now.rank_groups, key=key(view, "groups"),
        help=t("Where the customer file names a parent."),
    )  # fmt: skip
    held = st.toggle(
        t("A tier changes only when it holds for two month ends"), now.two_months_rule, key=key(view, "two_months"),
        help=t("Movement, the history of the tiers and the path of a customer then leave out what lasts for one month "
               "end only."),
    )  # fmt: skip
    reading = st.radio(
        t("Movement begins with tiers cut"), READINGS, index=READINGS.index(now.movement_reading),
        format_func=lambda one: t.code("reading", one), key=key(view, "reading"), horizontal=True,
        help=t("Both dates by the amounts of the earlier one, or each by its own ranking; the page can switch."),
    )  # fmt: skip
    labels = {code: label.strip() for code, label in own.items() if label.strip()}
    return replace(
        now, cut=cut, label_set=label_set, own_labels=labels, rank_groups=groups, two_months_rule=held,
        movement_reading=reading,
    )  # fmt: skip


def _ceilings(view: View, now: Cut, method: str) -> Cut:
    """A preset, or the own share of each tier in percent; the last tier takes the rest."""
    t = view.t
    mine = next((name for name, ceilings in PRESETS.items() if ceilings == now.ceilings), OWN)
    percent, unit = "%" if t.language == "zh" else " % ", t("of customers") if method == "share" else t("of value")
    preset = st.selectbox(
        t("Shares in percent, best first"),
        [*PRESETS, OWN],
        index=[*PRESETS, OWN].index(mine),
        format_func=lambda one: t("own shares") if one == OWN else f"{one}{percent}{unit}",
        key=key(view, "preset"),
        width=320,
    )
    if preset != OWN:
        return Cut(method, PRESETS[preset], now.thresholds)  # type: ignore[arg-type]
    count = st.number_input(t("Number of tiers"), 2, 6, len(now.ceilings), key=key(view, "tiers"), width=160)
    shares, start = [], 0
    for code, place in zip(TIER_CODES[: count - 1], st.columns(count - 1), strict=True):
        at = len(shares)
        before = (now.ceilings[at] - (now.ceilings[at - 1] if at else 0)) if at < len(now.ceilings) - 1 else 1000
        name = t.code("tier", code)
        given = place.number_input(
            f"{name}, %", 0.01, 99.99, before / 100, step=1.0, key=key(view, f"share_{code}"), format="%.2f"
        )
        start += round(given * 100)
        shares.append(start)
    if start >= LAST:
        raise Problem(
            t("The shares of the tiers together must stay under 100 %, so that something is left for the last.")
        )
    st.caption(t("The last tier takes the remaining {share}.", share=t.share((LAST - start) / LAST, 2)))
    return Cut(method, (*shares, LAST), now.thresholds)  # type: ignore[arg-type]


def _thresholds(view: View, now: Cut) -> Cut:
    """The smallest amount of every tier but the last."""
    t = view.t
    amounts = now.thresholds or DEFAULT_THRESHOLDS[:3]
    count = st.number_input(t("Number of tiers"), 2, 6, len(amounts) + 1, key=key(view, "tiers_amount"), width=160)
    texts = []
    for at, (code, place) in enumerate(zip(TIER_CODES[: count - 1], st.columns(count - 1), strict=True)):
        before = amounts[at] if at < len(amounts) else amounts[-1] / 10 ** (at - len(amounts) + 1)
        label = t("{tier}, at least", tier=t.code("tier", code))
        texts.append(place.text_input(label, f"{before.normalize():f}", key=key(view, f"amount_{code}")))
    try:
        found = tuple(Decimal(text.replace(",", "").strip()) for text in texts)
    except InvalidOperation:
        raise Problem(t("An amount is a number, such as 100000.")) from None
    if any(left <= right for left, right in pairwise(found)) or found[-1] <= 0:
        raise Problem(t("The amounts must fall from tier to tier and stay above 0."))
    return Cut("thresholds", now.ceilings, found)
