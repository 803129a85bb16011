"""What textbooks say of tiers, with what these data say to it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.metrics.tiering.textbook import Claim, Estimate, Textbook
from core.text import Words
from core.text.words import held_together
from pages.shared import answers_measures
from pages.shared.tables import show_table
from pages.shared.view import View

VERDICTS = {"so": ":material/check_circle:", "not_so": ":material/cancel:", "unknown": ":material/help:"}


def textbook_part(view: View) -> None:
    """Three sentences with their verdict, then the figures they stand on."""
    t, found = view.t, answers_measures.textbook(view)
    with st.container(key="textbook", gap="small"):
        if not found.claims:
            st.caption(t("The data tell nothing of it: it needs two windows, discounts, or due and paid dates."))
            return
        for claim in found.claims:
            st.markdown(held_together(f"{VERDICTS[claim.verdict]} {claim_words(view.t, claim, view.tier(claim.tier))}"))
        _figures(view, found)
        st.caption(
            t("Each customer counts once. In brackets the interval that holds the true mean in 95 of 100 cases. A "
              "sentence needs 10 customers on either side and a difference that chance alone rarely makes.")
        )  # fmt: skip


def claim_words(t: Words, claim: Claim, tier: str) -> str:
    """The sentence of the textbooks, the verdict and the two figures."""
    said = {
        "loyal": t("{tier} customers are the most loyal", tier=tier),
        "sensitive": t("{tier} customers care most for prices", tier=tier),
        "punctual": t("{tier} customers pay in time", tier=tier),
    }[claim.code]
    judged = {
        "so": t("here it is so"),
        "not_so": t("here it is not so"),
        "unknown": t("here it cannot be told"),
    }[claim.verdict]
    fields = {
        "own": t.share(claim.own.mean), "others": t.share(claim.others.mean),
        "own_n": t.count(claim.own.n), "others_n": t.count(claim.others.n),
    }  # fmt: skip
    figures = {
        "loyal": t("{own} of {own_n} bought again, of the {others_n} others {others}", **fields),
        "sensitive": t("they get {own} discount ({own_n} customers), the others {others} ({others_n})", **fields),
        "punctual": t("they pay {own} of their orders in time ({own_n} customers), the others {others} ({others_n})",
                      **fields),
    }[claim.code]  # fmt: skip
    return t("“{said}”: **{judged}**; {figures}.", said=said, judged=judged, figures=figures)


def _figures(view: View, found: Textbook) -> None:
    import pandas as pd

    t = view.t
    rows: dict[str, dict[str, Any]] = {}
    for measure, estimates in found.measures.items():
        for estimate in estimates:
            rows.setdefault(estimate.tier, {"tier": estimate.tier})[measure] = _cell(t, measure, estimate)
            rows[estimate.tier]["n"] = max(estimate.n, rows[estimate.tier].get("n", 0))
    names = {
        "n": t("Customers"), "retention": t("Bought again"), "discount_share": t("Discount"),
        "in_time_share": t("Orders paid in time"), "days_late": t("Days late"),
    }  # fmt: skip
    frame = pd.DataFrame([rows[code] for code in view.question.cut.tiers if code in rows], columns=["tier", *names])
    frame = frame.dropna(axis="columns", how="all")
    show_table(view, frame, key="textbook_table", names=names, kinds={"n": "number"})


def _cell(t: Words, measure: str, estimate: Estimate) -> str:
    def shown(number: float | None) -> str:
        if number is None:
            return "–"
        if measure != "days_late":
            return t.number(number * 100, 1)
        return t.number(number, 1).replace("-", "−")

    text = shown(estimate.mean) + ("" if measure == "days_late" else "%" if t.language == "zh" else " %")
    return text if estimate.low is None else f"{text} ({shown(estimate.low)}–{shown(estimate.high)})"
