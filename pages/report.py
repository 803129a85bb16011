"""What do we show the leadership? Twelve slides as PowerPoint, PDF or one web page, made when they are asked for."""

from __future__ import annotations

import streamlit as st

from core.report.proposals import how_proposed
from core.report.story import SLIDES
from core.report.telling_definitions import where_defined
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.report_branding import branding
from pages.shared.report_parts import BRANDING, chosen_slides, make, offer
from pages.shared.view import View, current_view


def _page(view: View) -> None:
    t = view.t
    st.markdown(t("Twelve slides from the same figures as the pages: for a meeting, to print, or to send."))
    with st.container(border=True, key="report_card"):
        kind, slides = chosen_slides(view)
        if st.button(
            t("Make the report"), key="make_report", type="primary", icon=":material/slideshow:", disabled=not slides
        ):
            make(view, kind, slides)
        if not slides:
            st.caption(t("Choose at least one slide."))
        offer(view, kind, slides or SLIDES)
    with st.expander(t("Logo and colour"), icon=":material/palette:", key=BRANDING):
        branding(view)
    explain(view, [where_defined(t), how_proposed(t)])


view = current_view()
figures_page(view, view.t("What do we show the leadership?"), _page, measure=True)
