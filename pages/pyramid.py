"""Who are our best customers, what do they bring, and what would other cuts give?"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.charts.concentration import draw_concentration
from core.charts.pyramid import draw_pyramid
from core.metrics.results import Pyramid
from core.text.page_sentences import who_brings
from core.text.words import held_together
from pages.shared import answers
from pages.shared.answers_value import money_question
from pages.shared.behind import behind
from pages.shared.cuts import cut_preview
from pages.shared.explain import explain
from pages.shared.exports import download_buttons
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.lazily import folded, open_tab
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.pyramid_parts import (
    concentration_sentence,
    how_computed,
    notices,
    outside,
    show_tiers,
    tier_table,
)
from pages.shared.states import empty
from pages.shared.textbook_parts import textbook_part
from pages.shared.tier_names import tier_names
from pages.shared.tier_profiles import border_customers, profiles
from pages.shared.view import View, current_view

PICK = "pyramid"


def _drawing(view: View, found: Pyramid) -> None:
    t = view.t
    codes = [*(tier.code for tier in found.tiers), "unprofitable", "inactive"]
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True, key="pyramid_card"):
        figure = draw_pyramid(found, view.question.cut, view.look, picked(PICK))
        clickable(figure, PICK, t("Pyramid of the tiers with their customers and their share of the value"))
        picker(view, PICK, codes, view.tier_with_share, t("Show the customers of"))
    with right, st.container(border=True, key="concentration_card"):
        summed = view.asking(money_question(view)) if view.question.value == "value_index" else view
        curve = answers.concentration(summed)
        still(
            draw_concentration(curve, summed.look),
            "concentration",
            t("Cumulative share of value, best customers first"),
        )
        st.caption(held_together(concentration_sentence(view, curve)))
    if code := picked(PICK):
        behind(view, view.tier_with_share(code), [f"tier in {code}"], key=PICK)
    outside(view, found)


def _details(view: View, found: Pyramid) -> None:
    t = view.t
    st.subheader(t("The tiers in figures"), anchor=False)
    show_tiers(view, found, "tiers")
    with st.container(horizontal=True):
        download_buttons(view, "pyramid", lambda: tier_table(found, view.question.cut), key="tiers_download")
    parts: dict[str, Callable[[], None]] = {
        t("What sets the tiers apart?"): lambda: profiles(view),
        t("Is it as the textbooks say?"): lambda: textbook_part(view),
        t("Who stands at a border?"): lambda: border_customers(view),
        t("What would other cuts give?"): lambda: cut_preview(view, found),
    }
    open_tab(view, parts, "pyramid_tabs")
    folded(t("What the tiers are called"), lambda: tier_names(view), key="tiers_called", icon=":material/label:")


def _page(view: View) -> None:
    t = view.t
    found = answers.pyramid(view)
    if not found.customers_ranked:
        empty(view, t("Nobody to rank"), t("No customer has a value above zero in this window. Choose a longer window, "
              "another month or fewer filters."), key="nobody")  # fmt: skip
        return
    answer(who_brings(view, found))
    notices(view, found)
    _drawing(view, found)
    _details(view, found)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


view = current_view()
figures_page(view, view.t("Who are our best customers, and what do they bring?"), _page, measure=True)
