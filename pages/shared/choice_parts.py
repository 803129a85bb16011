"""Whom of those who meet the rules a list takes: the controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import streamlit as st

from core.targets.choice import Choice, QuotaBy, Stratum, orders
from core.targets.chosen import opting_out_is_known
from core.targets.saved import SavedList
from pages.shared.rule_values import OFFERED
from pages.shared.view import View

DRAFT = "target_choice"  # the choice being made, kept in the session between pages
TAKEN = "taken_choice"  # how often a choice was taken over: its widgets begin anew then
HUNDRED = Decimal(100)


def choice_draft() -> Choice:
    """The choice of this session; no limits to begin with."""
    found: Choice = st.session_state.setdefault(DRAFT, Choice())
    return found


def start_with_choice(view: View, choice: Choice, lists: Sequence[SavedList]) -> None:
    """Begin again with this choice; saved lists that are gone since are left out of it, and that is said."""
    there = {kept.list_id for kept in lists}
    left = tuple(number for number in choice.not_on_lists if number in there)
    if left != choice.not_on_lists:
        st.warning(view.t("A list whose names were left out here is deleted since: they are no longer left out."))
    days = choice.lists_days if left or not choice.not_on_lists else None
    st.session_state[DRAFT] = replace(choice, not_on_lists=left, lists_days=days)
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1


def choose(view: View, lists: Sequence[SavedList]) -> Choice:
    """Draw the controls and give the choice that they say; `lists`: the saved lists."""
    chosen = _exclusions(view, choice_draft(), {one.list_id: one for one in lists})
    for part in (_limits, _money, _sample):
        chosen = part(view, chosen)
    st.session_state[DRAFT] = chosen
    return chosen


def _exclusions(view: View, now: Choice, kept: dict[int, SavedList]) -> Choice:
    t = view.t
    st.markdown(f"**{t('Leave out')}**")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        days = _count(
            t("Contacted in the last … days"), "contacted_days", now.contacted_days, t("never mind"), width=200
        )
        lists, recent = (_lists(view, now, kept)) if kept else ((), None)
        opted_out = now.with_opted_out
        if opting_out_is_known(view.workspace):
            opted_out = not st.checkbox(t("Who opted out"), value=not opted_out, key=_key("opted_out"))
    return replace(now, contacted_days=days, not_on_lists=lists, lists_days=recent, with_opted_out=opted_out)


def _lists(view: View, now: Choice, kept: dict[int, SavedList]) -> tuple[tuple[int, ...], int | None]:
    t = view.t
    lists: list[int] = st.multiselect(
        t("Who is on these lists"),
        list(kept),
        [number for number in now.not_on_lists if number in kept],
        key=_key("lists"),
        format_func=lambda number: kept[number].name,
        placeholder=t("no list"),
        help=t("Also who is held back there: a name that is held back must stay without contact."),
        width=320,
    )
    recent = _count(
        t("Lists of the last … days"),
        "lists_days",
        now.lists_days,
        t("whenever") if lists else t("never mind"),
        help_text=t("With lists chosen only those of them that are so young, else every list that is."),
        width=200,
    )
    return tuple(lists), recent


def _limits(view: View, now: Choice) -> Choice:
    t = view.t
    st.markdown(f"**{t('Take the first')}**")
    columns = [name for name in OFFERED if name in orders()]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        by = st.selectbox(
            t("Placed by"),
            columns if now.by in columns else [*columns, now.by],
            index=columns.index(now.by) if now.by in columns else len(columns),
            key=_key("by"),
            format_func=lambda one: t.code("column", one),
            width=148,
        )
        lowest = st.selectbox(
            t("First come"),
            (False, True),
            index=int(now.lowest_first),
            key=_key("lowest"),
            format_func=lambda is_lowest: t("the lowest") if is_lowest else t("the highest"),
            width=148,
        )
        quota = _count(t("At most …"), "quota", now.quota, t("no limit"))
        groups = get_args(QuotaBy)
        quota_by = st.selectbox(
            t("of each"),
            groups,
            index=groups.index(now.quota_by),
            key=_key("quota_by"),
            format_func=lambda one: t.code("column", one),
            width=148,
        )
        top = _count(t("In all at most …"), "top", now.top, t("no limit"))
    return replace(now, by=by, lowest_first=lowest, quota=quota, quota_by=quota_by, top=top)


def _money(view: View, now: Choice) -> Choice:
    t = view.t
    st.markdown(f"**{t('Cost and return')}**")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        cost = _amount(t("Cost of one contact"), "cost", now.contact_cost, low=0.01)
        budget = _amount(t("Budget"), "budget", now.budget, disabled=cost is None)
        percent = now.response_rate * HUNDRED if now.response_rate is not None else None
        rate = _amount(t("How many of 100 order"), "rate", percent, high=100.0, disabled=cost is None)
        profit = _amount(
            t("Profit of one order"),
            "profit",
            now.order_profit,
            placeholder=t("as so far"),
            help_text=t("Left empty: what an order of these customers earned in the window."),
            disabled=cost is None,
        )
    return replace(
        now,
        contact_cost=cost,
        budget=budget if cost is not None else None,
        response_rate=rate / HUNDRED if rate is not None else None,
        order_profit=profit,
    )


def _sample(view: View, now: Choice) -> Choice:
    t = view.t
    st.markdown(f"**{t('Draw at random')}**")
    strata = get_args(Stratum)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sample = _count(t("Draw …"), "sample", now.sample, t("everybody"))
        stratify = st.selectbox(
            t("In proportion to"),
            strata,
            index=strata.index(now.stratify),
            key=_key("stratify"),
            format_func=lambda one: t.code("column", one) if one else t("not stratified"),
            disabled=sample is None,
            width=148,
        )
        seed = st.number_input(
            t("Seed"),
            value=now.seed,
            min_value=0,
            max_value=2**31 - 1,
            step=1,
            key=_key("seed"),
            disabled=sample is None,
            help=t("The same seed draws the same names; another one draws others."),
            width=148,
        )
    return replace(now, sample=sample, stratify=stratify, seed=int(seed))


def _count(
    label: str, name: str, now: int | None, placeholder: str, help_text: str | None = None, width: int = 150
) -> int | None:
    found = st.number_input(
        label,
        value=None,
        min_value=1,
        max_value=2**31 - 1,
        step=1,
        key=_begun(name, now),
        placeholder=placeholder,
        help=help_text,
        width=width,
    )
    return None if found is None else int(found)


def _amount(
    label: str,
    name: str,
    now: Decimal | None,
    *,
    low: float = 0.0,
    high: float = 1e12,
    placeholder: str = "–",
    help_text: str | None = None,
    disabled: bool = False,
) -> Decimal | None:
    found = st.number_input(
        label,
        value=None,
        min_value=low,
        max_value=high,
        step=1.0,
        format="%.2f",
        key=_begun(name, None if now is None else float(now)),
        placeholder=placeholder,
        help=help_text,
        disabled=disabled,
        width=150,
    )
    return None if found is None else Decimal(str(round(found, 2)))


def _begun(name: str, now: float | None) -> str:
    """The key of a box that begins with what is chosen: given as its default it could not be emptied again."""
    if now is not None:
        st.session_state.setdefault(_key(name), now)
    return _key(name)


def _key(name: str) -> str:
    return f"choice_{name}_{st.session_state.get(TAKEN, 0)}"
