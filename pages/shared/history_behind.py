"""The customers behind a tier at a month end: who they were, where they are now; saved as a list, exported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.metrics.period import months_back
from pages.shared import answers as answers_of_all
from pages.shared import answers_history as answers
from pages.shared.exports import download_buttons
from pages.shared.handover import hand_over, take_dates
from pages.shared.picking import unpick
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from core.metrics.histories.history import History, MonthEnd

SHOWN = ("customer_name", "value", "tier_now", "order_count", "last_order", "customer_id")


def history_behind(view: View, found: History, month: MonthEnd, tier: str, *, key: str) -> None:
    """A card with the customers of the tier at that month end, best first, each with where it is now."""
    t = view.t
    members = answers.members(view, found, month.month, tier)
    with st.container(border=True, key=f"behind_{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {view.tier(tier)} · {t.day(month.as_of)}", width="content")
            st.space("stretch")
            st.button(
                t("Close"), key=f"close_{key}", icon=":material/close:", type="tertiary", on_click=unpick, args=(key,)
            )
        st.markdown(
            t.plural("**{count}** customer, **{value}**", "**{count}** customers, **{value}** together",
                     members.rows, value=view.look.total(members.value))
        )  # fmt: skip
        if not members.rows:
            return
        table = worded(view, members.table)
        columns = [column for column in SHOWN if table[column].notna().any()]
        names = {"tier_now": t("On {day}", day=t.day(found.basis.as_of))}
        show_table(view, table[columns], key=f"table_{key}", names=names)
        with st.container(horizontal=True):
            _save(view, found, month, tier, key)
            download_buttons(
                view,
                "customers",
                lambda: worded(view, answers.members(view, found, month.month, tier, limit=None).table)[list(SHOWN)],
                key=f"download_{key}",
            )


def worded(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The customers with the label of the tier that they are in now."""
    import pandas as pd

    labels = [None if code is None else view.tier(code) for code in table["tier_now"]]
    return table.assign(tier_now=pd.Series(labels, index=table.index, dtype=object))


def rules_of(view: View, found: History, month: MonthEnd, tier: str) -> list[str] | None:
    """The rules that choose the same customers as of the month end, None where no rule can.

    By the two-month rule it is the later tier of a movement to that month end.
    """
    if found.two_months_rule and month.month > first_month(view):
        return [f"moved_to in {tier}"] if found.cut_values is None else None
    if found.cut_values is None or tier not in view.question.cut.tiers:
        return [f"tier in {tier}"]
    place, rules = view.question.cut.tiers.index(tier), list[str]()
    smallest = found.cut_values[place]
    rules.append(f"value >= {smallest:f}" if smallest else "value > 0")
    if place:
        rules.append(f"value < {found.cut_values[place - 1]:f}")
    return rules


def _save(view: View, found: History, month: MonthEnd, tier: str, key: str) -> None:
    t, rules, question = view.t, rules_of(view, found, month, tier), view.question
    help_ = t("Opens the Target lists page as of this month end.")
    if rules is None:
        help_ = t("By the two-month rule and the amounts of another month end no rule of a list chooses the same "
                  "customers. Cut the tiers by their own ranking, or download the customers.")  # fmt: skip
    if st.button(
        t("Save as target list"), key=f"save_{key}", type="primary", icon=":material/playlist_add:",
        disabled=rules is None, help=help_,
    ) and rules is not None:  # fmt: skip
        before = f"{months_back(month.month, 1):%Y-%m}" if rules[0].startswith("moved") else None
        reading = "relative" if before else question.reading
        take_dates(replace(question, as_of=f"{month.month:%Y-%m}", compared_with=before, reading=reading))
        hand_over(rules)


def first_month(view: View) -> date:
    """The first month of the data: its month end has none before it."""
    return min(month.month for month in answers_of_all.months(view))
