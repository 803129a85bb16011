"""What is compared with what: the other month end, the reading, and the kind of reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.movement import ALL
from core.metrics.movements.moves import KINDS
from core.settings import Reading
from pages.shared import answers, state
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement

READINGS: tuple[Reading, ...] = ("frozen", "relative")
WHY, CELLS = "movement_why", "movement_cells"


def compare_bar(view: View) -> None:
    """The month end that the period of the filters bar is compared with, and the reading; both kept in the address."""
    t, question = view.t, view.question
    now, before = question.as_of, (question.compared_with or "")[:7]
    names = {f"{month.month:%Y-%m}": t.month(month.month) for month in reversed(answers.months(view))}
    names.setdefault(before, t.month(date.fromisoformat(f"{before}-01")))  # a month without a line has its end too
    offered = [name for name in sorted(names, reverse=True) if name != now]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="compare_bar"):
        st.session_state["movement_compared"] = before
        st.selectbox(
            t("Compared with the end of"), offered, key="movement_compared",
            format_func=lambda name: _named(view, name, names[name]), on_change=_take, args=("compared",), width=230,
        )  # fmt: skip
        st.session_state["movement_reading"] = question.reading
        st.segmented_control(
            t("Tiers cut"), READINGS, key="movement_reading", required=True, wrap=True,
            format_func=lambda code: t.code("reading", code), on_change=_take, args=("reading",),
        )  # fmt: skip


def _named(view: View, name: str, label: str) -> str:
    """A month with how long ago it is, where that has a usual name."""
    t, months = view.t, _number(view.question.as_of or name) - _number(name)
    words = {1: t("a month before"), 3: t("3 months before"), 6: t("6 months before"), 12: t("12 months before")}
    return f"{label} · {words[months]}" if months in words else label


def _number(name: str) -> int:
    year, month = name[:7].split("-")
    return int(year) * 12 + int(month)


def _take(name: str) -> None:
    state.choose(name, (str(st.session_state[f"movement_{name}"]),))


def kinds_switch(view: View, found: Movement) -> str:
    """One kind of reason, or all of them: which moves the matrix and the list show."""
    t = view.t
    counts = {kind: sum(cell.why.get(kind, 0) for cell in found.cells) for kind in KINDS}
    offered = [ALL, *(kind for kind in KINDS if counts[kind])]
    if st.session_state.get(WHY) not in offered:
        st.session_state[WHY] = ALL

    def label(kind: str) -> str:
        return t("All") if kind == ALL else f"{t.code('moved_why', kind)} ({t.count(counts[kind])})"

    st.segmented_control(t("Kind of reason"), offered, key=WHY, format_func=label, required=True, wrap=True)
    chosen: str = st.session_state[WHY]
    return chosen


def cells_switch(view: View) -> bool:
    """Whether the cells hold the change of value instead of how many customers."""
    t = view.t
    st.session_state.setdefault(CELLS, "customers")
    by = st.segmented_control(
        t("Cells show"), ("customers", "value"), key=CELLS, required=True,
        format_func=lambda code: t("Customers") if code == "customers" else t("Change of value"),
    )  # fmt: skip
    return by == "value"
