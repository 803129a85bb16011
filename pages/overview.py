"""How are we doing? The figures, the pyramid, what moved, who needs attention; behind tabs what stands behind them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.charts.overview import draw_monthly
from core.charts.pyramid import draw_pyramid
from core.metrics.results import Overview, Statement
from core.text.page_sentences import how_we_are, whose_months
from pages.shared import answers, answers_measures
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.lazily import open_tab
from pages.shared.measure_cards import Against
from pages.shared.overview_figures import figures, five_measures, hangs_on, margins
from pages.shared.overview_parts import attention, how_computed, moved
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


def _monthly(view: View, found: Overview) -> None:
    still(draw_monthly(found, view.look), "monthly", view.t("Revenue per month, stacked by tier"))
    st.caption(whose_months(view, found))


def _hangs_on(view: View) -> tuple[Statement, ...]:
    hangs_on(view)
    return *answers_measures.exposure(view).statements, *answers_measures.overdue(view).statements


def _more(view: View, found: Overview, against: Against | None) -> tuple[Statement, ...]:
    """What a second look asks for, one at a time: who has two minutes reads the page above to its end.

    The statements behind it, as far as they are not those of the page.
    """
    t = view.t
    parts: dict[str, Callable[[], tuple[Statement, ...] | None]] = {
        t("The five customer measures"): lambda: five_measures(view, found, against),
        t("What the money hangs on"): lambda: _hangs_on(view),
        t("Revenue per month"): lambda: _monthly(view, found),
        t("Margins"): lambda: margins(view),
    }
    return open_tab(view, parts, "overview_tabs") or ()


def _page(view: View) -> None:
    found = answers.overview(view)
    answer(how_we_are(view, found))
    against = figures(view, found)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _pyramid(view)
        moved(view, found)
    with right:
        attention(view, found)
    if code := picked(PICK):
        behind(view, view.tier_with_share(code), [f"tier in {code}"], key=PICK)
    beside = _more(view, found, against)
    definition, left_out = how_computed(view, found)
    statements = (*found.statements, *found.pyramid.statements, *beside)
    explain(view, definition, left_out=left_out, statements=statements)


view = current_view()
figures_page(view, view.t("How are we doing?"), _page)
