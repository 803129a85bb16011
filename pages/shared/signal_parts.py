"""What the signals page says: the answer, how far it can be relied on, what was looked at, how it is computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from core.text.signal_rules import DEFINITIONS, NEEDED
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.signals.found import Signal, Signals

KINDS = "signal_kinds"


def reliability(view: View, found: Signals) -> str:
    """How many false alarms can be expected; the tests hold the rules to it."""
    t = view.t
    return t.plural(
        "{count} customer was looked at. On shuffled data the rules raise at most 1 false alarm per 100 customers and "
        "month: look before you act.",
        "{count} customers were looked at. On shuffled data the rules raise at most 1 false alarm per 100 customers "
        "and month: look before you act.",
        found.customers,
    )


def chosen_kinds(view: View, found: Signals) -> tuple[Signal, ...]:
    """The signals of the kinds that are picked above the list, of all where none is."""
    counts = Counter(signal.kind for signal in found.standing)
    present = [kind for kind in found.kinds if counts[kind]]
    if len(present) < 2:
        return found.standing
    picked = st.pills(
        view.t("Kinds"),
        present,
        key=KINDS,
        selection_mode="multi",
        format_func=lambda kind: f"{view.t.code('signal', kind)} · {view.t.count(counts[kind])}",
        label_visibility="collapsed",
    )
    return tuple(signal for signal in found.standing if not picked or signal.kind in picked)


def nothing_unusual(view: View, found: Signals) -> None:
    """A calm card that says what was looked at."""
    t = view.t
    with st.container(border=True, key="nothing_unusual", gap="small"):
        st.markdown(f"## {t('What was looked at')}")
        st.markdown(
            t.plural(
                "{count} customer was compared with its own history and with the others:",
                "{count} customers were compared with their own history and with the others:",
                found.customers,
            )
        )
        st.markdown("\n".join(f"- {t.named(t.code('signal', kind), t(DEFINITIONS[kind]))}" for kind in found.kinds))
        if missing := _not_looked_at(view, found):
            st.caption(missing)


def _not_looked_at(view: View, found: Signals) -> str:
    t = view.t
    needed = [t("{name} ({needed})", name=t.code("signal", kind), needed=t(NEEDED[kind])) for kind in found.unasked]
    return t("Not looked at, because the data do not say it: {kinds}.", kinds=t.listed(needed)) if needed else ""


def how_computed(view: View, found: Signals) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The rules in words, what they stand on, and what was not looked at."""
    t = view.t
    definition = [
        t("The month of the figures is compared with up to 24 months before, first of the customer itself, then of its "
          "peers. Middle values and the value under which 9 of 10 lie are used, which a single odd month does not "
          "move."),
        *(t.named(f"**{t.code('signal', kind)}**", t(DEFINITIONS[kind])) for kind in found.kinds),
        t("A customer who is quiet is not told about again as falling. The money at stake is what lies beyond the "
          "expected; for complaints and satisfaction it is what the customers bring in the window."),
        t("A dismissed signal stays away until it is restored or 1.5 times as much money is at stake. Filters on lines "
          "choose the lines that are looked at, all other filters the customers."),
    ]  # fmt: skip
    used = [
        (t("Month"), t.month(found.basis.last_month)),
        (t("Customers looked at"), t.count(found.customers)),
    ]
    missing = _not_looked_at(view, found)
    return definition, used, [missing] if missing else []
