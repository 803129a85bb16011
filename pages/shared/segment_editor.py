"""Make, change, order and delete segments of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import CoreError
from core.metrics.forecasts.forecast_columns import FORECAST_COLUMNS
from core.targets.own_segments import OwnSegment, delete_segment, order_segments, save_segment
from core.targets.rules import Condition, parse_rule
from core.text.messages import message
from pages.shared import state
from pages.shared.picking import unpick
from pages.shared.rule_draft import start_with
from pages.shared.rule_rows import rule_rows
from pages.shared.rule_values import OFFERED
from pages.shared.segment_parts import PICK, kept_segments
from pages.shared.view import View

RULES = "segment_rules"
NOT_OFFERED = ("own_segment", *FORECAST_COLUMNS)
"""A forecast does not always stand, and a segment that then takes nobody would be taken for a fact."""
EDITED = "edited_segment"  # id of the segment in the editor; 0 = a new one
PROPOSED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Best, but unhappy", ("tier in key,important", "satisfaction_index < 60")),
    ("Best, gone quiet", ("tier in key,important", "recency_days > 60")),
    ("Best customers", ("tier in key,important",)),
    ("On the way up", ("segment in champions,potential_loyalist,promising,new",)),
    ("Slipping away", ("segment in at_risk,cant_lose,about_to_sleep",)),
    ("Without an order", ("tier in inactive",)),
)
"""Segments to begin with, the most urgent first."""


def propose(view: View) -> None:
    """Keep the segments to begin with, called in the reader's language; what is there already stays."""
    for name, rules in PROPOSED:
        save_segment(view.workspace, OwnSegment(0, 0, view.t(name), tuple(map(parse_rule, rules))))


def editor(view: View) -> None:
    """Make, change, order and delete segments."""
    t, kept = view.t, kept_segments(view)
    by_id = {segment.segment_id: segment for segment in kept}
    if st.session_state.get(EDITED) not in (0, *by_id):
        _edit(kept[0] if kept else None)
    with st.expander(t("Change the segments"), icon=":material/edit:", key="segment_editor", expanded=not kept):
        st.selectbox(
            t("Segment"),
            [*by_id, 0],
            key=EDITED,
            format_func=lambda number: f"{by_id[number].place}. {by_id[number].name}" if number else t("A new segment"),
            on_change=lambda: _edit(by_id.get(st.session_state[EDITED])),
        )
        _fields(view, by_id.get(st.session_state[EDITED]))


def _edit(segment: OwnSegment | None) -> None:
    st.session_state[EDITED] = segment.segment_id if segment else 0
    st.session_state["segment_name"] = segment.name if segment else ""
    st.session_state["segment_owner"] = segment.owner if segment else ""
    st.session_state["segment_target"] = segment.target if segment else ""
    start_with(segment.rules if segment else [parse_rule("tier in key,important")], RULES)


def _fields(view: View, segment: OwnSegment | None) -> None:
    t = view.t
    name, owner, target = st.columns([3, 2, 3], gap="small")
    name.text_input(t("Name"), key="segment_name", max_chars=80)
    owner.text_input(t("Responsible"), key="segment_owner", max_chars=200)
    target.text_input(t("Target"), key="segment_target", max_chars=200, placeholder=t("10 % more revenue this year"))
    st.markdown(f"**{t('Customers that meet all of these rules')}**")
    rules = rule_rows(view, RULES, offered=[column for column in OFFERED if column not in NOT_OFFERED])
    with st.container(horizontal=True):
        saved = st.button(
            t("Save the segment"), key="save_segment", type="primary", icon=":material/check:", disabled=rules is None
        )
        if saved and rules is not None:
            _save(view, segment, rules)
        if segment:
            st.button(t("Earlier"), key="segment_up", icon=":material/arrow_upward:", on_click=_move,
                      args=(view, segment, -1), disabled=segment.place == 1,
                      help=t("Who fits several segments is in the first of them."))  # fmt: skip
            st.button(t("Later"), key="segment_down", icon=":material/arrow_downward:", on_click=_move,
                      args=(view, segment, 1), disabled=segment.place == len(kept_segments(view)))  # fmt: skip
            st.button(t("Delete"), key="segment_delete", icon=":material/delete:", on_click=_delete,
                      args=(view, segment))  # fmt: skip


def _save(view: View, segment: OwnSegment | None, rules: Sequence[Condition]) -> None:
    held = st.session_state
    made = OwnSegment(
        segment.segment_id if segment else 0, 0, held["segment_name"], tuple(rules), held["segment_owner"],
        held["segment_target"],
    )  # fmt: skip
    try:
        save_segment(view.workspace, made)
    except CoreError as error:
        st.error(message(error, view.t))
        return
    del st.session_state[EDITED]
    st.session_state[state.NOTICE] = view.t("The segment is kept.")
    st.rerun()


def _move(view: View, segment: OwnSegment, step: int) -> None:
    order = [one.segment_id for one in kept_segments(view)]
    place = order.index(segment.segment_id)
    order[place], order[place + step] = order[place + step], order[place]
    order_segments(view.workspace, order)


def _delete(view: View, segment: OwnSegment) -> None:
    delete_segment(view.workspace, segment.segment_id)
    st.session_state.pop(EDITED, None)
    unpick(PICK)
