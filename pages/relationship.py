"""How long, how deep, how broad are our relationships? Stages, won and lost, cohorts, depth, kinds of buyers."""

from __future__ import annotations

import streamlit as st

from core.metrics.relationship import Relationship
from pages.shared.answers_relationship import relationship
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.relationship_explain import how_computed
from pages.shared.relationship_parts import cohort_grid, depth, figures, kinds, months, stages
from pages.shared.relationship_words import how_they_stand, notices
from pages.shared.states import empty
from pages.shared.view import View, current_view


def _sections(view: View, found: Relationship) -> None:
    t = view.t
    st.subheader(t("Where do our relationships stand?"), anchor=False)
    stages(view, found)
    parts = {
        t("Do we win more than we lose?"): months,
        t("Do new customers come back?"): cohort_grid,
        t("How deep do they go?"): depth,
        t("What kind of buyers are they?"): kinds,
    }
    for tab, draw in zip(st.tabs(list(parts), key=f"relationship_tabs_{t.language}"), parts.values(), strict=True):
        with tab:
            draw(view, found)


def _page(view: View) -> None:
    t = view.t
    found = relationship(view)
    if not found.buyers:
        empty(
            view,
            t("No orders yet"),
            t("Nobody whom the filters choose has ordered by this day. Choose another month or fewer filters."),
            key="nobody",
        )
        return
    answer(how_they_stand(view, found))
    if said := notices(view, found):
        st.info(said, icon=":material/info:")
    figures(view, found)
    _sections(view, found)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("How long, how deep, how broad are our relationships?"), _page)
