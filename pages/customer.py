"""How do we stand with this customer?"""

from __future__ import annotations

import streamlit as st

from core.charts.customer import draw_path
from core.errors import QuestionError
from core.metrics.one_customer.customer import Customer
from pages.shared import answers, answers_customer, state
from pages.shared.customer_edit import edit_form, said_history
from pages.shared.customer_empty import nobody_chosen
from pages.shared.customer_explain import how_computed
from pages.shared.customer_head import figures_row, name_of, next_action, who_and_how, who_they_are
from pages.shared.customer_print import print_view
from pages.shared.customer_rating import health_card, key_account_card
from pages.shared.customer_tabs import lists
from pages.shared.customer_worth import signals_card, worth_card
from pages.shared.explain import explain
from pages.shared.filters import filters_bar
from pages.shared.header import answer, page_header
from pages.shared.history_parts import rule_line
from pages.shared.likelihood_card import likelihood_card
from pages.shared.picking import still
from pages.shared.playbook_card import playbook_card
from pages.shared.states import no_data
from pages.shared.view import View, current_view


def _found(view: View) -> Customer | None:
    """The customer that was asked for; None where nobody was, or nobody of that id is known here."""
    asked = st.session_state.get(state.CUSTOMER)
    if not asked:
        return None
    try:
        return answers_customer.customer(view, asked)
    except QuestionError as error:
        if error.code != "customer_unknown":
            raise
        st.session_state[state.SOUGHT] = asked
        return None


def _path(view: View, found: Customer) -> None:
    t, points = view.t, answers_customer.path(view, found)
    with st.container(border=True, key="customer_path"):
        st.subheader(t("Where did they stand?"), anchor=False)
        alt = t("Value over the window at the end of each month, coloured by tier")
        still(draw_path(points, view.look), "customer_path", alt)
        st.caption(t("Each bar: what the window that ends with this month brought; its colour is the tier then."))
        if any(point.reaches_before_data for point in points):
            st.caption(t("Pale bars: their window begins before the data, so they hold less."))
        for line in rule_line(view):
            st.caption(line)


def _page(view: View, found: Customer) -> None:
    answer(who_and_how(view, found))
    next_action(view, found)
    signals_card(view, found)
    figures_row(view, found)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _path(view, found)
        likelihood_card(view, found)
        worth_card(view, found)
        key_account_card(view, found)
    with right:
        playbook_card(view, found)
        who_they_are(view, found)
        edit_form(view, found)
        health_card(view, found)
        print_view(view, found)
    lists(view, found)
    said_history(view, found)
    definition, used, statements = how_computed(view, found)
    explain(view, definition, used=used, statements=statements)


view = current_view()
found = _found(view) if answers.months(view) else None
if not answers.months(view):
    page_header(view, view.t("How do we stand with a customer?"))
    no_data(view)
elif found is None:
    page_header(view, view.t("How do we stand with a customer?"), answers.basis(view))
    nobody_chosen(view)
else:
    page_header(view, view.t("How do we stand with {name}?", name=name_of(found)), found.basis)
    filters_bar(view, groups=False)
    _page(view, found)
