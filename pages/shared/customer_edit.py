"""Changing what is known of a customer, and who said what."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from core.errors import QuestionError
from core.metrics.one_customer.customer import Customer
from core.schema import CUSTOMERS
from core.store.customers import EDITABLE
from core.store.edits import Said, edit_customer
from core.text.messages import message
from pages.shared import answers_customer, state
from pages.shared.presenting import presenting
from pages.shared.tables import show_table
from pages.shared.view import View

LONG = ("notes",)
KEY = "edit_"


def edit_form(view: View, found: Customer) -> None:
    """One attribute at a time, with a note of where it comes from; what a person said can be taken back."""
    t = view.t
    if presenting():
        return
    with st.expander(t("Change what is known"), icon=":material/edit:", key="customer_edit"):
        name = st.selectbox(
            t("What"), EDITABLE, key="edit_attribute", format_func=lambda name: t.code("column", name),
            index=EDITABLE.index("notes"),
        )  # fmt: skip
        widget = f"{KEY}value_{name}_{found.customer_id}_{view.data_version}"
        value = _as_text(found.attributes[name])
        with st.form("customer_edit_form", border=False):
            if name in LONG:
                st.text_area(t("Value"), value, key=widget)
            else:
                st.text_input(t("Value"), value, key=widget, help=_help(view, name))
            st.text_input(t("How do you know?"), key=f"{KEY}note_{view.data_version}")
            with st.container(horizontal=True):
                save = st.form_submit_button(t("Save"), key="edit_save", type="primary")
                back = name in found.edited and st.form_submit_button(
                    t("Let files speak again"), key="edit_take_back", help=t("Takes back what was said by hand.")
                )
        if save or back:
            _keep(view, found, name, None if back else str(st.session_state[widget]))
        st.caption(t("What you say here wins over every file, in all figures and lists, until you take it back."))


def _keep(view: View, found: Customer, name: str, value: str | None) -> None:
    t = view.t
    if value is not None and value.strip() == _as_text(found.attributes[name]).strip():
        st.info(t("That is what is known already."))
        return
    try:
        edit_customer(
            view.workspace, found.customer_id, {name: value}, st.session_state.get(f"{KEY}note_{view.data_version}")
        )
    except QuestionError as error:
        st.error(message(error, t))
        return
    state.notice(t("{attribute} was kept.", attribute=t.code("column", name)))
    st.rerun()


def _help(view: View, name: str) -> str | None:
    t, kind = view.t, CUSTOMERS.column(name).type
    if kind == "date":
        return t("A day as 2024-05-31")
    if kind == "flag":
        return t("yes or no")
    return t("A number as 1234.5") if kind in ("money", "number") else None


def _as_text(value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


def said_history(view: View, found: Customer) -> None:
    """Who said what and when, the newest first: files by name, people by their note."""
    if presenting():
        return
    import pandas as pd

    t, said = view.t, answers_customer.history(view, found)
    with st.expander(t("Who said what, and when?"), icon=":material/history:", key="customer_history"):
        if not said:
            st.caption(t("No file and nobody has said anything; what is known comes from sales."))
            return
        rows = [
            {
                "said_at": each.said_at.date(),
                "attribute": t.code("column", each.attribute),
                "said": _said_value(view, each),
                "source": t("File {file}", file=each.file_name) if each.file_name else t("By hand"),
                "note": each.note,
            }
            for each in said
        ]
        show_table(
            view, pd.DataFrame(rows), key="customer_history_table", kinds={"said_at": "day"},
            names={"said_at": t("When"), "attribute": t("What"), "said": t("Value"), "source": t("Who"),
                   "note": t("How do you know?")},
        )  # fmt: skip


def _said_value(view: View, each: Said) -> str:
    if each.value is None:
        return view.t("taken back")
    if CUSTOMERS.column(each.attribute).type == "flag" and each.value:
        return view.t("yes") if each.value == "true" else view.t("no")
    return each.value or view.t("nothing")
