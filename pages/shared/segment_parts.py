"""Parts of the page of own segments: the answer, the segments in figures, the months, the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import streamlit as st

from core.charts.own_segments import Measure, draw_own_segments
from core.errors import CoreError
from core.targets.own_segments import (
    OTHER,
    OwnSegment,
    OwnSegments,
    delete_segment,
    load_segments,
    months_of,
    order_segments,
    own_segments,
    save_segment,
)
from core.targets.rules import Rule, parse_rule
from core.targets.sentences import rule_sentence
from core.text.messages import message
from pages.shared import answers, state
from pages.shared.exports import download_buttons
from pages.shared.picking import clickable, unpick
from pages.shared.rule_rows import OFFERED, rule_rows, start_with
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

PICK = "own_segment"
RULES = "segment_rules"
EDITED = "edited_segment"  # id of the segment in the editor; 0 = a new one
MEASURES: dict[Measure, str] = {"customers": "Customers", "month_revenue": "Revenue of the month"}
PROPOSED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Best, but unhappy", ("tier in key,important", "satisfaction_index < 60")),
    ("Best, gone quiet", ("tier in key,important", "recency_days > 60")),
    ("Best customers", ("tier in key,important",)),
    ("On the way up", ("segment in champions,potential_loyalist,promising,new",)),
    ("Slipping away", ("segment in at_risk,cant_lose,about_to_sleep",)),
    ("Without an order", ("tier in inactive",)),
)
"""Segments to begin with, the most urgent first."""
KINDS: dict[str, Kind] = {
    "customers": "number",
    "change": "number",
    "revenue": "money",
    "revenue_share": "bar",
    "month_revenue": "money",
    "rules": "sentence",
}


def kept_segments(view: View) -> tuple[OwnSegment, ...]:
    """The segments of the workspace in their order."""
    return answers.cached(view, "segments_kept", (), lambda: load_segments(view.workspace))


def results(view: View, month: date | None = None) -> OwnSegments:
    """The segments at `as_of`, or at the end of another month."""
    question = replace(view.question, as_of=f"{month:%Y-%m}") if month else view.question
    rules = view.settings.rfm
    return answers.cached(
        view, "own_segments", (question, rules), lambda: own_segments(view.workspace, question, rules)
    )


def months(view: View) -> tuple[date, ...]:
    """The months that are compared, oldest first."""
    return answers.cached(view, "segment_months", (view.question,), lambda: months_of(view.workspace, view.question))


def label(view: View, name: str) -> str:
    """What a segment is called."""
    return view.t("All others") if name == OTHER else name


def in_a_sentence(view: View, found: OwnSegments) -> str:
    """How much the segments hold, and which one brings the most."""
    t = view.t
    named = [one for one in found.results if one.name != OTHER]
    best = max(named, key=lambda one: one.revenue)
    held = sum(one.customers for one in named)
    said = t.plural(
        "**{count}** segment holds {held} of {all} customers.",
        "**{count}** segments hold {held} of {all} customers.",
        len(named),
        held=t.count(held),
        all=t.count(found.customers),
    )
    if best.revenue <= 0 or found.revenue <= 0:
        return said
    share = t.share(float(best.revenue / found.revenue))
    space = " " if t.language == "en" else ""
    return said + space + t("The most comes from {name}: {share} of revenue.", name=f"**{best.name}**", share=share)


def segment_table(view: View, found: OwnSegments, before: OwnSegments | None) -> pd.DataFrame:
    """One row per segment in their order, the rest at the end; `change`: customers against the month before."""
    import pandas as pd

    settings = replace(view.settings, value=view.question.value)
    kept = {segment.name: segment for segment in kept_segments(view)}
    earlier = {one.name: one.customers for one in before.results} if before else {}
    space = " · " if view.t.language == "en" else "；"
    rows = []
    for one in found.results:
        segment = kept.get(one.name, OwnSegment(0, 0, one.name, ()))
        rows.append(
            {
                "own_segment": label(view, one.name),
                "rules": space.join(rule_sentence(rule, view.t, settings) for rule in segment.rules) or None,
                "customers": one.customers,
                "change": one.customers - earlier[one.name] if one.name in earlier else None,
                "revenue": one.revenue,
                "revenue_share": float(one.revenue / found.revenue) if found.revenue > 0 else None,
                "month_revenue": one.month_revenue,
                "owner": segment.owner or None,
                "target": segment.target or None,
            }
        )
    return pd.DataFrame(rows)


def show_segments(view: View, found: OwnSegments, before: OwnSegments | None) -> None:
    """The segments in figures, with their rules in words."""
    t = view.t
    frame = segment_table(view, found, before)
    silent = [name for name in ("owner", "target", "change") if frame[name].isna().all()]
    shown = frame.drop(columns=["revenue", *silent])
    names = {
        "customers": t("Customers"),
        "change": t("In a month"),
        "revenue_share": t("Share of revenue"),
        "month_revenue": t("Revenue of the month"),
        "owner": t("Responsible"),
        "target": t("Target"),
        "rules": t("Rules"),
    }
    show_table(view, shown, key="own_segment_table", names=names, kinds=KINDS, tall=True)
    with st.container(horizontal=True):
        download_buttons(view, "segments", lambda: frame.rename(columns=names), key="segments_download")


def over_time(view: View, looked_at: Sequence[date], found: Sequence[OwnSegments]) -> None:
    """The sizes of the segments, or what they brought, month by month."""
    t = view.t
    with st.container(border=True, key="segment_months_card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(t("How do the segments develop?"), anchor=False)
            st.space("stretch")
            measure = cast(
                "Measure",
                st.segmented_control(
                    t("What is shown"),
                    list(MEASURES),
                    default="customers",
                    required=True,
                    key="segment_measure",
                    format_func=lambda one: t(MEASURES[one]),
                    label_visibility="collapsed",
                ),
            )
        names = [label(view, one.name) for one in found[-1].results]
        figure = draw_own_segments(looked_at, found, names, measure, view.look)
        clickable(figure, "own_segments", t("Own segments per month"), into=PICK)
        st.caption(t("Each month by the rules as they are today and the figures as they were at its end."))


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
    rules = rule_rows(view, RULES, offered=[column for column in OFFERED if column != "own_segment"])
    with st.container(horizontal=True):
        if st.button(t("Save the segment"), key="save_segment", type="primary", icon=":material/check:"):
            _save(view, segment, rules)
        if segment:
            st.button(t("Earlier"), key="segment_up", icon=":material/arrow_upward:", on_click=_move,
                      args=(view, segment, -1), disabled=segment.place == 1,
                      help=t("Who fits several segments is in the first of them."))  # fmt: skip
            st.button(t("Later"), key="segment_down", icon=":material/arrow_downward:", on_click=_move,
                      args=(view, segment, 1), disabled=segment.place == len(kept_segments(view)))  # fmt: skip
            st.button(t("Delete"), key="segment_delete", icon=":material/delete:", on_click=_delete,
                      args=(view, segment))  # fmt: skip


def _save(view: View, segment: OwnSegment | None, rules: Sequence[Rule]) -> None:
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
