"""The tiers at the last month ends: the chart to click, the table beside it, the customers behind a bar."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from core.charts.history import SHOWN, Shown, code_of, draw_history
from core.text.words import held_together
from pages.shared import answers_history as answers
from pages.shared.explain import explain
from pages.shared.exports import download_buttons
from pages.shared.history_behind import history_behind
from pages.shared.lazily import folded
from pages.shared.picking import clickable, pick_code, picked
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.histories.history import History, MonthEnd
    from pages.shared.tables import Kind

PICK = "history"
SHOW, FROZEN = "history_shown", "history_frozen"
FEWEST = 2


def history_section(view: View) -> None:
    """How the tiers developed: a sentence, the chart with its switches, the customers behind a bar, the table."""
    t = view.t
    found = answers.history(view, frozen=st.session_state.get(FROZEN) == "frozen")
    with st.container(border=True, key="history_card"):
        if len(found.months) < FEWEST:
            st.caption(t("One month end alone has no history; it begins with the second month of data."))
            return
        st.markdown(held_together(how_they_went(view, found)))
        shown = _switches(view, found)
        alt = t("A row of bars per tier, month ends from left to right")
        clickable(draw_history(found, shown, view.look, picked(PICK)), PICK, alt)
        _pickers(view, found)
        for line in notes(view, found):
            st.caption(line)
        _table(view, found, shown)
        explain(view, definition(view, found), statements=found.statements, key="explain_history")
    if (code := picked(PICK)) and (part := _part(found, code)):
        history_behind(view, found, *part, key=PICK)


def how_they_went(view: View, found: History) -> str:
    """The answer: how the best tier grew or shrank, and how many stay from one month end to the next."""
    t = view.t
    whole = [month for month in found.months if not month.reaches_before_data]
    months = whole if len(whole) >= FEWEST else found.months
    before, now, tier = months[0].tiers[0], months[-1].tiers[0], view.tier(found.months[-1].tiers[0].code)
    went = t.plural(
        "{tier} has {count} customer, {before} on {day}, and brings {share_now} of the value, {share_before} then.",
        "{tier} has {count} customers, {before} on {day}, and brings {share_now} of the value, {share_before} then.",
        now.customers, tier=tier, before=t.count(before.customers), day=t.day(months[0].as_of),
        share_now=t.share(now.value_share), share_before=t.share(before.value_share),
    )  # fmt: skip
    stayed = _mean([month.stability for month in months[1:]])
    best = _mean([month.tiers[0].stability for month in months[1:]])
    if stayed is None or best is None:
        return went
    stay = t(
        "From one month end to the next {share} of the customers stay in their tier on average, of {tier} {best}.",
        share=t.share(stayed, 0), tier=tier, best=t.share(best, 0),
    )  # fmt: skip
    return f"{went}{' ' if t.language == 'en' else ''}{stay}"


def _mean(figures: list[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) / len(known) if known else None


def _switches(view: View, found: History) -> Shown:
    """What the bars show, and by which amounts the tiers are cut."""
    t = view.t
    names = {"customers": t("Customers"), "value": view.look.total_label, "value_share": t("Share of value"),
             "stability": t("Stayed")}  # fmt: skip
    readings = {
        "relative": t("own ranking"),
        "frozen": t("amounts of {month}", month=t.month(found.basis.last_month)),
    }
    for key, first in ((SHOW, "value"), (FROZEN, "relative")):
        st.session_state.setdefault(key, first)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(t("Bars show"), SHOWN, key=SHOW, format_func=names.__getitem__, required=True, wrap=True)
        st.segmented_control(
            t("Tiers cut by"), list(readings), key=FROZEN, format_func=readings.__getitem__, required=True
        )
    shown: Shown = st.session_state[SHOW]
    return shown


def _pickers(view: View, found: History) -> None:
    """The keyboard's way to pick: a month end and a tier; both write the pick that a click writes."""
    t = view.t
    months = {f"{month.month:%Y-%m}": t.day(month.as_of) for month in reversed(found.months)}
    codes = [*(tier.code for tier in found.months[-1].tiers)]
    if any(month.unprofitable_customers for month in found.months):
        codes.append("unprofitable")
    now = (picked(PICK) or "|").split("|")
    st.session_state["history_month"] = now[0] if now[0] in months else None
    st.session_state["history_tier"] = now[1] if now[1] in codes else None

    def take() -> None:
        month, tier = st.session_state["history_month"], st.session_state["history_tier"]
        pick_code(PICK, f"{month or next(iter(months))}|{tier or codes[0]}" if month or tier else None)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for key, offered, label, name in (
            ("history_month", list(months), t("Month end"), months.__getitem__),
            ("history_tier", codes, t("Show the customers of"), view.tier),
        ):
            st.selectbox(
                label, offered, key=key, index=None, format_func=name, on_change=take, width=260,
                placeholder=t("Click the chart or choose here"),
            )  # fmt: skip


def _part(found: History, code: str) -> tuple[MonthEnd, str] | None:
    """The month end and the tier of a pick, None where they are not in this history."""
    known = (*(tier.code for tier in found.months[-1].tiers), "unprofitable")
    return next(((month, tier) for month in found.months for tier in known if code_of(month, tier) == code), None)


