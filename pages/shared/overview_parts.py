"""Parts of the first page: its sentence, its six figures, what moved, who needs attention."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from core.metrics.results import Kpi, Overview
from pages.shared.view import View

MONEY = ("revenue", "gross_profit")
SHARES = ("top_share", "retention")
SILENT_DAYS = 60


def how_we_are(view: View, found: Overview) -> str:
    """The answer of the page in one sentence."""
    t, kpis = view.t, {kpi.code: kpi for kpi in found.kpis}
    revenue, active = kpis["revenue"], kpis["active_customers"]
    best = found.pyramid.tiers[0]
    parts = [
        t.plural("{count} customer bought for {revenue}", "{count} customers bought for {revenue}",
                 int(active.value or 0), revenue=view.money(revenue.value)),
    ]  # fmt: skip
    if revenue.change_year is not None:
        parts.append(t("{change} on a year before", change=t.change(revenue.change_year)))
    sentence = t("; ").join(parts)
    top = t.plural(
        "{count} {tier} customer brings {share}", "{count} {tier} customers bring {share}", best.customers,
        tier=view.tier(best.code), share=t.share(best.value_share),
    )  # fmt: skip
    return t("{first}. {second}.", first=sentence, second=top)


def kpi_row(view: View, found: Overview) -> None:
    """Six figures, each with its change and its history."""
    by = "change_year" if all(kpi.change_year is not None for kpi in found.kpis[:2]) else "change_month"
    with st.container(horizontal=True, key="kpis", gap="small"):
        for kpi in found.kpis:
            _card(view, kpi, by)
    st.caption(
        view.t("Change against the same window a year earlier.")
        if by == "change_year"
        else view.t("Change against the window that ended a month earlier.")
    )


def _card(view: View, kpi: Kpi, by: str) -> None:
    t = view.t
    change: float | None = getattr(kpi, by)
    history = [float(value) for _, value in kpi.history if value is not None]
    st.metric(
        t.code("kpi", kpi.code),
        kpi_text(view, kpi),
        delta=_change_text(view, kpi, change),
        delta_color="off" if change is None else "green" if change >= 0 else "red",
        delta_arrow="off" if not change else "up" if change > 0 else "down",
        chart_data=history if len(history) > 1 else [0.0, 0.0],
        chart_type="area",
        border=True,
    )


def kpi_text(view: View, kpi: Kpi) -> str:
    """A figure as people read it; a dash where there is none."""
    t, value = view.t, kpi.value
    if value is None:
        return "–"
    if kpi.code in MONEY:
        return view.money(Decimal(value))
    if kpi.code in SHARES:
        return t.share(float(value))
    return t.number(value, 1) if kpi.code == "satisfaction_index" else t.count(value)


def _change_text(view: View, kpi: Kpi, change: float | None) -> str:
    if change is None:
        return view.t("nothing to compare with")
    if kpi.code in SHARES:
        sign = "+" if change >= 0 else "−"
        return view.t("{points} points", points=f"{sign}{view.t.number(abs(change) * 100, 1)}")
    if kpi.code == "satisfaction_index":
        sign = "+" if change >= 0 else "−"
        return view.t("{points} points", points=f"{sign}{view.t.number(abs(change), 1)}")
    return view.t.change(change)


def moved(view: View, found: Overview) -> None:
    """What moved since the month before, by the earlier cut values."""
    t = view.t
    with st.container(border=True, key="moved", gap="small"):
        st.subheader(t("What moved since last month?"), anchor=False)
        if found.moved_up is None or found.moved_down is None:
            st.caption(t("The data do not reach back far enough to compare with the month before."))
            return
        best = view.tier(found.pyramid.tiers[0].code)
        st.markdown(
            t("**{joined}** joined {tier}, **{left}** left it.", joined=t.count(found.key_joined or 0),
              left=t.count(found.key_left or 0), tier=best)
        )  # fmt: skip
        up, down = st.columns(2)
        up.metric(t("Moved up"), t.count(found.moved_up))
        down.metric(t("Moved down"), t.count(found.moved_down))
        st.caption(t("Both months cut by the amounts of the earlier one, so that a move means the customer changed."))
