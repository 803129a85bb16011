"""Finding a customer from every page, and the way from a table to a customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared import state
from pages.shared.tables import PAGE_ROWS
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

PAGE = "pages/customer.py"
BOX, ASKED, OPENED = "find_customer", "find_customer_asked", "open_customer_asked"


def customer_search(view: View) -> None:
    """The search box in the sidebar: who is meant without doubt is opened, else the page shows whom it may mean."""
    t = view.t
    st.sidebar.text_input(
        t("Find a customer"),
        key=BOX,
        placeholder=t("Name or id"),
        icon=":material/search:",
        on_change=_take,
    )
    if customer_id := st.session_state.pop(OPENED, None):
        _open(customer_id)
    text = st.session_state.pop(ASKED, None)
    if text:
        _lead(view, text)


def open_customer(view: View, table: pd.DataFrame, key: str) -> None:
    """A selector of the customers in a table (customer_id, customer_name) that leads to the page of the chosen one."""
    shown = table.head(PAGE_ROWS)
    names = dict(zip(shown["customer_id"], shown["customer_name"], strict=True))
    st.selectbox(
        view.t("Open the page of"),
        list(names),
        index=None,
        key=f"open_{key}",
        format_func=lambda customer_id: called(customer_id, names[customer_id]),
        placeholder=view.t("Open the page of …"),
        label_visibility="collapsed",
        on_change=_take_opened,
        args=(f"open_{key}",),
        width=280,
    )


def called(customer_id: str, name: object) -> str:
    """How a customer is offered for a choice: the name and the id, the id alone where it has no name."""
    return f"{name} · {customer_id}" if isinstance(name, str) and name != customer_id else customer_id


def remember(customer_id: str) -> None:
    """Open this customer's page with the next rerun; for callbacks, which cannot switch pages."""
    st.session_state[OPENED] = customer_id


def _take() -> None:
    st.session_state[ASKED] = st.session_state[BOX].strip()
    st.session_state[BOX] = ""


def _take_opened(widget: str) -> None:
    if customer_id := st.session_state[widget]:
        remember(customer_id)


def _lead(view: View, text: str) -> None:
    from core.metrics.one_customer.customer_search import the_one
    from pages.shared import answers_customer

    found = the_one(answers_customer.search(view, text))
    if found:
        _open(found.customer_id)
    st.session_state[state.SOUGHT] = text
    st.session_state.pop(state.CUSTOMER, None)
    st.switch_page(PAGE)


def _open(customer_id: str) -> None:
    st.session_state[state.CUSTOMER] = customer_id
    st.session_state.pop(state.SOUGHT, None)
    st.switch_page(PAGE)
