"""What are our customers worth? The parts of value, lifetime value, who costs money, who is big elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.charts.concentration import draw_concentration
from core.charts.value import LOSERS, draw_equity
from core.metrics.worth.customer_value import CustomerValue
from core.text.page_sentences import whale, worth
from core.text.words import held_together
from pages.shared import answers, answers_value
from pages.shared.behind import behind
from pages.shared.explain import explain
from pages.shared.filters import filters_bar
from pages.shared.header import answer, page_header
from pages.shared.lazily import folded, open_tab
from pages.shared.likelihood_potential import choose_potential
from pages.shared.picking import clickable, picked, picker, still
from pages.shared.states import empty, no_data
from pages.shared.value_computed import how_computed
from pages.shared.value_sections import (
    ELSEWHERE,
    RISING,
    big_elsewhere,
    everybody,
    grades_by_tier,
    lifetime_by_tier,
    money_losers,
    parts_by_tier,
)
from pages.shared.value_weights import weights_editor
from pages.shared.view import View, current_view

PICK = "value"
BEHIND = (
    "customer_name", "current_value", "potential_value", "share_of_wallet", "value_index", "potential_grade", "tier",
    "last_order", "customer_id",
)  # fmt: skip


def _rules(view: View, code: str) -> list[str]:
    """The customers behind a pick, as rules of a target list."""
    if code == LOSERS:
        return ["current_value < 0"]
    if code == RISING:
        return ["potential_grade in high", f"tier in {','.join(answers_value.elsewhere(view).others)}"]
    if code == ELSEWHERE:
        found = answers_value.elsewhere(view)
        return [f"annual_need >= {found.bar or 0}", "share_of_wallet < 0.5", f"tier in {','.join(found.others)}"]
    return [f"tier in {code}"]


def _label(view: View, code: str) -> str:
    t = view.t
    names = {
        LOSERS: t("Customers that cost money"),
        ELSEWHERE: t("Small here, big elsewhere"),
        RISING: t("High potential outside the best tiers"),
    }
    return names.get(code) or view.tier_with_share(code)


def _drawing(view: View, found: CustomerValue) -> None:
    t = view.t
    losers = answers_value.money_losers(view)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, key="equity_card"):
        st.subheader(t("What are they worth over the years?"), anchor=False)
        if found.equity is None:
            st.info(_too_short(view), icon=":material/info:")
        else:
            figure = draw_equity(found, view.look, picked(PICK))
            clickable(figure, PICK, t("Customer equity by tier, with its range"))
        codes = [*(tier.code for tier in found.tiers), LOSERS, ELSEWHERE, RISING]
        picker(view, PICK, codes, lambda code: _label(view, code), t("Show the customers of"),
               is_drawn=found.equity is not None)  # fmt: skip
    with right, st.container(border=True, key="whale_card"):
        st.subheader(t("Who brings the most, and who takes it away?"), anchor=False)
        curve = answers.concentration(view)
        still(draw_concentration(curve, view.look), "whale", t("Cumulative share of value, best customers first"))
        st.caption(held_together(whale(view, curve, losers)))
    if code := picked(PICK):
        behind(view, _label(view, code), _rules(view, code), key=PICK, columns=BEHIND)


def _too_short(view: View) -> str:
    return view.t(
        "Nobody can say yet who stays: that takes six months of data before the end of the window. Until then there is "
        "no potential and no lifetime value. Import older months."
    )


def _details(view: View, found: CustomerValue) -> None:
    """What stands behind the value, one question at a time."""
    t = view.t
    parts: dict[str, Callable[[], None]] = {t("What is it made of?"): lambda: parts_by_tier(view, found)}
    if found.equity is not None:
        parts[t("Who could bring more?")] = lambda: grades_by_tier(view, found, PICK)
        parts[t("Who stays?")] = lambda: lifetime_by_tier(view, found)
    parts |= {
        t("Who costs money?"): lambda: money_losers(view, answers_value.money_losers(view), PICK),
        t("Who buys more elsewhere?"): lambda: big_elsewhere(view, answers_value.elsewhere(view), PICK),
        t("Each customer"): lambda: everybody(view, found),
    }
    open_tab(view, parts, "value_tabs")
    folded(
        t("What the potential goes by"), lambda: choose_potential(view), key="potential", icon=":material/trending_up:"
    )
    folded(t("Weights of the value index"), lambda: weights_editor(view), key="weights", icon=":material/tune:")


def _page(view: View) -> None:
    t = view.t
    found = answers_value.customer_value(view)
    if not found.customers:
        empty(view, t("Nobody to value"), t("No customer bought anything with a known cost in this window. Choose a "
              "longer window, another month or fewer filters."), key="nobody")  # fmt: skip
        return
    answer(worth(view, found, answers_value.money_losers(view)))
    _drawing(view, found)
    _details(view, found)
    definition, used, left_out = how_computed(view, found)
    statements = (*found.statements, *answers_value.money_losers(view).statements)
    explain(view, definition, used=used, left_out=left_out, statements=statements)


view = current_view()
title = view.t("What are our customers worth?")
if not answers.months(view):
    page_header(view, title)
    no_data(view)
else:
    view = view.asking(answers_value.money_question(view))
    page_header(view, title, answers.basis(view))
    filters_bar(view)
    _page(view)
