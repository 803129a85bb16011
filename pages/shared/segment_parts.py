"""Parts of the page of own segments: the answer, the segments in figures, the months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import streamlit as st

from core.charts.own_segments import Measure, draw_own_segments
from core.targets.own_segments import (
    OTHER,
    OwnSegment,
    OwnSegments,
    load_segments,
    months_of,
    own_segments,
)
from core.targets.sentences import rule_sentence
from pages.shared import answers
from pages.shared.exports import download_buttons
from pages.shared.picking import clickable
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

PICK = "own_segment"
MEASURES: dict[Measure, str] = {"customers": "Customers", "month_revenue": "Revenue of the month"}
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
    rules, kept = view.settings.rfm, kept_segments(view)
    return answers.cached(
        view, "own_segments", (question, rules, kept), lambda: own_segments(view.workspace, question, rules, kept)
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


def rules_in_words(view: View, segment: OwnSegment) -> str:
    """What its rules demand, all of it."""
    settings, between = replace(view.settings, value=view.question.value), " · " if view.t.language == "en" else "；"
    return between.join(rule_sentence(rule, view.t, settings) for rule in segment.rules)


def segment_table(view: View, found: OwnSegments, before: OwnSegments | None) -> pd.DataFrame:
    """One row per segment in their order, the rest at the end; `change`: customers against the month before."""
    import pandas as pd

    kept = {segment.name: segment for segment in kept_segments(view)}
    earlier = {one.name: one.customers for one in before.results} if before else {}
    rows = []
    for one in found.results:
        segment = kept.get(one.name, OwnSegment(0, 0, one.name, ()))
        rows.append(
            {
                "own_segment": label(view, one.name),
                "customers": one.customers,
                "change": one.customers - earlier[one.name] if one.name in earlier else None,
                "revenue": one.revenue,
                "revenue_share": float(one.revenue / found.revenue) if found.revenue > 0 else None,
                "month_revenue": one.month_revenue,
                "rules": rules_in_words(view, segment) or None,
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
    show_table(view, shown, key="own_segment_table", names=names, kinds=KINDS, tall=True, words_first=False)
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
