"""How are we doing? The figures, the pyramid, what moved, who needs attention, revenue by tier."""

from __future__ import annotations

import streamlit as st

from core.charts.overview import draw_monthly
from core.charts.pyramid import draw_pyramid
from core.text.page_sentences import how_we_are
from pages.shared import answers, answers_measures
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.overview_figures import figures, hangs_on, margins
from pages.shared.overview_parts import attention, how_computed, moved, whose_months
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.view import View, current_view

PICK = "overview"


def _pyramid(view: View) -> None:
    t = view.t
    found = answers.overview(view).pyramid
    codes = [*(tier.code for tier in found.tiers), "unprofitable", "inactive"]
    with st.container(border=True, key="overview_pyramid"):
        st.subheader(t("Who brings how much?"), anchor=False)
        figure = draw_pyramid(found, view.question.cut, view.look, picked(PICK))
        clickable(figure, PICK, t("Pyramid of the tiers with their customers and their share of the value"))
        picker(view, PICK, codes, view.tier_with_share, t("Show the customers of"))


def _page(view: View) -> None:
    t = view.t
    found = answers.overview(view)
    answer(how_we_are(view, found))
    figures(view, found)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _pyramid(view)
        moved(view, found)
    with right:
        attention(view, found)
        margins(view)
    if code := picked(PICK):
        behind(view, view.tier_with_share(code), [f"tier in {code}"], key=PICK)
    hangs_on(view)
    with st.container(border=True, key="overview_monthly"):
        st.subheader(t("What does each tier bring per month?"), anchor=False)
        still(draw_monthly(found, view.look), "monthly", t("Revenue per month, stacked by tier"))
        st.caption(whose_months(view, found))
    definition, left_out = how_computed(view, found)
    beside = (*answers_measures.exposure(view).statements, *answers_measures.overdue(view).statements)
    statements = (*found.statements, *found.pyramid.statements, *beside)
    explain(view, definition, left_out=left_out, statements=statements)


view = current_view()
figures_page(view, view.t("How are we doing?"), _page)
