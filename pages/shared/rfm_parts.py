"""Parts of the RFM page: its sentence, what a pick means, the segment table with the next step, the eight classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.metrics.question import Basis
from core.metrics.results import Rfm, Segment
from core.metrics.scoring.rfm_rules import checked_grid
from core.store.playbook import own_words
from core.targets.actions import suggested_action
from pages.shared import answers
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

FEWEST_MONTHS = 3  # of data, for silence to say something
AT_RISK = ("at_risk", "cant_lose")
SCORES = ("r", "f", "m")
# what fits beside the next step; the download holds all
SEGMENTS_SHOWN = (
    "segment", "action", "customers", "monetary_share", "monetary_mean", "recency_days", "monetary_score"
)  # fmt: skip


def grid_of(view: View) -> dict[tuple[int, int], str]:
    """The segment of every (R, F) cell: the workspace's own grid, else the usual one."""
    return {(int(cell[0]), int(cell[1])): segment for cell, segment in checked_grid(view.settings.rfm).items()}


def which_habits(view: View, found: Rfm) -> str:
    """The answer of the page in one sentence."""
    t = view.t
    if not found.segments:
        return t.plural(
            "{count} customer bought in this window.", "{count} customers bought in this window.", found.customers
        )
    best = [segment for segment in found.segments if segment.code == "champions"]
    champions = sum(segment.customers for segment in best)
    first = t.plural(
        "{count} champion brings {share} of the money", "{count} champions bring {share} of the money",
        champions, share=t.share(sum(segment.monetary_share for segment in best)),
    ) if champions else t("Nobody is a champion")  # fmt: skip
    risk = [segment for segment in found.segments if segment.code in AT_RISK]
    away = sum(segment.customers for segment in risk)
    second = t.plural(
        "{count} good customer who stayed away stood for {amount}",
        "{count} good customers who stayed away stood for {amount}",
        away, amount=view.money(sum(segment.monetary for segment in risk)),
    ) if away else t("no good customer stayed away")  # fmt: skip
    return t("{first}; {second}.", first=first, second=second)


def young_notice(view: View, basis: Basis) -> None:
    """Says of data of one or two months that silence means little in them."""
    months = sum(month.month <= basis.last_month for month in answers.months(view))
    if months < FEWEST_MONTHS:
        st.caption(
            view.t.plural("The data hold only {count} month: who is silent here may simply not be due yet.",
                          "The data hold only {count} months: who is silent here may simply not be due yet.", months)
        )  # fmt: skip


def pick_label(view: View, code: str) -> str:
    """What was picked, in words: a segment, or a cell with its segment."""
    if not code.isdigit():
        return view.t.code("segment", code)
    segment = grid_of(view)[int(code[0]), int(code[1])]
    return f"R {code[0]} · F {code[1]} · {view.t.code('segment', segment)}"


def cell_rules(view: View, code: str) -> list[str]:
    """The rules that choose a pick's customers. Cells speak of five levels; with others their segment is taken."""
    if not code.isdigit():
        return [f"segment in {code}"]
    if view.settings.rfm.levels != 5:
        return [f"segment in {grid_of(view)[int(code[0]), int(code[1])]}"]
    return [f"r = {code[0]}", f"f = {code[1]}"]


def segment_frame(view: View, found: Rfm) -> pd.DataFrame:
    """One row per segment with the suggested action, as it is shown and exported."""
    import pandas as pd

    own = own_words(view.workspace, view.t.language)
    rows = [
        {"segment": segment.code, "action": suggested_action(segment.code, view.t, own)} | _row(segment)
        for segment in found.segments
    ]
    return pd.DataFrame(rows)


def _row(segment: Segment) -> dict[str, Any]:
    return {
        "customers": segment.customers,
        "monetary_share": segment.monetary_share,
        "monetary_mean": segment.monetary_mean,
        "recency_days": segment.recency_days,
        "frequency": segment.frequency,
        "monetary_score": segment.monetary_score,
        "customer_share": segment.customer_share,
    }


def show_segments(view: View, found: Rfm) -> None:
    """The segment table: how many, what they bring, what to do next."""
    t = view.t
    names = segment_names(view) | {"action": t("Suggested next step")}
    kinds = SEGMENT_KINDS | {"action": "sentence"}
    shown = segment_frame(view, found)[list(SEGMENTS_SHOWN)]
    show_table(view, shown, key="segments_table", names=names, kinds=kinds, tall=True)


SEGMENT_KINDS: dict[str, Any] = {
    "customers": "number",
    "customer_share": "share",
    "monetary_share": "bar",
    "monetary_mean": "money",
    "recency_days": "number",
    "frequency": "decimal",
    "monetary_score": "decimal",
}


def segment_names(view: View) -> dict[str, str]:
    """The headers of a table of segments or classes."""
    t = view.t
    return {
        "customers": t("Customers"),
        "customer_share": t("Share of customers"),
        "monetary_share": t("Share of the money"),
        "monetary_mean": t("Money each"),
        "recency_days": t("Last order (days)"),
        "frequency": t("Orders each"),
        "monetary_score": t("M score"),
    }


def show_classes(view: View, found: Rfm) -> None:
    """The eight classes: R, F and M each above or not above the centre."""
    import pandas as pd

    t = view.t
    centre = t("the mean") if view.settings.rfm.class_centre == "mean" else t("the median")
    st.caption(
        t("R, F and M each above {centre} (1) or not (0): {days} days, {orders} orders, {money}.", centre=centre,
          days=t.number(found.centres["recency"], 0), orders=t.number(found.centres["frequency"], 1),
          money=view.money(found.centres["monetary"]))
    )  # fmt: skip
    rows = [{"code": segment.code, "class": segment.code} | _row(segment) for segment in found.classes]
    frame = pd.DataFrame(rows).drop(columns=["monetary_score"])
    names = segment_names(view) | {"code": "R F M", "class": t("Class")}
    show_table(view, frame, key="classes_table", names=names, kinds=SEGMENT_KINDS)


def skipped_notice(view: View, found: Rfm) -> None:
    """Levels that nobody has, because many values are equal, and what helps."""
    t = view.t
    skipped = [
        f"{name.upper()}: {t.listed([str(level) for level in levels])}"
        for name, levels in found.skipped_levels.items()
        if levels
    ]
    if skipped:
        st.info(
            t("Many customers have the same value, so some scores do not occur ({scores}). "
              "Own cut-offs can even this out.",
              scores="; ".join(skipped)),
            icon=":material/info:",
        )  # fmt: skip


def how_computed(view: View, found: Rfm) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The definition, the boundaries used and what was left out."""
    t = view.t
    definition = [
        t("R: days from the last order to the day of the figures. F: orders in the window. M: money in the window."),
        t("A score is the share of customers with a worse value, in {levels} equal steps; "
          "equal values get the same score.",
          levels=found.levels),
        t("Segments come from R and F on five levels by the grid; M stands beside because it is not in the rule."),
    ]  # fmt: skip
    used = [
        (f"{name.upper()} {score}", f"{_value(view, name, low)} – {_value(view, name, high)}")
        for name in SCORES
        for score, (low, high) in sorted(found.boundaries.get(name, {}).items(), reverse=True)
    ]
    return definition, used, [t("Customers without an order in the window have no scores.")]


def _value(view: View, name: str, value: Any) -> str:
    if name == "m":
        return view.t.money(value, view.settings.currency, 2)
    return view.t.plural("{count} day", "{count} days", int(value)) if name == "r" else view.t.count(value)
