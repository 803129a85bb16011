"""How long, how deep, how broad are our relationships? Stages, won and lost, cohorts, depth, kinds of buyers."""

from __future__ import annotations

import streamlit as st

from core.metrics.relationships.relationship import Relationship
from pages.shared.answers_relationship import relationship
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.lazily import open_tab
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
        t("Do we win more than we lose?"): lambda: months(view, found),
        t("Do new customers come back?"): lambda: cohort_grid(view, found),
        t("How deep do they go?"): lambda: depth(view, found),
        t("What kind of buyers are they?"): lambda: kinds(view, found),
    }
    open_tab(view, parts, "relationship_tabs")


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
