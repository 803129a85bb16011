"""A customer's page where nobody is chosen: the search, whom a text may mean, and the ten best."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.shared import answers, answers_customer, state
from pages.shared.customer_search import ASKED, called, remember
from pages.shared.reading_words import plain
from pages.shared.view import View

BEST = 10


def nobody_chosen(view: View) -> None:
    """Search on top, then those found, or the ten best customers as a way in."""
    t = view.t
    st.text_input(
        t("Find a customer"),
        key="find_here",
        placeholder=t("A name, a part of it, or an id with or without its zeros"),
        on_change=_take,
        icon=":material/search:",
    )
    sought = st.session_state.get(state.SOUGHT)
    if sought:
        _found(view, sought)
    best = answers.customers(view, limit=BEST).table
    if len(best):
        st.subheader(t("The best customers"), anchor=False)
        rows = zip(best["customer_id"], best["customer_name"], best["tier"], best["value"], strict=True)
        with st.container(gap=None):
            for customer_id, name, tier, value in rows:
                _way(customer_id, name, [_tier(view, tier), _value(view, value)], "best")


def _found(view: View, sought: str) -> None:
    t, found = view.t, answers_customer.search(view, sought)
    if not found:
        st.warning(t("Nobody is called “{text}”, and no id is like it. Try a part of the name.", text=plain(sought)))
        return
    st.markdown(
        t.plural("**{count}** customer may be meant by “{text}”.", "**{count}** customers may be meant by “{text}”.",
                 len(found), text=plain(sought))
    )  # fmt: skip
    for each in found:
        _way(each.customer_id, each.customer_name, [each.city or "", t.day(each.last_date)], "found")


def _way(customer_id: str, name: object, more: list[str], key: str) -> None:
    """One customer as a button with what tells it from others of its name."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            plain(called(customer_id, name)), key=f"{key}_{customer_id}", on_click=remember, args=(customer_id,),
            type="tertiary", icon=":material/person:",
        )  # fmt: skip
        st.caption(" · ".join(plain(part) for part in more if part), width="content")


def _tier(view: View, tier: object) -> str:
    return view.tier(tier) if isinstance(tier, str) else ""


def _value(view: View, value: object) -> str:
    return view.value(value) if isinstance(value, Decimal) else ""


def _take() -> None:
    st.session_state[ASKED] = st.session_state["find_here"].strip()
