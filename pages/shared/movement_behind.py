"""The customers behind a part of the movement: each with its reason in words; saved as a list, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.charts.movement import ALL
from core.targets.wording import plain
from core.text.movement_reasons import move_reason
from core.text.movement_sentences import telling_of
from core.text.words import held_together
from pages.shared import answers_movement as answers
from pages.shared.exports import download_buttons
from pages.shared.handover import hand_over, take_dates
from pages.shared.movement_parts import cell_label, value_change
from pages.shared.picking import unpick
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.movements.movement import Movement

SHOWN = ("customer_name", "move", "reason", "value_from", "value_to", "value_change", "customer_id")


def chosen_by(code: str, why: str) -> answers.Chosen:
    """What a pick and a kind of reason choose, by column."""
    before, _, after = code.partition(">")
    found: list[tuple[str, tuple[str, ...]]] = []
    if ">" not in code:
        found.append(("moved", (code,)))
    if ">" in code and before:
        found.append(("moved_from", (before,)))
    if after:
        found.append(("moved_to", (after,)))
    if why != ALL:
        found.append(("moved_why", (why,)))
    return tuple(found)


def movement_behind(view: View, found: Movement, code: str, why: str, key: str) -> None:
    """A card with the customers of a picked cell, the largest change first, each with its reason; and the ways on."""
    t, chosen = view.t, chosen_by(code, why)
    behind = answers.moved(view, chosen)
    with st.container(border=True, key=f"behind_{key}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = cell_label(view, found, code).rpartition(" (")[0]
            st.markdown(f"### {title}" + (f" · {t.code('moved_why', why)}" if why != ALL else ""), width="content")
            st.space("stretch")
            st.button(
                t("Close"), key=f"close_{key}", icon=":material/close:", type="tertiary", on_click=unpick, args=(key,)
            )
        counted = t.plural("**{count}** customer", "**{count}** customers", behind.rows)
        st.markdown(held_together(f"{counted} · {value_change(view, behind.value_from, behind.value_to)}"))
        if not behind.rows:
            return
        shown = told(view, found, behind.table)
        names = {"move": t("Move"), "reason": t("Why"), "value_from": t("Before"), "value_to": t("Now"),
                 "value_change": t("Change")}  # fmt: skip
        columns = _columns(code, shown)
        show_table(
            view, shown[columns], key=f"table_{key}", names=names, tall=True,
            kinds={"reason": "story", "move": "phrase", **dict.fromkeys(SHOWN[3:6], "money")},
        )  # fmt: skip
        with st.container(horizontal=True):
            if st.button(t("Save as target list"), key=f"save_{key}", type="primary", icon=":material/playlist_add:"):
                _hand_over(view, chosen)
            download_buttons(
                view,
                "movement",
                lambda: told(view, found, answers.moved(view, chosen, limit=None).table)[list(SHOWN)],
                key=f"download_{key}",
            )


def _columns(code: str, shown: pd.DataFrame) -> list[str]:
    """What has room on the screen: the move where there are several, else the two values; the download holds all."""
    one_move = all(code.partition(">"))
    without = {"move"} if one_move else {"value_from", "value_to"}
    if shown["customer_name"].notna().any():
        without.add("customer_id")
    return [column for column in SHOWN if column not in without and shown[column].notna().any()]


def _hand_over(view: View, chosen: answers.Chosen) -> None:
    """Open the Target lists page on the same dates, window and reading, with the pick as rules."""
    take_dates(view.question)
    hand_over([f"{column} in {','.join(codes)}" for column, codes in chosen])


def told(view: View, found: Movement, table: pd.DataFrame) -> pd.DataFrame:
    """The customers with their move and their reason in words, and the change of their value."""
    tell = telling_of(view, found)
    rows: list[dict[str, Any]] = plain(table).to_dict("records")  # type: ignore[assignment]  # names are texts
    changes: list[Any] = [
        None if row["value_to"] is None or row["value_from"] is None else row["value_to"] - row["value_from"]
        for row in rows
    ]
    return table.assign(
        move=[f"{view.tier(row['moved_from'])} → {view.tier(row['moved_to'])}" for row in rows],
        reason=[move_reason(row, tell) for row in rows],
        value_change=changes,
    )
