"""The segments that were saved: the answer, what sets them apart, who is in them, whether they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.found_segments import draw_distinctions
from core.errors import CoreError
from core.models.clusters.results import Segmentation
from core.store.segmentations import (
    OUTSIDE,
    UNPLACED,
    KeptSegmentation,
    delete_segmentation,
    rename_segments,
)
from core.targets.rules import rule_of
from core.text.found_sentences import held_and_brought
from core.text.messages import message
from pages.shared import found_answers, state
from pages.shared.behind import behind
from pages.shared.found_drift import do_they_hold
from pages.shared.found_parts import profile_table, scorecard, segment_words
from pages.shared.header import answer
from pages.shared.picking import clickable, picked, picker, unpick
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.results import Statement

PICK = "found_segment"
BEHIND = (
    "customer_name", "value", "tier", "segment", "order_count", "recency_days", "last_order", "customer_id",
)  # fmt: skip


def show_kept(view: View, kept: KeptSegmentation, found: Segmentation) -> Sequence[Statement]:
    """Draw what was saved, on the day of the question; gives the statements that it stands on."""
    t, names = view.t, kept.names
    profiles = found_answers.profiles_kept(view)
    answer(held_and_brought(names, profiles, t))
    with st.container(border=True, key="found_heat"):
        st.subheader(t("What sets them apart"), anchor=False)
        figure = draw_distinctions(found.segments, names, view.look, picked(PICK))
        clickable(figure, PICK, t("How far each segment differs from all customers, by trait"))
        st.caption(t("In standard deviations from all customers: blue is more, amber is less."))
        states = [code for code in (UNPLACED, OUTSIDE) if code in profiles.profiles]
        codes = [*names, *states]
        picker(view, PICK, codes, lambda code: _label(view, kept, code), t("Show the customers of"))
    if (code := picked(PICK)) in codes:
        _behind(view, kept, found, str(code))
    st.subheader(t("The segments in figures"), anchor=False)
    profile_table(view, found, names, profiles)
    do_they_hold(view, kept, found)
    with st.expander(t("Are these segments good?"), icon=":material/fact_check:", key="found_scorecard"):
        scorecard(view, found.scorecard)
    _edit(view, kept)
    return profiles.statements


def _label(view: View, kept: KeptSegmentation, code: str) -> str:
    return kept.names.get(code) or view.t.code("found_segment", code)


def _behind(view: View, kept: KeptSegmentation, found: Segmentation, code: str) -> None:
    """The customers of a segment, with what is said of it above them."""
    segment = next((one for one in found.segments if one.code == code), None)
    name = kept.names.get(code, code)
    if segment is not None:
        with st.container(border=True, key="found_words", gap="small"):
            st.markdown(f"### {name}")
            if owner := kept.definition["owners"].get(code):
                st.caption(view.t("Responsible: {name}", name=owner))
            segment_words(view, segment, found.goal)
    rule = str(rule_of("found_segment", "in", [name]))
    behind(view, _label(view, kept, code), [rule], key=PICK, columns=BEHIND)


def _edit(view: View, kept: KeptSegmentation) -> None:
    """Names, who is responsible, and what else was saved."""
    t, owners = view.t, kept.definition["owners"]
    with st.expander(t("Names and who is responsible"), icon=":material/edit:", key="found_editor"):
        names, responsible = dict[str, str](), dict[str, str]()
        for code, name in kept.names.items():
            left, right = st.columns([2, 1])
            key = f"{kept.segmentation_id}_{code}"
            names[code] = left.text_input(t("Name"), name, key=f"kept_name_{key}", max_chars=80)
            responsible[code] = right.text_input(
                t("Responsible"), owners.get(code, ""), key=f"kept_owner_{key}", max_chars=80
            )
        if st.button(t("Save the names"), key="save_found_names", type="primary"):
            _rename(view, kept, names, responsible)
    with st.expander(t("What was saved"), icon=":material/history:", key="found_saved"):
        for one in found_answers.all_kept(view):
            with st.container(horizontal=True, vertical_alignment="center", key=f"kept_{one.segmentation_id}"):
                st.markdown(
                    t("{name}: {segments}, as of {day}", name=f"**{one.name}**", day=t.day(one.as_of),
                      segments=t.plural("{count} segment", "{count} segments", len(one.names))),
                    width="content",
                )  # fmt: skip
                st.button(t("Delete"), key=f"delete_kept_{one.segmentation_id}", type="tertiary",
                          icon=":material/delete:", on_click=delete, args=(view, one))  # fmt: skip
        st.caption(t("The first one counts on all pages. Without it the one below counts again."))


def _rename(view: View, kept: KeptSegmentation, names: dict[str, str], owners: dict[str, str]) -> None:
    try:
        rename_segments(view.workspace, kept.segmentation_id, names, owners)
    except CoreError as error:
        st.error(message(error, view.t))
        return
    st.session_state[state.NOTICE] = view.t("The names are kept.")
    st.rerun()


def delete(view: View, kept: KeptSegmentation) -> None:
    """Away with a finding; what somebody else was quicker with is said."""
    try:
        delete_segmentation(view.workspace, kept.segmentation_id)
    except CoreError as error:
        state.notice(message(error, view.t))
    unpick(PICK)
