"""Steps four and five to found segments: how many there are and what sets them apart; whether they are good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import streamlit as st

from core.charts.found_segments import draw_candidates, draw_distinctions
from core.errors import CoreError
from core.metrics.segments.found_segments import MOST_SEGMENTS, Finding, Recipe, keep_finding
from core.models.clusters.results import Candidate, Method, NoStructure, Segmentation
from core.text.found_sentences import answer_found, answer_none, proposed_names
from core.text.messages import message
from pages.shared import found_answers, state
from pages.shared import found_recipe as kept
from pages.shared.found_map import found_map
from pages.shared.found_parts import NAMED, name_key, profile_table, scorecard, segment_cards
from pages.shared.header import answer
from pages.shared.picking import still
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.results import Statement

METHODS = (kept.PROPOSED, *get_args(Method))


def clusters_step(view: View, recipe: Recipe) -> Sequence[Statement]:
    """How many segments there are and what sets them apart, or that there are none."""
    t = view.t
    st.subheader(t("How many kinds of customers are there?"), anchor=False)
    controls = st.container(horizontal=True, vertical_alignment="bottom")
    finding = found_answers.finding(view, recipe)
    with controls:
        _controls(view, recipe, finding)
    if isinstance(finding.result, NoStructure):
        _nothing(view, finding.result)
        return finding.statements
    found = finding.result
    names = _names(view, found)
    answer(answer_found(finding, names, t))
    _curves(view, found, found_answers.finding(view, replace(recipe, segments=None)).result.candidates)
    st.markdown(f"### {t('What sets them apart')}")
    figure = draw_distinctions(found.segments, names, view.look)
    still(figure, "found_distinctions", t("How far each segment differs from all customers, by trait"))
    st.caption(t("In standard deviations from all customers: blue is more, amber is less."))
    return finding.statements


def _controls(view: View, recipe: Recipe, finding: Finding) -> None:
    t = view.t
    number = getattr(finding.result, "chosen", None)
    proposed = t("Proposed") if recipe.segments or not number else t("Proposed: {count}", count=number)
    st.session_state["found_number"] = recipe.segments or kept.PROPOSED
    st.selectbox(
        t("Number of segments"), [kept.PROPOSED, *range(2, MOST_SEGMENTS + 1)], key="found_number", width=200,
        format_func=lambda one: proposed if one == kept.PROPOSED else str(one), on_change=kept.take,
        args=("segments", "found_number"),
    )  # fmt: skip
    st.session_state["found_method"] = recipe.method or kept.PROPOSED
    st.selectbox(
        t("Method"), METHODS, key="found_method", width=320, on_change=kept.take, args=("method", "found_method"),
        format_func=lambda one: t("Proposed") if one == kept.PROPOSED else t.code("found_method", one),
    )  # fmt: skip


def _curves(view: View, found: Segmentation, candidates: Sequence[Candidate]) -> None:
    """Both curves over all numbers, also where the reader chose one."""
    t = view.t
    figure = draw_candidates(candidates or found.candidates, found.chosen, view.look)
    still(figure, "found_curves", t("Separation and stability by number of segments"))
    _explain_curves(view)


def _explain_curves(view: View) -> None:
    t = view.t
    st.caption(
        t("Separation: how much nearer customers are to their own segment than to the next one. Stability: how far the "
          "segments are the same when other customers are drawn. The band is what data without structure give: below "
          "it a number of segments says nothing.")
    )  # fmt: skip


def _nothing(view: View, found: NoStructure) -> None:
    """The honest end, with what was tried and the way to RFM."""
    t = view.t
    with st.container(border=True, key="no_structure", gap="small"):
        first, *rest = answer_none(found, t)
        st.markdown(f"## {first}")
        for sentence in rest:
            st.markdown(sentence)
        with st.container(horizontal=True):
            if st.button(t("See RFM"), key="found_rfm", type="primary"):
                st.switch_page("pages/rfm.py")
            st.button(t("Choose other traits"), key="found_other_traits", on_click=kept.go_to, args=(2,))
    if found.candidates:
        still(draw_candidates(found.candidates, None, view.look), "found_tried", t("What was tried"))
        _explain_curves(view)


def evaluation_step(view: View, recipe: Recipe) -> Sequence[Statement]:
    """The four rules and stability, the segments in figures and words, and saving."""
    t = view.t
    finding = found_answers.finding(view, recipe)
    if isinstance(finding.result, NoStructure):
        _nothing(view, finding.result)
        return finding.statements
    st.subheader(t("Are these segments good?"), anchor=False)
    found = finding.result
    scorecard(view, found.scorecard)
    profiles = found_answers.profiles_found(view, finding)
    names = _names(view, found)
    profile_table(view, found, names, profiles)
    found_map(view, finding, found, names)
    _save(view, finding, *segment_cards(view, found, names))
    return (*profiles.statements, *finding.statements)


def _names(view: View, found: Segmentation) -> dict[str, str]:
    """What the segments are called: as the reader wrote, else as proposed."""
    said = st.session_state.get(NAMED, {})
    proposed = proposed_names(found, view.t)
    return {one.code: said.get(name_key(view, one)) or proposed[one.code] for one in found.segments}


def _save(view: View, finding: Finding, names: dict[str, str], owners: dict[str, str]) -> None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="bottom", key="found_saving"):
        name = st.text_input(t("Name of this finding"), t("Found segments"), key="found_name", max_chars=80, width=320)
        pressed = st.button(t("Save and use on all pages"), key="found_save", type="primary", icon=":material/check:")
    st.caption(t("Saved segments stand in the filters, and can be a rule of lists and of own segments."))  # fmt: skip
    if not pressed:
        return
    try:
        keep_finding(view.workspace, finding, name, names, owners)
    except CoreError as error:
        st.error(message(error, t))
        return
    kept.stop_looking()
    st.session_state[state.NOTICE] = t("The segments are saved and count on all pages.")
    st.rerun()
