"""The settings of figures: periods and money. Each part draws its controls and gives the settings as drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from core.settings import Settings, Tax
from core.text.labels import LABELS
from core.text.words import CURRENCY_SIGNS
from pages.shared import answers
from pages.shared.view import WINDOWS, View

NEWEST = ""


class Problem(Exception):  # noqa: N818  # said to the reader, not raised at them
    """A setting that cannot be, as a sentence."""


def key(view: View, name: str) -> str:
    """The widget key of a setting: per workspace, so that a switch shows the other's."""
    return f"set_{view.workspace.name}_{name}"


def periods(view: View, now: Settings) -> Settings:
    """As of, window, complete months, fiscal year, January and February, refunds, measure."""
    t = view.t
    months = [f"{month.month:%Y-%m}" for month in reversed(answers.months(view))]
    names = {f"{month.month:%Y-%m}": t.month(month.month) for month in answers.months(view)}
    left, right = st.columns(2, gap="medium")
    with left:
        kept = [now.as_of] if now.as_of and now.as_of not in months else []
        offered = [NEWEST, *kept, *months]
        as_of = st.selectbox(
            t("Figures as of the end of"),
            offered,
            index=offered.index(now.as_of or NEWEST),
            format_func=lambda one: names.get(one, one) or t("the newest complete month"),
            key=key(view, "as_of"),
        )
        mine = "all" if now.window_months is None else str(now.window_months)
        windows = [*WINDOWS, *([mine] if mine not in WINDOWS else [])]
        window = st.selectbox(
            t("Window"),
            windows,
            index=windows.index(mine),
            format_func=lambda one: _window_label(view, one),
            key=key(view, "window"),
        )
        refunds = st.radio(
            t("Revenue counts"),
            ["net", "gross"],
            index=["net", "gross"].index(now.refunds),
            format_func=lambda one: t.code("refunds", one),
            key=key(view, "refunds"),
            horizontal=True,
        )
        measures = list(LABELS["value"])
        value = st.selectbox(
            t("Customers are ranked by"),
            measures,
            index=measures.index(now.value),
            format_func=lambda one: t.code("value", one),
            key=key(view, "value"),
        )
    with right:
        marked = [*now.complete_months, *now.incomplete_months]
        every = [*months, *(month for month in marked if month not in months)]
        complete = st.multiselect(
            t("Count these months as complete"),
            every,
            [*now.complete_months],
            format_func=lambda one: names.get(one, one),
            key=key(view, "complete"),
            placeholder=t("decided by the last order date"),
            help=t("A month is complete when its last order is within 3 days of its end."),
        )
        incomplete = st.multiselect(
            t("Count these months as not complete"),
            every,
            [*now.incomplete_months],
            format_func=lambda one: names.get(one, one),
            key=key(view, "incomplete"),
            placeholder=t("none"),
        )
        fiscal = st.selectbox(
            t("The fiscal year begins in"),
            range(1, 13),
            index=now.fiscal_start_month - 1,
            format_func=lambda one: _month_name(view, one),
            key=key(view, "fiscal"),
        )
        joined = st.toggle(
            t("Take January and February together (Spring Festival)"),
            now.join_january_february,
            key=key(view, "jan_feb"),
        )
    if both := sorted(set(complete) & set(incomplete)):
        listed = t.listed([names.get(one, one) for one in both])
        raise Problem(t("{months} cannot be complete and not complete at once.", months=listed))
    return replace(
        now,
        as_of=as_of or None,
        window_months=None if window == "all" else int(window),
        refunds=refunds,
        value=value,
        complete_months=tuple(sorted(complete)),
        incomplete_months=tuple(sorted(incomplete)),
        fiscal_start_month=int(fiscal),
        join_january_february=joined,
    )


def _window_label(view: View, name: str) -> str:
    return view.t("all months") if name == "all" else view.t.plural("{count} month", "{count} months", int(name))


def _month_name(view: View, number: int) -> str:
    from datetime import date

    name = view.t.month(date(2000, number, 1))
    return f"{number}月" if view.t.language == "zh" else name.split()[0]


def money(view: View, now: Settings) -> Settings:
    """The name of the company, its currency, and tax."""
    t = view.t
    left, right = st.columns(2, gap="medium")
    with left:
        title = st.text_input(t("Name shown under every title"), now.title, key=key(view, "title"), max_chars=80)
        currencies = list(dict.fromkeys([*CURRENCY_SIGNS, now.currency]))
        currency = st.selectbox(
            t("Currency"),
            currencies,
            index=currencies.index(now.currency),
            key=key(view, "currency"),
            accept_new_options=True,
            format_func=lambda one: f"{one} {CURRENCY_SIGNS.get(one, '')}".strip() or t("not said: no sign"),
        )
    with right:
        rate = st.number_input(
            t("VAT rate in percent"), 0.0, 99.0, float(now.tax.rate * 100), step=1.0, key=key(view, "rate")
        )
        in_amounts = st.toggle(t("Amounts include VAT"), now.tax.in_amounts, key=key(view, "in_amounts"))
        in_costs = st.toggle(t("Costs include VAT"), now.tax.in_costs, key=key(view, "in_costs"))
        st.caption(t("Margins are computed without VAT on both sides."))
    if currency is None or (currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha())):
        raise Problem(t("A currency has three letters, such as CNY or EUR."))
    tax = Tax((Decimal(str(rate)) / 100).normalize() + 0, in_amounts, in_costs)
    return replace(now, title=title.strip(), currency=currency.upper(), tax=now.tax if tax == now.tax else tax)
