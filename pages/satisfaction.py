"""Are our customers happy, and does it matter?"""

from __future__ import annotations

import streamlit as st

from core.charts.recommendation import draw_nps
from core.charts.satisfaction import INDICATIVE_BELOW, draw_dimensions, draw_importance
from core.charts.satisfaction_tiers import draw_tier_dimensions
from core.charts.satisfaction_trend import draw_satisfaction_trend
from core.metrics.results import Satisfaction
from core.settings import SatisfactionRules
from core.text.satisfaction_sentences import dimension_label, how_content
from pages.shared import answers
from pages.shared import satisfaction_parts as parts
from pages.shared.explain import explain
from pages.shared.filters import filters_bar
from pages.shared.header import answer, page_header
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.satisfaction_behind import behind_answers, code_label, codes_of, save_these
from pages.shared.satisfaction_words import definition, values_used
from pages.shared.states import empty
from pages.shared.tables import show_table
from pages.shared.view import View, current_view

PICK = "satisfaction"


def _dimensions(view: View, found: Satisfaction, rules: SatisfactionRules) -> None:
    t = view.t
    parts.weights_switch(view)
    mapped = any(one.importance is not None for one in found.mapped)
    places = st.columns(2, gap="medium") if mapped else [st.container()]
    with places[0], st.container(border=True, key="dimensions_card", height="stretch"):
        st.markdown(f"**{t('What are they happy with?')}**")
        clickable(draw_dimensions(found, view.look), "dimensions", t("Satisfaction index per dimension"), into=PICK)
        if not mapped and not found.weighting_note:  # else it is said above
            st.caption(parts.why_equal(view, found, found.mapped_note))
    if not mapped:
        return
    with places[1], st.container(border=True, key="importance_card", height="stretch"):
        st.markdown(f"**{t('What matters to them?')}**")
        clickable(draw_importance(found.mapped, view.look), "importance", t("Importance against index"), into=PICK)
        if rules.weighting == "equal":
            st.caption(t("Importance derived from the answers; the index itself weighs all dimensions the same."))


def _tiers(view: View, found: Satisfaction) -> None:
    t = view.t
    if not any(one.answers for one in found.by_tier):
        return
    st.subheader(t("Are the best customers as happy as the others?"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="tiers_card", height="stretch"):
        if found.dimensions:
            figure = draw_tier_dimensions(found, view.look)
            clickable(figure, "tier_dimensions", t("Index per tier and dimension"), into=PICK)
            _hollow_dots(view)
    with right, st.container(border=True, key="tier_rows_card", height="stretch"):
        parts.tier_rows(view, found)
    parts.names_of_best(view, found)


def _over_time(view: View, found: Satisfaction) -> None:
    t = view.t
    left, right = st.columns(2, gap="medium")
    if found.nps_answers:
        with left, st.container(border=True, key="nps_card", height="stretch"):
            st.markdown(f"**{t('Would they recommend us?')}** NPS {t.number(found.nps or 0)}")
            clickable(draw_nps(found, view.look), "nps", t("Detractors, passives and promoters"), into=PICK)
    if len(found.trend) > 1:
        with right if found.nps_answers else left, st.container(border=True, key="trend_card", height="stretch"):
            st.markdown(f"**{t('Is it getting better?')}**")
            still(draw_satisfaction_trend(found, view.look), "trend", t("Satisfaction index over time"))
            if any(heard < INDICATIVE_BELOW for *_, heard in found.trend):
                _hollow_dots(view)


def _hollow_dots(view: View) -> None:
    st.caption(view.t("A hollow dot stands on fewer than 30 answers: read it as a hint."))


def _unhappy(view: View, found: Satisfaction) -> None:
    t, frame = view.t, found.unhappy_valuable
    if frame is None or frame.empty:
        return
    st.subheader(t("Who is valuable but unhappy?"), anchor=False)
    shown = frame.drop(columns=["customer_id"]).assign(
        worst_dimension=[dimension_label(view, one) for one in frame["worst_dimension"]],
        customer_name=frame["customer_name"].fillna(frame["customer_id"]),
    )
    names = {"index": t("Index"), "worst_dimension": t("Least happy with"), "worst_index": t("Index there")}
    shown = shown[["customer_name", *names, "tier", "value"]]  # on a phone the first two or three are seen
    show_table(view, shown, key="unhappy", names=names, kinds={"index": "decimal", "worst_index": "decimal"})
    save_these(view, list(frame["customer_id"]), "unhappy_valuable", lambda: frame)


view = current_view()
t = view.t
title = t("Are our customers happy, and does it matter?")
if not parts.surveyed(view):
    page_header(view, title)
    empty(
        view,
        t("No survey yet"),
        t(
            "Drop a survey, one row per answer or one column per question, and the index stands "
            "here: with its interval, by tier, and with the customers behind it."
        ),
        key="no_survey",
    )
    st.stop()
page_header(view, title, answers.basis(view))
filters_bar(view, lines=False)
rules = parts.chosen_rules(view)
found = parts.computed(view, rules)
answer(how_content(view, found))
if note := parts.why_equal(view, found, found.weighting_note):
    st.caption(note)
parts.figures(view, found)
if found.dimensions:
    _dimensions(view, found, rules)
if codes := codes_of(found):
    picker(view, PICK, codes, lambda code: code_label(view, code), t("Show the customers behind"))
if code := picked(PICK):
    behind_answers(view, code, PICK)
_tiers(view, found)
_over_time(view, found)
_unhappy(view, found)
explain(view, definition(view), used=values_used(view, found), statements=found.statements)
