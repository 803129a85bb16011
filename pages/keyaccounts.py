"""Which key accounts are worth the most care?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.charts.customer import draw_criteria
from core.metrics.key_account.key_accounts import KeyAccounts
from core.store.assessments import CRITERIA
from pages.shared import answers_customer
from pages.shared.customer_explain import criteria_rules
from pages.shared.customer_rating import figures_behind, score_sentence
from pages.shared.customer_search import called, remember
from pages.shared.explain import explain
from pages.shared.exports import download_buttons
from pages.shared.figures_page import figures_page
from pages.shared.header import answer
from pages.shared.keyaccounts_parts import editable, list_by_score, not_customers, rated_otherwise, table_of, who_leads
from pages.shared.lazily import folded
from pages.shared.picking import still
from pages.shared.states import empty
from pages.shared.view import View, current_view


def _one(view: View, found: KeyAccounts) -> None:
    """The ten criteria of the account that is chosen, the best one at first."""
    t = view.t
    accounts = {each.customer_id: each for each in found.accounts}
    chosen = st.selectbox(
        t("Show the criteria of"),
        list(accounts),
        key="account_shown",
        format_func=lambda customer_id: called(customer_id, accounts[customer_id].customer_name),
    )
    account = accounts[chosen]
    st.markdown(score_sentence(view, account))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if account.rated_criteria:
            still(draw_criteria(account.criteria, view.look), "criteria", t("The ten criteria from 1 to 5"))
    with right:
        st.markdown("\n".join(f"- {line}" for line in figures_behind(view, account)))
        st.button(
            t("Open the customer's page"), key="account_open", icon=":material/person:", on_click=remember,
            args=(account.customer_id,),
        )  # fmt: skip


def _weights(view: View, found: KeyAccounts) -> None:
    """How much each criterion weighs, kept with the workspace."""
    t = view.t
    with st.form("weights_form", border=False):
        columns = st.columns(2)
        given = {
            code: columns[place % 2].number_input(
                t.code("criterion", code), 0.0, 100.0, float(found.weights[code]), 0.5, key=f"weight_{code}"
            )
            for place, code in enumerate(CRITERIA)
        }
        if st.form_submit_button(t("Save the weights"), key="weights_save"):
            weights = {code: Decimal(str(weight)).normalize() for code, weight in given.items() if weight != 1}
            view.workspace.save_settings(replace(view.settings, key_account_weights=weights))
            st.rerun()


def _page(view: View) -> None:
    t, found = view.t, answers_customer.key_accounts(view)
    if not found.accounts:
        empty(view, t("Nobody to rate"), t("No customer is in the best tiers in this window. Choose a longer window, "
              "another month or fewer filters."), key="nobody")  # fmt: skip
        return
    answer(who_leads(view, found))
    not_customers(view, found)
    with st.container(border=True, key="accounts_card"):
        st.subheader(t("The ten criteria of each"), anchor=False)
        editable(view, found)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            list_by_score(view, found)
            download_buttons(view, "key_accounts", lambda: table_of(found), key="accounts_download")
    with st.container(border=True, key="account_card"):
        st.subheader(t("What makes up a score?"), anchor=False)
        _one(view, found)
    st.subheader(t("Who is rated otherwise than the data say?"), anchor=False)
    rated_otherwise(view, found)
    weighs = t("How much each criterion weighs")
    folded(weighs, lambda: _weights(view, found), key="accounts_weights", icon=":material/balance:")
    used = [
        (t("Weight of {criterion}", criterion=t.code("criterion", code)), f"{weight.normalize():f}")
        for code, weight in found.weights.items()
    ]
    explain(view, criteria_rules(view), used=used, statements=found.statements)


view = current_view()
figures_page(view, view.t("Which key accounts are worth the most care?"), _page)