def notes(view: View, found: History) -> list[str]:
    """What a reader has to know of the bars."""
    t, lines = view.t, []
    if pale := [month for month in found.months if month.reaches_before_data]:
        lines.append(
            t("Pale up to {day}: the window begins before the data, so that these month ends see less than the others.",
              day=t.day(pale[-1].as_of))
        )  # fmt: skip
    if unfinished := [t.month(month.month) for month in found.months if not month.is_complete]:
        lines.append(t("{months} not complete.", months=t.listed(unfinished)))
    return [*lines, *rule_line(view)]


def rule_line(view: View) -> list[str]:
    """What to say where tiers are shown by the two-month rule; nothing where it does not hold."""
    if not view.settings.two_months_rule:
        return []
    return [view.t("By the two-month rule: a tier changes only when it holds for two month ends (see Settings).")]


def _table(view: View, found: History, shown: Shown) -> None:
    t = view.t

    def table() -> None:
        rows, names, kinds = shown_table(view, found, shown)
        show_table(view, rows, key="history_table", names=names, kinds=kinds)
        with st.container(horizontal=True):
            download_buttons(view, "history", lambda: whole_table(view, found), key="history_download")

    folded(t("The same as a table"), table, key="history_table_expander", icon=":material/table:")


def shown_table(view: View, found: History, shown: Shown) -> tuple[pd.DataFrame, dict[str, str], dict[str, Kind]]:
    """One row per month end, the newest first: the figure that is shown per tier, and who is beside the tiers."""
    import pandas as pd

    t, codes = view.t, [tier.code for tier in found.months[-1].tiers]
    money: Kind = "number" if view.question.value == "order_count" else "money"
    kind: Kind = "number" if shown == "customers" else money if shown == "value" else "share"
    rows = [
        {"month_end": month.as_of, **{tier.code: getattr(tier, shown) for tier in month.tiers}}
        | {"unprofitable": month.unprofitable_customers, "inactive": month.inactive_customers}
        | {"new_customers": month.new_customers, "stayed_share": month.stability}
        for month in reversed(found.months)
    ]
    names = {code: view.tier(code) for code in (*codes, "unprofitable", "inactive")}
    names |= {"month_end": t("Month end"), "new_customers": t("New"), "stayed_share": t("Stayed in their tier")}
    beside: dict[str, Kind] = dict.fromkeys(("unprofitable", "inactive", "new_customers"), "number")
    kinds: dict[str, Kind] = {"month_end": "day", "stayed_share": "share", **dict.fromkeys(codes, kind), **beside}
    return pd.DataFrame(rows), names, kinds


def whole_table(view: View, found: History) -> pd.DataFrame:
    """One row per month end and tier, and per group beside them, for the download; headers and tiers in words."""
    import pandas as pd

    t = view.t
    head = (t("Month end"), t("Tier"), t("Customers"), t("Share of customers"), view.look.total_label,
            t("Share of value"), t("Smallest value"), t("Stayed in their tier"), t("Share that stayed"))  # fmt: skip
    rows = [row for month in found.months for row in (*_tier_rows(view, month), *_rows_beside(view, month))]
    return pd.DataFrame(rows, columns=list(head))


def _tier_rows(view: View, month: MonthEnd) -> list[tuple[object, ...]]:
    return [
        (month.as_of, view.tier(tier.code), tier.customers, tier.customer_share, tier.value, tier.value_share,
         tier.cut_value, tier.stayed, tier.stability)
        for tier in month.tiers
    ]  # fmt: skip


def _rows_beside(view: View, month: MonthEnd) -> list[tuple[object, ...]]:
    beside: tuple[tuple[str, int, Decimal | None], ...] = (
        (view.tier("unprofitable"), month.unprofitable_customers, month.unprofitable_value),
        (view.tier("inactive"), month.inactive_customers, None),
        (view.t("New"), month.new_customers, None),
    )
    return [(month.as_of, label, customers, None, value, *[None] * 4) for label, customers, value in beside]


def definition(view: View, found: History) -> list[str]:
    """How the figures of the section are computed."""
    t = view.t
    said = [
        t("Every month end is the pyramid with that month as its last one: the same window, rules and filters."),
        t("Stayed: of the customers of the tier at the month end before, the share that is in it at this one. "
          "Who has no counted line in the window any more has left it."),
        t("New: the first line ever lies in this month. {inactive}: known by then, nothing counted in the window.",
          inactive=view.tier("inactive")),
        t("Filters on tiers and segments choose the customers that are in them on {day}, at every month end the same.",
          day=t.day(found.basis.as_of)),
    ]  # fmt: skip
    if found.cut_values is not None:
        said.append(
            t("All month ends are cut by the smallest values of {day}, so that a tier grows only when customers bring "
              "more.", day=t.day(found.basis.as_of))
        )  # fmt: skip
    if found.two_months_rule:
        said.append(
            t("Two-month rule: a tier changes when two month ends in a row give the same other tier. The first month "
              "end of the data, and the first one after a time without orders, count at once; who has no counted line "
              "any more leaves at once.")
        )  # fmt: skip
    return said
