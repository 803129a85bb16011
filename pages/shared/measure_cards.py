"""The figures of the first page as cards: value, change, history, definition on hover, and the page that explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from core.metrics.results import Kpi
from core.text.measure_sentences import NEUTRAL, change_text, definitions, kpi_text
from pages.shared.navigation import PAGES
from pages.shared.satisfaction_parts import surveyed
from pages.shared.view import View

Against = Literal["year", "month"]
EXPLAINED = {  # the first of these pages that stands in the navigation
    "market_share": ("pages/settings.py",),
    "retention": ("pages/relationship.py", "pages/rfm.py"),
    "acquisition": ("pages/relationship.py", "pages/rfm.py"),
    "satisfaction_index": ("pages/satisfaction.py",),
    "profitability": ("pages/value.py", "pages/pyramid.py"),
}


def cards(view: View, kpis: Sequence[Kpi], against: Against | None, *, linked: bool = False) -> None:
    """A row of cards; `linked`: each with a way to the page that explains it. What cannot be told stands in a line."""
    told = [kpi for kpi in kpis if kpi.value is not None]
    if all(_change(kpi, against) is None for kpi in told):
        against = None  # that there is nothing to compare with need not be said on every card
    if told:
        with st.container(horizontal=True, gap="small"):  # two beside each other on a phone, unlike columns
            for kpi in told:
                _card(view, kpi, against, linked=linked)
    t = view.t
    absent = [
        t("{name}: {reason}", name=t.code("kpi", kpi.code), reason=_why_absent(view, kpi))
        for kpi in kpis if kpi.value is None
    ]  # fmt: skip
    if absent:
        st.caption(" · ".join(absent))


def _change(kpi: Kpi, against: Against | None) -> float | None:
    return {"year": kpi.change_year, "month": kpi.change_month}[against] if against else None


def _card(view: View, kpi: Kpi, against: Against | None, *, linked: bool) -> None:
    t, change = view.t, _change(kpi, against)
    history = [float(value) for _, value in kpi.history if value is not None]
    with st.container(border=True, width="stretch", height="stretch", gap="small"):
        st.metric(
            t.code("kpi", kpi.code),
            kpi_text(view, kpi),
            delta=change_text(view, kpi, change) if against else None,
            delta_color="off" if change is None or kpi.code in NEUTRAL else "green" if change >= 0 else "red",
            delta_arrow="off" if not change else "up" if change > 0 else "down",
            chart_data=history if len(history) > 1 else None,
            chart_type="area",
            help=_help(view, kpi),
        )
        if linked:
            _way(view, kpi.code)


def _way(view: View, code: str) -> None:
    known = {spec.path: spec.title for spec in PAGES}
    path = next((path for path in EXPLAINED[code] if path in known), None)
    if path:
        st.page_link(path, label=view.t(known[path]), icon=":material/arrow_forward:")


def _help(view: View, kpi: Kpi) -> str | None:
    t = view.t
    meant = definitions(t).get(kpi.code)
    if meant is None:
        return None
    sentence = meant[0].upper() + meant[1:]
    if kpi.trend_window_months is None:
        return sentence
    young = t.plural(
        "Change and history over windows of {count} month, because the data are young.",
        "Change and history over windows of {count} months, because the data are young.",
        kpi.trend_window_months,
    )
    return f"{sentence}{young}" if t.language == "zh" else f"{sentence} {young}"


def _why_absent(view: View, kpi: Kpi) -> str:
    """What is missing for a figure that cannot be given."""
    t = view.t
    if kpi.code in ("gross_profit", "profitability"):
        return t("no costs in the data")
    if kpi.code == "satisfaction_index":
        return t("needs answers per dimension") if surveyed(view) else t("no survey answers")
    if kpi.code == "market_share":
        unsaid = view.settings.market_size is None
        return t("say the size of the market in Settings") if unsaid else t("not under a filter")
    return t("needs two whole windows") if kpi.code in ("retention", "acquisition") else t("nothing to compare with")
