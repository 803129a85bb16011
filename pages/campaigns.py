"""Did it work?"""

from __future__ import annotations

import streamlit as st

from core.targets.outcome import Outcome
from core.targets.saved import SavedList, load_lists
from core.text.outcome_sentences import (
    break_even,
    did_it_pay,
    how_sure,
    what_came_of_it,
    what_changed_since,
    which_look,
)
from core.text.words import held_together
from pages.shared import answers, answers_campaigns
from pages.shared.campaign_parts import choose_campaign, compared, how_computed, state_badge
from pages.shared.explain import explain
from pages.shared.header import answer, page_header
from pages.shared.states import no_data
from pages.shared.view import View, current_view


def _nothing_yet(view: View) -> None:
    t = view.t
    with st.container(border=True, key="no_campaign", gap="small"):
        st.markdown(f"## {t('No campaign yet')}")
        st.markdown(
            t("Save a target list and hold back a tenth of it. When next month's sheet comes in, this page says "
              "whether those who were contacted bought more than those who were not.")
        )  # fmt: skip
        if st.button(t("Make a target list"), key="make_list", type="primary", icon=":material/playlist_add:"):
            st.switch_page("pages/targets.py")


def _page(view: View, lists: list[SavedList]) -> None:
    t, currency = view.t, view.settings.currency
    sentence = st.container()
    saved = choose_campaign(view, lists)
    found = answers_campaigns.outcome(view, saved)
    with sentence:
        answer(what_came_of_it(t, found))
    _about(view, found)
    figures = found.figures
    if figures is not None:
        for said in (
            how_sure(t, figures),
            did_it_pay(t, currency, figures),
            break_even(t, currency, figures),
        ):
            if said:
                st.markdown(held_together(said.replace("$", "\\$")))
        if changed := what_changed_since(t, found):
            st.info(changed, icon=":material/info:")
        if figures.whole.rate is not None:
            compared(view, figures)
    definition, used, left_out = how_computed(view, found)
    explain(view, definition, used=used, left_out=left_out, statements=found.statements)


def _about(view: View, found: Outcome) -> None:
    """The state, and of how many names and which days the campaign speaks."""
    t, saved, campaign = view.t, found.saved, found.saved.campaign
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        state_badge(view, found)
        if campaign is not None:
            st.caption(
                t("{name}: {contacted} contacted, {held} held back, {first_day} to {last_day}",
                  name=saved.name, contacted=t.count(saved.customers - saved.held_back), held=t.count(saved.held_back),
                  first_day=t.day(campaign.starts_on), last_day=t.day(campaign.ends_on)),
                width="content",
            )  # fmt: skip
    if look := which_look(t, found):
        st.caption(look)


view = current_view()
if not answers.months(view):
    page_header(view, view.t("Did it work?"))
    no_data(view)
else:
    page_header(view, view.t("Did it work?"), answers.basis(view))
    campaigns = [one for one in load_lists(view.workspace) if one.campaign is not None]
    if campaigns:
        _page(view, campaigns)
    else:
        _nothing_yet(view)
