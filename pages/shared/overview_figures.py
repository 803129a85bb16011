"""The rows of figures on the first page: the window or the month, the five measures, what the money hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from core.metrics.first_page.month_figures import MonthFigures
from core.metrics.relationships.exposure import REASONS, TOP
from core.metrics.results import Overview
from core.metrics.selling.overdue import AGES
from core.text.page_sentences import window_words
from pages.shared import answers, answers_measures
from pages.shared.handover import hand_over
from pages.shared.measure_cards import Against, cards
from pages.shared.rfm_parts import young_notice
from pages.shared.small_cards import small_cards
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

FIVE = 5
RISKS = ("top5", "risk", "overdue")
RULES = {
    "top5": f"revenue_rank <= {TOP}",
    "risk": f"risk in {','.join(REASONS)}",
    "overdue": "overdue_amount > 0",
}
"""By which rule a list takes who is behind each of them."""
WHOLLY_COVERED = 0.9995


def figures(view: View, found: Overview) -> Against | None:
    """The figures of the window or of its newest month; what they are compared with, None where there is nothing."""
    t, month = view.t, found.month if len(answers.months(view)) > 1 else None
    names = {"window": window_words(view, found.basis)} | ({"month": _month_name(view, month)} if month else {})
    span = "window"
    with st.container(horizontal=True, vertical_alignment="bottom", key="overview_switches"):
        if month:
            span = st.segmented_control(
                t("Figures of"), list(names), key="overview_span", default="window", required=True,
                format_func=names.__getitem__,
            )  # fmt: skip
        against = _against(view, found)
    of_month = month if span == "month" else None
    cards(view, of_month.kpis if of_month else found.kpis, against)
    if of_month and of_month.waits:
        st.caption(t("January is compared together with February, once February is there."))
    return against


def five_measures(view: View, found: Overview, against: Against | None) -> None:
    """The five customer measures, each with its way to the page that explains it."""
    with st.container(key="five_measures", gap="small"):
        cards(view, found.measures, against, linked=True)
        if any(kpi.value is not None for kpi in found.measures):  # else there is nothing that could have changed
            st.caption(_what_is_compared(view, against))


def _against(view: View, found: Overview) -> Against | None:
    """What the figures are compared with: chosen, where the data reach back for both."""
    t, every = view.t, (*found.kpis, *found.measures, *(found.month.kpis if found.month else ()))
    names = {"year": t("a year before")} if any(kpi.change_year is not None for kpi in every) else {}
    names |= {"month": t("the month before")} if any(kpi.change_month is not None for kpi in every) else {}
    if len(names) < 2:
        return cast("Against | None", next(iter(names), None))
    known = any(kpi.change_year is not None for kpi in found.kpis)
    chosen = st.segmented_control(
        t("Compared with"), list(names), key="overview_against", default="year" if known else "month", required=True,
        format_func=names.__getitem__,
    )  # fmt: skip
    return cast("Against", chosen)


def _month_name(view: View, month: MonthFigures) -> str:
    t = view.t
    if not month.joined:
        return t.month(month.last_month)
    return t("{first} and {last}", first=t.month(month.first_month), last=t.month(month.last_month))


def _what_is_compared(view: View, against: Against | None) -> str:
    if against is None:
        return view.t("The data do not reach back far enough for an earlier window.")
    if against == "year":
        return view.t("Change against the same window, or the same month, a year earlier.")
    return view.t("Change against the window that ended a month earlier, or the month before.")


def hangs_on(view: View) -> None:
    """What the money hangs on: the five best, revenue at risk, overdue money; one of them opens below."""
    t = view.t
    exposed, owed = answers_measures.exposure(view), answers_measures.overdue(view)
    risk = exposed.at_risk
    dependence = (t.share(exposed.top5_share), t("of what all customers bring"))
    if answers.overview(view).pyramid.customers_ranked <= FIVE:
        dependence = ("–", t("there are no more than five customers"))
    texts = {
        "top5": (t("The five best"), *dependence),
        "risk": (
            t("Revenue at risk"), view.money(risk.revenue),
            t.plural("{share} of revenue, {count} customer", "{share} of revenue, {count} customers", risk.customers,
                     share=t.share(risk.share)),
        ),
        "overdue": (
            t("Overdue"), view.money(owed.amount) if owed.is_told else "–",
            t.plural("{count} customer owes", "{count} customers owe", owed.customers)
            if owed.is_told else t("no due and paid dates in the data"),
        ),
    }  # fmt: skip
    with st.container(key="hangs_on", gap="small"):
        plan = _plan(view)
        small_cards((*plan, *texts.values()))
        young_notice(view, answers.overview(view).basis)
        chosen = st.segmented_control(
            t("Show the customers of"), RISKS, key="overview_risk", format_func=lambda code: texts[code][0]
        )
        if chosen:
            _opened(view, chosen)


def margins(view: View) -> None:
    """What is left of each tier's revenue."""
    import pandas as pd

    t, found = view.t, answers_measures.exposure(view).margins
    with st.container(key="margins", gap="small"):
        st.caption(t("What is left of each tier's revenue."))
        if all(tier.margin is None for tier in found):
            st.caption(t("There are no costs in the data."))
            return
        rows = [(tier.code, tier.margin, tier.gross_profit) for tier in found]
        frame = pd.DataFrame(rows, columns=["tier", "margin", "gross_profit"])
        names = {"margin": t("Gross margin")}
        show_table(view, frame, key="margins_table", names=names, kinds={"margin": "share"})
        total = sum(tier.revenue for tier in found)
        covered = sum(float(tier.revenue) * (tier.covered or 0) for tier in found)
        if total and covered / float(total) < WHOLLY_COVERED:
            st.caption(t("{share} of the revenue has a cost.", share=t.share(covered / float(total))))


