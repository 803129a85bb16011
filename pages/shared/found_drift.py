"""Do the saved segments hold? Month by month, and against segments that are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.charts.found_segments_months import draw_found_months
from core.metrics.segments.found_segments import keep_finding
from core.metrics.segments.found_segments_again import Again
from core.models.clusters.results import Segmentation
from core.store.segmentations import KeptSegmentation
from core.text.found_sentences import answer_none, proposed_names
from pages.shared import answers, found_answers, state
from pages.shared.picking import clickable
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

AGAIN = "found_again"  # the number of the saved finding that is being compared with a new one
KINDS: dict[str, Kind] = {"before": "number", "now": "number", "stayed": "share", "moved": "decimal"}
HOLDING = 0.8


def do_they_hold(view: View, kept: KeptSegmentation, found: Segmentation) -> None:
    """The segments at the ends of the last months; on request the same search on the day of the question."""
    t = view.t
    with st.container(border=True, key="found_holding"):
        st.subheader(t("Do the segments hold?"), anchor=False)
        if st.toggle(t("Month by month"), key="found_months"):
            _months(view, kept, found)
        as_of = answers.basis(view).as_of
        st.markdown(
            t("Found as of {day}, the day of these figures.", day=t.day(as_of))
            if kept.as_of == as_of
            else t("Found as of {day}; everybody is placed by the traits as they are as of {now}.",
                   day=t.day(kept.as_of), now=t.day(as_of))
        )  # fmt: skip
        if st.button(t("Find again as of {day}", day=t.day(as_of)), key="find_again", icon=":material/sync:"):
            st.session_state[AGAIN] = (kept.segmentation_id, as_of)
        if st.session_state.get(AGAIN) == (kept.segmentation_id, as_of):
            _compare(view, kept, found)


def _months(view: View, kept: KeptSegmentation, found: Segmentation) -> None:
    t = view.t
    with st.spinner(t("Placing the customers month by month")):
        stands = found_answers.months(view, kept, found)
    shares = [stand.share for stand in stands if stand.share is not None]
    if not shares:
        st.info(t("One month of data does not show whether segments hold."), icon=":material/info:")
        return
    mean = sum(shares) / len(shares)
    said = t("From one month to the next {share} of the customers stay in their segment.", share=f"**{t.share(mean)}**")
    if mean < HOLDING:
        said += "" if t.language == "zh" else " "
        said += t("That is little: better not plan for longer than a month.")
    st.markdown(said)
    figure = draw_found_months(stands, kept.names, view.look)
    clickable(figure, "found_months_chart", t("Customers by segment at month ends"), into="found_segment")
    st.caption(t("Above each bar: the share that is where it was a month before."))


def _compare(view: View, kept: KeptSegmentation, found: Segmentation) -> None:
    t = view.t
    again = found_answers.again(view, kept, found)
    if not isinstance(again.finding.result, Segmentation):
        for sentence in answer_none(again.finding.result, t):
            st.markdown(sentence)
        return
    names = kept.names | proposed_names(again.finding.result, t, kept.names)
    st.markdown(drift_sentence(view, again))
    headers = {
        "found_segment": t.code("column", "found_segment"),
        "state": t("What became of it"),
        "before": t("Customers before"),
        "now": t("Customers now"),
        "stayed": t("Stayed"),
        "moved": t("Moved by"),
    }
    show_table(view, _drift_frame(view, again, names), key="found_drifts", names=headers, kinds=KINDS)
    st.caption(t("Moved by: how far its middle is from where it was, in standard deviations."))
    if again.libraries_differ:
        st.caption(t("Other versions of the libraries found these segments than the saved ones."))
    if st.button(t("Take these segments"), key="take_again", type="primary", icon=":material/check:"):
        codes = [segment.code for segment in again.finding.result.segments]
        keep_finding(
            view.workspace, again.finding, kept.name, {code: names[code] for code in codes}, kept.definition["owners"]
        )
        st.session_state[state.NOTICE] = t("The segments are saved and count on all pages.")
        st.rerun()


def drift_sentence(view: View, again: Again) -> str:
    """How many segments are as they were."""
    t = view.t
    before = [one for one in again.drifts if one.state != "new"]
    as_before = sum(one.state == "kept" for one in before)
    return t.plural(
        "**{count}** of {all} segments is as it was.", "**{count}** of {all} segments are as they were.", as_before,
        all=len(before),
    )  # fmt: skip


def _drift_frame(view: View, again: Again, names: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "found_segment": names.get(one.code, one.code),
            "state": view.t.code("drift", one.state),
            "before": one.customers_before,
            "now": one.customers_now,
            "stayed": one.stayed if one.state != "new" else None,
            "moved": one.moved,
        }
        for one in again.drifts
    ]
    return pd.DataFrame(rows)
