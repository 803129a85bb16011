"""The signals as cards: who and what, expected against seen, the causes to check, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.signals import draw_months
from core.errors import QuestionError
from core.metrics.period import months_back
from core.metrics.signals.dismissals import dismiss, restore
from core.store.playbook import own_words
from core.text.messages import message
from core.text.playbook import SIGNAL
from core.text.signal_texts import causes, sentence, who
from core.text.words import held_together
from pages.shared import state
from pages.shared.answers_signals import series
from pages.shared.customer_search import remember
from pages.shared.exports import download_buttons
from pages.shared.handover import hand_over
from pages.shared.picking import still
from pages.shared.playbook_parts import PAGE, open_entry
from pages.shared.presenting import presenting
from pages.shared.view import View

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from core.metrics.signals.dismissals import Dismissal
    from core.metrics.signals.found import Signal, Signals
    from core.metrics.signals.series import Series
    from core.text.playbook import OwnWords

STEP = 8
SHOWN = "signals_shown"


def cards(view: View, chosen: tuple[Signal, ...], standing: tuple[Signal, ...]) -> None:
    """The signals with the most money at stake, a few at a time."""
    count = st.session_state.get(SHOWN, STEP)
    shown = chosen[:count]
    behind, own = series(view, shown), own_words(view.workspace, view.t.language)
    for signal in shown:
        _card(view, signal, behind[signal.signal_id], own, standing)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(chosen) > count:
            left = len(chosen) - count
            label = view.t.plural("Show {count} more", "Show {count} more", min(left, STEP))
            st.button(label, key="signals_more", on_click=_show_more, icon=":material/expand_more:")
        _customers_of_all(view, chosen)
        download_buttons(view, "signals", lambda: _table(view, chosen), key="signals_download")


def _customers_of_all(view: View, chosen: tuple[Signal, ...]) -> None:
    """The customers behind all chosen signals, where they are of several kinds."""
    kinds = tuple(dict.fromkeys(signal.kind for signal in chosen))
    if len(kinds) > 1:
        _list_button(view, chosen, kinds, "all")


def _table(view: View, chosen: tuple[Signal, ...]) -> pd.DataFrame:
    """All chosen signals in words, one row each."""
    import pandas as pd

    t, settings = view.t, view.settings
    own = own_words(view.workspace, t.language)
    rows = [
        (
            t.code("signal", signal.kind),
            who(signal, t, settings),
            sentence(signal, t, settings),
            signal.at_stake,
            signal.since,
            causes(signal.kind, t, own)[0],
            signal.signal_id,
        )
        for signal in chosen
    ]
    names = [
        t("Kind"),
        t("Who or what"),
        t("What happened"),
        t("At stake"),
        t("Since"),
        t("Check first"),
        t("Signal"),
    ]
    return pd.DataFrame(rows, columns=names)


def _show_more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, STEP) + STEP


def _card(view: View, signal: Signal, months: Series, own: OwnWords, standing: Sequence[Signal]) -> None:
    t, settings = view.t, view.settings
    with st.container(border=True, key=f"signal_{signal.signal_id}", gap="small"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            st.caption(_kind_line(view, signal))
            st.markdown(f"### {plain(who(signal, t, settings))}")
            st.markdown(held_together(plain(sentence(signal, t, settings))))
            if signal.kind in ("large_order", "quick_return") and signal.detail:
                st.caption(t("Mostly {product}", product=plain(signal.detail)))
            st.caption(t("Check first: {cause}", cause=plain(causes(signal.kind, t, own)[0])))
        with right:
            st.markdown(t("**{money}** at stake", money=view.money(signal.at_stake)))
            if months:
                figure = draw_months(months, _marked_from(signal), view.look, days=signal.kind == "late_payment")
                still(figure, f"signal_{signal.signal_id}", _alt(view, signal))
                st.caption(_alt(view, signal))
        _ways_on(view, signal, own, standing)


def _marked_from(signal: Signal) -> date:
    """The first month of the event: silence begins in the month after the last order."""
    return months_back(signal.since, -1) if signal.kind == "quiet" else signal.since


def _kind_line(view: View, signal: Signal) -> str:
    parts = [view.t.code("signal", signal.kind)]
    if signal.tier and signal.subject == "customer":
        parts.append(view.tier(signal.tier))
    parts.append(view.t("since {day}", day=view.t.day(signal.since)))
    return " · ".join(parts)


def _alt(view: View, signal: Signal) -> str:
    """What the small chart shows."""
    t = view.t
    if signal.kind == "late_payment":
        return t("Days after the due date, by month due")
    if signal.kind in ("return_wave", "quick_return"):
        return t("Given back per month")
    if signal.subject == "product":
        return t("Sold per month")
    return t("Bought per month") if len(signal.customers) == 1 else t("Bought per month by the customers behind it")


def _ways_on(view: View, signal: Signal, own: OwnWords, standing: Sequence[Signal]) -> None:
    t, short = view.t, signal.signal_id
    every = causes(signal.kind, t, own)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label = t.plural("{count} cause to check", "{count} causes to check", len(every))
        with st.popover(label, icon=":material/checklist:", key=f"causes_{short}"):
            st.markdown("\n".join(f"- {plain(cause)}" for cause in every))
            if st.button(t("Change them in the playbook"), key=f"playbook_{short}", type="tertiary"):
                open_entry(SIGNAL, signal.kind)
                st.switch_page(PAGE)
        if signal.subject == "customer":
            st.button(
                t("Customer's page"),
                key=f"customer_{short}",
                icon=":material/person:",
                on_click=remember,
                args=(signal.subject_id,),
            )
        _list_button(view, standing, (signal.kind,), short)
        with st.popover(t("Dismiss …"), icon=":material/notifications_off:", type="tertiary", key=f"dismiss_{short}"):
            note = st.text_input(t("Why does this need no more attention?"), key=f"note_{short}")
            st.button(
                t("Dismiss"), key=f"dismiss_yes_{short}", type="primary", on_click=_dismiss, args=(view, signal, note)
            )


def _list_button(view: View, standing: Sequence[Signal], kinds: Sequence[str], key: str) -> None:
    """Hand the customers behind the standing signals of some kinds over to a target list."""
    t = view.t
    count = len({customer for signal in standing if signal.kind in kinds for customer in signal.customers})
    if not count:
        return
    if len(kinds) == 1:
        kind = t.code("signal", kinds[0])
        label = t("List of {count}: {kind}", count=t.count(count), kind=kind)  # short: on a phone a button is one line
    else:
        label = t.plural("List with {count} customer", "List with {count} customers", count)
    if st.button(label, key=f"list_{key}", icon=":material/playlist_add:"):
        hand_over([f"signals in {','.join(kinds)}"])


def _dismiss(view: View, signal: Signal, note: str) -> None:
    try:
        dismiss(view.workspace, signal.signal_id, note, signal.at_stake)
    except QuestionError as error:
        state.notice(message(error, view.t))
        return
    state.notice(view.t("{who} was dismissed.", who=plain(who(signal, view.t, view.settings))))


def _restore(view: View, signal_id: str) -> None:
    restore(view.workspace, signal_id)


def dismissed(view: View, found: Signals) -> None:
    """What was looked into, with the note and the way back."""
    t = view.t
    if presenting() or not found.dismissed:
        return
    label = t.plural("{count} dismissed signal", "{count} dismissed signals", len(found.dismissed))
    with st.expander(label, icon=":material/notifications_off:", key="signals_dismissed"):
        for signal, dismissal in found.dismissed:
            _looked_into(view, signal, dismissal)


def _looked_into(view: View, signal: Signal, dismissal: Dismissal) -> None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="center", key=f"dismissed_{signal.signal_id}"):
        day = t.day(dismissal.dismissed_at.date())
        name = plain(who(signal, t, view.settings))
        kind = t.code("signal", signal.kind)
        st.markdown(f"**{name}** · {kind} · {plain(dismissal.note)} · {day}")
        st.space("stretch")
        st.button(t("Restore"), key=f"restore_{signal.signal_id}", on_click=_restore, args=(view, signal.signal_id))


def plain(text: str) -> str:
    """Text of the data without meaning for markdown."""
    return "".join(f"\\{sign}" if sign in "\\*_[]$`#<>~:" else sign for sign in text)
