"""A map of the customers of a finding, where two directions hold enough of their differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.found_segments_map import draw_plane
from core.metrics.segments.found_segments_plane import LEAST_SHARE, plane_of_finding
from pages.shared.phone_tables import on_phone
from pages.shared.picking import still
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.segments.found_segments import Finding
    from core.models.clusters.results import Segmentation


def found_map(view: View, finding: Finding, found: Segmentation, names: Mapping[str, str]) -> None:
    """The map with its share as title; below half of the differences a sentence instead; nothing with one trait."""
    t, plane = view.t, plane_of_finding(view.workspace, finding)
    if plane is None:
        return
    share = t.share(plane.share, 0)
    if plane.share < LEAST_SHARE:
        st.caption(t("There is no map: two directions would hold {share} of the differences only.", share=share))
        return
    st.markdown(f"### {t('These two directions hold {share} of the differences', share=share)}")
    figure = draw_plane(plane, found.segments, names, view.look, on_phone=on_phone())
    still(figure, "found_map", t("A map of the customers by segment"))
    told = t("Each dot is a customer; the nearer two are, the more alike.")
    if len(plane.labels) < plane.customers:
        drawn = t.count(len(plane.labels))
        told = t("Each dot is a customer, {drawn} of {all} drawn by chance; the nearer two are, the more alike.",
                 drawn=drawn, all=t.count(plane.customers))  # fmt: skip
    st.caption(told)
