"""Which habits do we see? The R x F grid, the segments, the distributions with their boundaries."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.charts.distributions import draw_distribution
from core.charts.rfm import draw_grid, draw_segments
from core.metrics.results import Rfm
from pages.shared import answers
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.exports import download_buttons
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.lazily import folded, open_tab
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.rfm_grid import edit_grid
from pages.shared.rfm_parts import (
    cell_rules,
    grid_of,
    how_computed,
    pick_label,
    segment_frame,
    show_classes,
    show_segments,
    skipped_notice,
    which_habits,
    young_notice,
)
from pages.shared.rfm_scores import score_rules
from pages.shared.states import empty
from pages.shared.view import View, current_view

PICK = "rfm"
SIZES = ("customers", "money")


def _grid_and_areas(view: View, found: Rfm) -> None:
    t, segment_of = view.t, grid_of(view)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="grid_card"):
        st.subheader(t("How recently and how often?"), anchor=False)
        clickable(
            draw_grid(found, segment_of, view.look, picked(PICK)), PICK, t("Grid of recency and frequency scores")
        )
    with right, st.container(border=True, key="segments_card"):
        st.subheader(t("How large are the segments?"), anchor=False)
        by = st.session_state.get("segments_by", SIZES[0])
        figure = draw_segments(found, view.look, by_value=by == "money", picked=picked(PICK))
        clickable(figure, f"{PICK}_areas", t("Segments as areas"), into=PICK)
    cells = [f"{r}{f}" for r in range(5, 0, -1) for f in range(5, 0, -1)]
    codes = [*(segment.code for segment in found.segments if segment.customers), *cells]
    with left:
        code = picker(view, PICK, codes, lambda code: pick_label(view, code), t("Show the customers of"))
    with right:
        st.segmented_control(
            t("Areas show"), SIZES, key="segments_by", default=SIZES[0], required=True,
            format_func=lambda size: t("Customers") if size == "customers" else t("Money"),
        )  # fmt: skip
    if code:
        behind(view, pick_label(view, code), cell_rules(view, code), key=PICK)


def _details(view: View, found: Rfm) -> None:
    t = view.t
    parts: dict[str, Callable[[], None]] = {t("Where do the scores begin?"): lambda: _scores(view, found)}
    if found.segments:
        first = {t("What to do with each segment?"): lambda: _segments(view, found)}
        parts = {**first, **parts, t("The eight classes"): lambda: show_classes(view, found)}
    open_tab(view, parts, "rfm_tabs")
    folded(t("Levels and own cut-offs"), lambda: score_rules(view), key="rfm_scores_panel", icon=":material/tune:")
    if found.segments:
        folded(t("Edit the grid"), lambda: edit_grid(view), key="rfm_grid_panel", icon=":material/grid_view:")


def _segments(view: View, found: Rfm) -> None:
    show_segments(view, found)
    with st.container(horizontal=True):
        download_buttons(view, "segments", lambda: segment_frame(view, found), key="segments_download")


def _scores(view: View, found: Rfm) -> None:
    t, spread = view.t, answers.histograms(view)
    for column, (dimension, name) in zip(
        st.columns(3, gap="medium"),
        (("recency", t("Days since the last order")), ("frequency", t("Orders")), ("monetary", t("Money"))),
        strict=True,
    ):
        with column, st.container(border=True):
            st.caption(f"**{dimension[0].upper()}** · {name}")
            still(draw_distribution(found, dimension, spread[dimension], view.look), f"distribution_{dimension}", name)
    if found.segments:
        skipped_notice(view, found)


def _page(view: View) -> None:
    t = view.t
    found = answers.rfm(view)
    if not found.customers:
        empty(
            view,
            t("No buyers in this window"),
            t("Choose a longer window, another month or fewer filters."),
            key="nobody",
        )
        return
    answer(which_habits(view, found))
    young_notice(view, found.basis)
    if found.segments:
        _grid_and_areas(view, found)
    else:
        st.info(
            t("Under 20 customers the scores say little: the values are shown without segments."),
            icon=":material/info:",
        )
        behind(view, t("All customers"), [], key="few", closable=False)
    _details(view, found)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("Which habits do we see?"), _page)
