"""What a customer is worth to us, how it stands to us, and the signals about it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.metrics.one_customer.customer import RELATION, WORTH, Customer
from core.metrics.signals.found import Signal
from core.targets.own_segments import OTHER
from core.targets.rules import rule_of
from core.text.signal_texts import sentence, who
from pages.shared import answers, answers_signals, found_answers
from pages.shared.reading_words import plain
from pages.shared.view import View

MOST_SIGNALS = 3
SHARES = ("share_of_wallet",)
WORTH_PX = 150


def signals_about(view: View, found: Customer) -> tuple[Signal, ...]:
    """The standing signals of which the customer is the subject, or one of those behind it."""
    every = answers_signals.signals(view.asking(found.question)).standing
    return tuple(
        signal
        for signal in every
        if (signal.subject == "customer" and signal.subject_id == found.customer_id)
        or found.customer_id in signal.customers
    )


def signal_words(view: View, signal: Signal) -> str:
    """The kind of a signal, the product where it is about one, and its sentence."""
    t, kind = view.t, view.t.code("signal", signal.kind)
    said = sentence(signal, t, view.settings)
    return t.named(kind, said) if signal.subject == "customer" else f"{kind} · {who(signal, t, view.settings)} · {said}"


def signals_card(view: View, found: Customer) -> None:
    """The signals that need a look; nothing where there are none."""
    t, about = view.t, signals_about(view, found)
    if not about:
        return
    with st.container(border=True, key="customer_signals", gap="small"):
        st.markdown(f":orange[:material/notifications:] **{t('What needs a look')}**")
        st.markdown("\n".join(f"- {plain(signal_words(view, signal))}" for signal in about[:MOST_SIGNALS]))
        st.page_link("pages/signals.py", label=t("All signals"), icon=":material/arrow_forward:")


def worth_card(view: View, found: Customer) -> None:
    """The parts of the customer's value; what is not known is said."""
    t, figures = view.t, found.figures or {}
    known = [(name, figures[name]) for name in WORTH if figures.get(name) is not None]
    if not known:
        return
    with st.container(border=True, key="customer_worth", gap="small"):
        st.subheader(t("What are they worth to us?"), anchor=False)
        with st.container(horizontal=True, gap="small"):
            for name, value in known:
                st.metric(t.code("column", name), worth_words(view, name, value), width=WORTH_PX)
        unknown = [t.code("column", name) for name in WORTH if figures.get(name) is None]
        if unknown:
            st.caption(t("Not known: {names}.", names=t.listed(unknown)))


def worth_words(view: View, name: str, value: Any) -> str:
    """A part of the value as people read it."""
    if name in SHARES:
        return view.t.share(float(value))
    if name == "value_index":
        return view.t.number(value, 2)
    return view.t.number(value, 0) if name == "non_monetary_value" else view.money(value)


def relation_rows(view: View, found: Customer) -> list[tuple[str, str]]:
    """How the customer stands to us: stage, loyalty, way of buying, ladder, own and found segment, where known."""
    t, figures = view.t, found.figures or {}
    known = [
        (t.code("column", name), figures[name] if name == "own_segment" else t.code(name, figures[name]))
        for name in RELATION
        if figures.get(name) not in (None, OTHER)
    ]
    return known + _found_segment(view, found)


def _found_segment(view: View, found: Customer) -> list[tuple[str, str]]:
    """Where the saved found segments put the customer; nothing where none were saved."""
    if found_answers.counting(view) is None:
        return []
    t, name = view.t, "found_segment"
    rule = str(rule_of("customer_id", "in", [found.customer_id]))
    placed = answers.customers(view.asking(found.question), [rule], further=[name]).table[name]
    return [(t.code("column", name), t.code(name, segment)) for segment in placed]