def _plan(view: View) -> tuple[tuple[str, str, str], ...]:
    """How far the plan of the fiscal year is met, where there is one."""
    t, line = view.t, answers_measures.plan_actual(view).company
    if line.attained is None:
        return ()
    said = t("{actual} of {plan}", actual=view.money(line.compared_actual), plan=view.money(line.to_date_plan))
    return ((t("Plan so far"), t.share(line.attained), said),)


def _opened(view: View, code: str) -> None:
    t = view.t
    with st.container(border=True, key="overview_risk_table", gap="small"):
        if code == "overdue":
            owed = answers_measures.overdue(view)
            names = {age: t.code("overdue_age", age) for age in AGES} | {
                "overdue": t("Overdue"), "oldest_days": t("Oldest, days"), "orders": t("Orders"),
            }  # fmt: skip
            frame = owed.table[["customer_name", "overdue", *AGES, "oldest_days", "tier", "customer_id"]]
            kinds = dict.fromkeys(("overdue", *AGES), "money")
            show_table(view, frame, key="overdue_table", names=names, kinds=kinds)  # type: ignore[arg-type]
        else:
            frame = _at_risk(view) if code == "risk" else _best(view)
            names = {"usual_gap": t("Usual gap, days"), "reason": t("Reason")}
            show_table(view, frame, key=f"{code}_table", names=names, kinds={"usual_gap": "number"})
        if len(frame) and st.button(t("Save as target list"), key=f"{code}_list", icon=":material/playlist_add:"):
            hand_over([RULES[code]])


def _at_risk(view: View) -> pd.DataFrame:
    table = answers_measures.exposure(view).at_risk.table.copy()
    table["reason"] = [view.t.code("risk", reason) for reason in table["reason"]]
    return table[["customer_name", "revenue", "tier", "segment", "recency_days", "usual_gap", "reason", "customer_id"]]


def _best(view: View) -> pd.DataFrame:
    import pandas as pd

    found = answers_measures.exposure(view).top5
    frame = pd.DataFrame(found, columns=["customer_id", "customer_name", "revenue"])
    return frame[["customer_name", "revenue", "customer_id"]]
