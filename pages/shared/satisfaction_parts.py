"""Parts of the satisfaction page: its sentence, its figures, the weights, the tiers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.satisfaction import INDICATIVE_BELOW
from core.metrics.results import Satisfaction, TierSatisfaction
from core.metrics.surveys.answerers import answerers, asked_dimensions
from core.metrics.surveys.customer_satisfaction import has_answers
from core.metrics.surveys.satisfaction import satisfaction
from core.metrics.surveys.weighting import ROWS_PER_DIMENSION
from core.settings import SatisfactionRules
from pages.shared import answers
from pages.shared.lazily import folded
from pages.shared.small_cards import small_cards
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

WEIGHTING = "satisfaction_weighting"
WEIGHTS = {"equal": "Equal", "given": "Given", "derived": "Derived"}
NOTES = {
    "weights_zero": "All given weights are 0, so every dimension counts the same.",
    "no_outcome": "Weights cannot be derived: the survey asks for neither overall satisfaction nor recommendation.",
    "no_relation": "Weights cannot be derived: no dimension moves with the overall answer.",
}


def surveyed(view: View) -> bool:
    """Whether any survey was imported."""
    return answers.cached(view, "has_answers", (), lambda: has_answers(view.workspace))


def dimensions_asked(view: View) -> tuple[str, ...]:
    """The dimensions that were ever asked."""
    return answers.cached(view, "asked_dimensions", (), lambda: asked_dimensions(view.workspace))


def computed(view: View, rules: SatisfactionRules) -> Satisfaction:
    """Satisfaction under these rules, computed once."""
    return answers.cached(
        view, "satisfaction", (view.question, repr(rules)), lambda: satisfaction(view.workspace, view.question, rules)
    )


def who_said(view: View, dimension: str) -> pd.DataFrame:
    """The customers who answered a dimension, the least content first."""
    return answers.cached(
        view, "answerers", (view.question, dimension), lambda: answerers(view.workspace, view.question, dimension)
    )


def chosen_rules(view: View) -> SatisfactionRules:
    """The workspace's rules with the weights that the reader switched to for this session."""
    rules = view.settings.satisfaction
    return replace(rules, weighting=st.session_state.get(WEIGHTING, rules.weighting))


def weights_switch(view: View) -> None:
    """Equal, given or derived weights, for the session; the workspace's own to begin with."""
    t = view.t
    st.session_state.setdefault(WEIGHTING, view.settings.satisfaction.weighting)
    st.segmented_control(
        t("Weights of the dimensions"),
        list(WEIGHTS),
        required=True,
        key=WEIGHTING,
        format_func=lambda one: t(WEIGHTS[one]),
        help=t(
            "Equal: every dimension counts the same. Given: the weights of the settings. Derived: how much each "
            "dimension moves the overall answer (Johnson's relative weights)."
        ),
    )


def why_equal(view: View, found: Satisfaction, note: str | None) -> str:
    """Why there are no other weights than equal ones, by the code of the reason; empty without one."""
    t, count = view.t, len(found.dimensions)
    if note != "too_few_rows":
        return t(NOTES[note]) if note else ""
    return t.plural(
        "Weights cannot be derived: {count} dimension needs {needed} complete answers, there are {there}.",
        "Weights cannot be derived: {count} dimensions need {needed} complete answers, there are {there}.",
        count,
        needed=t.count(count * ROWS_PER_DIMENSION),
        there=t.count(found.complete_answers),
    )


def figures(view: View, found: Satisfaction) -> None:
    """Index, CSAT, NPS, delivered value, coverage: each with what makes it trustworthy."""
    t = view.t
    between = t("{low} to {high}", low=t.number(found.low or 0), high=t.number(found.high or 0))
    error = "" if found.nps_se is None else f"± {t.number(found.nps_se)}"
    cards = (
        (t("Satisfaction index"), _number(view, found.index), between if found.low is not None else ""),
        (
            t("CSAT"),
            t.share(found.csat, 0),
            t("of all answers") if found.csat_on_all_answers else t("overall question"),
        ),
        (t("NPS"), _number(view, found.nps), error),
        (t("Delivered value"), _number(view, found.delivered_value), t("benefit − burden")),
        (t("Coverage"), t.share(found.coverage, 0), t("of the active")),
    )
    absent = dict.fromkeys((name for name, _, _ in cards), t("not asked")) | {t("Coverage"): t("No sales yet")}
    with st.container(key="satisfaction_figures"):
        small_cards([(name, value, note if value != "–" and note else absent[name]) for name, value, note in cards])


def _number(view: View, value: float | None) -> str:
    return "–" if value is None else view.t.number(value)


def tier_rows(view: View, found: Satisfaction) -> None:
    """A row per tier: index, interval, answers, coverage; under 30 answers marked as indicative."""
    import pandas as pd

    t = view.t
    rows = [
        (one.tier, _with_interval(view, one), one.answers, one.coverage)
        for one in found.by_tier
        if one.active or one.answers
    ]
    labels = {"tier": t("Tier"), "index": t("Index"), "answers": t("Heard"), "coverage": t("Coverage")}
    frame = pd.DataFrame(rows, columns=list(labels))
    show_table(view, frame, key="tier_satisfaction", names=labels, kinds={"answers": "number", "coverage": "share"})
    if any(0 < one.answers < INDICATIVE_BELOW for one in found.by_tier):
        st.caption("\\" + t("* fewer than 30 customers heard: indicative. In brackets the 95 % interval."))


def _with_interval(view: View, one: TierSatisfaction) -> str:
    t = view.t
    if one.index is None:
        return "–"
    mark = "*" if one.answers < INDICATIVE_BELOW else ""
    if one.low is None or one.high is None:
        return t.number(one.index) + mark
    return f"{t.number(one.index, 0)}{mark} ({t.number(one.low, 0)}–{t.number(one.high, 0)})"


def names_of_best(view: View, found: Satisfaction) -> None:
    """The best tier by name where it is too small for a mean to say much."""
    best = found.by_tier[0] if found.by_tier else None
    if best is None or not 0 < best.answers < INDICATIVE_BELOW:
        return
    table = answers.customers(view, [f"tier in {best.tier}"]).table
    if "satisfaction_index" not in table.columns:
        return
    heard = table[table["satisfaction_index"].notna()].sort_values("satisfaction_index", kind="stable")
    t = view.t
    said = t.plural(
        "**{tier}**: {count} customer answered. A mean of so few says little, so here they are by name.",
        "**{tier}**: {count} customers answered. A mean of so few says little, so here they are by name.",
        best.answers,
        tier=view.tier(best.tier),
    )
    shown = heard[["customer_name", "satisfaction_index", "value", "last_order"]].copy()
    kinds: dict[str, Kind] = {"satisfaction_index": "decimal"}
    folded(said, lambda: show_table(view, shown, key="best_by_name", kinds=kinds), key="best_by_name_expander")
