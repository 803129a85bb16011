"""Who will buy, and how good is this forecast? Made in the background, tested on later data, or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from core.models.likelihood.results import Refusal
from core.text.likelihood_sentences import doubted, expected_sentence, kept_its_word, unread
from core.text.words import held_together
from pages.shared import answers_likelihood
from pages.shared.explain import explain
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.lazily import open_tab
from pages.shared.likelihood_explain import definition, left_out, used
from pages.shared.likelihood_making import choose_horizon, make_button, refused
from pages.shared.likelihood_parts import (
    by_tier,
    kept_word,
    last_time,
    methods,
    next_category,
    tests,
    totals,
    who_will_buy,
)
from pages.shared.view import View, current_view

if TYPE_CHECKING:
    from core.metrics.results import Statement
    from core.store.forecasts import SavedForecast


def _nothing_yet(view: View, longest: int) -> None:
    """No forecast stands: what it will say, and the button that makes it."""
    t = view.t
    answer(t("No forecast has been made of these purchases yet."))
    with st.container(border=True, key="make_forecast", gap="small"):
        st.markdown(
            t("It says of each customer how likely a purchase in the next days is, how many purchases and how much "
              "profit to expect, and it is tested on earlier days first, so that you know how far to trust it. That "
              "takes some seconds, with 100,000 customers up to a minute.")
        )  # fmt: skip
        make_button(view, choose_horizon(view, longest, longest), key="make")
    last_time(view)
    explain(view, definition(view), left_out=left_out(view), statements=_statements(view))


def _forecast(view: View, found: SavedForecast, longest: int) -> None:
    t, bands = view.t, answers_likelihood.bands(view, found)
    answer(kept_its_word(found.quality, t))
    st.markdown(held_together(expected_sentence(found, t)))
    for doubt in doubted(found, t):
        st.warning(doubt, icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        horizon = choose_horizon(view, longest, found.horizon_days)
        if horizon != found.horizon_days:
            again = t.plural("Make it for {count} day", "Make it for {count} days", horizon)
            make_button(view, horizon, key="make_again", label=again)
    totals(view, found, bands)
    last_time(view)
    who_will_buy(view, bands)
    kept_word(view, found)
    parts: dict[str, Callable[[], None]] = {
        t("How was it tested?"): lambda: tests(view, found),
        t("How good is it by tier?"): lambda: by_tier(view, found),
        t("Which method was chosen?"): lambda: methods(view, found),
        t("And what fits next?"): lambda: next_category(view),
    }
    open_tab(view, parts, "likelihood_tabs")
    statements = (*_statements(view), *bands.statements)
    explain(view, definition(view), used=used(view, found), left_out=left_out(view), statements=statements)


def _statements(view: View) -> tuple[Statement, ...]:
    """How purchase days are found, and what came of the last forecast that has closed."""
    judged = answers_likelihood.judged(view)
    return (answers_likelihood.days_statement(view), *(judged.statements if judged else ()))


def _page(view: View) -> None:
    found, longest = answers_likelihood.standing(view), answers_likelihood.proposed(view)
    if days := answers_likelihood.unreadable(view):
        st.warning(unread(days, view.t), icon=":material/info:")
    if isinstance(longest, Refusal):
        refused(view, longest)
        explain(view, definition(view), left_out=left_out(view), statements=(answers_likelihood.days_statement(view),))
    elif found is None:
        _nothing_yet(view, longest)
    else:
        _forecast(view, found, longest)


view = current_view()
figures_page(view, view.t("Who will buy, and how good is this forecast?"), _page)
