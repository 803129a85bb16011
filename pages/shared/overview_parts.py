"""Parts of the first page: its sentence, what moved, who needs attention, how it is computed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.metrics.first_page.overview_attention import REASONS
from core.metrics.results import Overview
from core.text import Words
from core.text.measure_sentences import definitions
from core.text.page_sentences import moves_of_month
from pages.shared.handover import hand_over
from pages.shared.history_parts import rule_line
from pages.shared.view import View

NAMED = 6


def moved(view: View, found: Overview) -> None:
    """What moved since the month before, by the earlier cut values."""
    t = view.t
    with st.container(border=True, key="moved", gap="small"):
        st.subheader(t("What moved since last month?"), anchor=False)
        if found.moved_up is None or found.moved_down is None:
            st.caption(t("The data do not reach back far enough to compare with the month before."))
            return
        st.markdown(moves_of_month(view, found))
        if found.movement_window_months not in (None, found.basis.window_months):
            st.caption(
                t.plural("Compared over {count} month, because the data are young.",
                         "Compared over {count} months, because the data are young.", found.movement_window_months or 0)
            )  # fmt: skip
        st.caption(t("Both months cut by the amounts of the earlier one, so that a move means the customer changed."))
        for line in rule_line(view):
            st.caption(line)
        if st.button(t("See who moved, and why"), key="see_moves", icon=":material/arrow_forward:"):
            st.switch_page("pages/movement.py")


def attention(view: View, found: Overview) -> None:
    """The names that need somebody now, each with its reason; all of them can become a target list."""
    t, named = view.t, found.attention
    with st.container(border=True, key="attention", gap="small"):
        st.subheader(t("Who needs attention now?"), anchor=False)
        if not len(named):
            st.caption(t("Nobody among the best customers is silent, falling or unhappy."))
            return
        lines = [_line(view, row) for row in named.head(NAMED).to_dict("records")]
        st.markdown("\n".join(f"- {line}" for line in lines))
        label = t.plural("Make a list of {count} name", "Make a list of all {count} names", len(named))
        if st.button(label, key="attention_list", icon=":material/playlist_add:"):
            hand_over([f"attention in {','.join(REASONS)}"])


def _line(view: View, row: dict[str, Any]) -> str:
    name = row["customer_name"] if isinstance(row["customer_name"], str) else row["customer_id"]
    reason = reason_words(view.t, row["reason"], float(row["figure"]), row["recency_days"])
    return f"**{_plain(name)}** · {view.tier(row['tier'])}  \n  :small[:gray[{view.value(row['value'])} · {reason}]]"


def reason_words(t: Words, reason: str, figure: float, recency_days: int) -> str:
    """Why a customer needs attention, with the number behind it."""
    if reason == "silent":
        return t(
            "no order for {days} days, usually every {usual}", days=t.count(recency_days), usual=t.number(figure, 0)
        )
    if reason == "falling" and figure <= -1:
        return t("nothing bought in the last 3 months, unlike the year before")
    if reason == "falling":
        return t("{change} in the last 3 months against the year before", change=t.change(figure, 0))
    return t("satisfaction only {index} of 100", index=t.number(figure, 0))


def _plain(name: str) -> str:
    """A name from the data as text, whatever signs of markdown it holds."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>~$:" else sign for sign in name)


def how_computed(view: View, found: Overview) -> tuple[list[str], list[str]]:
    """The definitions of the figures and of what stands beside them, and what was left out."""
    t = view.t
    definition = [
        t("Active customers, revenue and gross profit: over the window; customers with a counted line are active."),
        t("Share of the best: what the first two tiers bring of the value of the ranked, always by its own ranking."),
        *(t.named(t.code("kpi", code), sentence) for code, sentence in definitions(t).items()),
        t("Moves: the tier at the end of the month before against the tier now, both by the earlier cut values."),
        t("Needs attention: among the best, no order for more than 60 days and twice the usual gap, or revenue of "
          "the last 3 months more than 40 % under the year before, or a satisfaction index under 50."),
        t("Revenue at risk: what customers brought in the window who are At risk or Can't lose by RFM, or have not "
          "ordered for more than 60 days and twice their usual gap."),
        t("Overdue: order lines whose due date lies before the day of the figure and that were not paid by then, "
          "whatever the window; returned and cancelled orders are left out."),
    ]  # fmt: skip
    left_out = [
        t("{lines} lines without a customer, {value}: in the company's total, in no customer's.",
          lines=t.count(found.pyramid.unassigned_lines), value=view.money(found.pyramid.unassigned_revenue)),
    ]  # fmt: skip
    return definition, left_out
