"""Levels 3 to 10, quantiles or own cut-offs with a proposal, and the centre of the eight classes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import streamlit as st

from core.settings import RfmRules
from pages.shared import answers, state
from pages.shared.view import View

NAMES = {"r": "recency", "f": "frequency", "m": "monetary"}


def score_rules(view: View) -> None:
    """The controls, and one button that keeps them with the workspace."""
    t, now = view.t, view.settings.rfm
    levels = st.slider(t("Levels"), 3, 10, now.levels, key="rfm_levels")
    fixed = st.segmented_control(
        t("Boundaries"), ("quantile", "fixed"), key="rfm_cutting", required=True,
        default="fixed" if now.recency or now.frequency or now.monetary else "quantile",
        format_func=lambda code: t("equal parts of the customers") if code == "quantile" else t("own cut-offs"),
    )  # fmt: skip
    rules: RfmRules | None = replace(now, levels=levels, recency=None, frequency=None, monetary=None)
    if fixed == "fixed" and rules is not None:
        rules = _own(view, rules)
    centre = st.segmented_control(
        t("The eight classes compare with"), ("mean", "median"), key="rfm_centre", default=now.class_centre,
        required=True, format_func=lambda code: t("the mean") if code == "mean" else t("the median"),
    )  # fmt: skip
    if rules is not None:
        rules = replace(rules, class_centre="median" if centre == "median" else "mean")
    if st.button(t("Keep these scores"), type="primary", key="save_scores", disabled=rules in (now, None)) and rules:
        view.workspace.save_settings(replace(view.settings, rfm=rules))
        state.notice(t("The scores are kept with the workspace; every page uses them."))
        st.rerun()


def _own(view: View, rules: RfmRules) -> RfmRules | None:
    """Own boundaries as text, filled with the proposal for so many levels; None while one cannot be read."""
    t, now = view.t, view.settings.rfm
    proposals = answers.rfm(view, rules=rules).proposals
    hints = {
        "r": t("Recency: the most days of the best, second best, ... score"),
        "f": t("Frequency: the fewest orders of score 2, 3, ..."),
        "m": t("Money: the smallest amount of score 2, 3, ..."),
    }
    kept: dict[str, tuple[Decimal, ...]] = {}
    for column, (name, field) in zip(st.columns(3), NAMES.items(), strict=True):
        mine = getattr(now, field) if now.levels == rules.levels else None
        start = ", ".join(f"{Decimal(value):f}" for value in mine or proposals[field])
        with column:
            text = st.text_input(hints[name], start, key=f"cutoffs_{name}_{rules.levels}")
            numbers = rising_numbers(text)
            if numbers is None or len(numbers) != rules.levels - 1:
                st.caption(t(":red[Write {count} rising numbers with commas between them.]", count=rules.levels - 1))
            else:
                kept[name] = numbers
    if len(kept) < len(NAMES):
        return None
    return replace(
        rules,
        recency=tuple(int(number) for number in kept["r"]),
        frequency=tuple(int(number) for number in kept["f"]),
        monetary=kept["m"],
    )


def rising_numbers(text: str) -> tuple[Decimal, ...] | None:
    """Numbers written with commas (of either width) between them, strictly rising; None where it is anything else."""
    try:
        numbers = tuple(Decimal(part.strip()) for part in text.replace("，", ",").split(",") if part.strip())
    except InvalidOperation:
        return None
    rising = all(later > earlier for earlier, later in pairwise(numbers))
    return numbers if numbers and rising and all(number.is_finite() and number >= 0 for number in numbers) else None
