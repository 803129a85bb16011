"""Exactly what will happen when the button is pressed: new lines, doubles, refusals, and month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from core.intake.batching.receipts import Inspection, Mode
from core.metrics.results import Month
from pages.shared.dropped import CHANGED, Parcel
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

MODES = {
    "add": "Add what is new, skip what is there already",
    "replace-months": "Replace the months these files cover",
}


@dataclass
class _Touched:
    """What the files hold of a month: lines, as many of them as are new, and their amount."""

    lines: int = 0
    new: int = 0
    amount: Decimal = Decimal(0)


def forecast(
    view: View,
    place: DeltaGenerator,
    found: Sequence[Parcel],
    ready: Sequence[Parcel],
    currency: str,
    standing: Sequence[Month],
    mode: Mode,
) -> None:
    """Sentences with the counts, and a table of the months touched where the workspace holds lines of them."""
    t = view.t
    note = _waiting(view, [parcel for parcel in found if not parcel.ready])
    if not ready:
        place.markdown(f":orange[{note}]")
        return
    tables = [one for parcel in ready for one in parcel.used]
    aside = [one for parcel in ready for dropped in parcel.files for one in dropped.inspections if one.ignored]
    lines = [
        _in_short(view, tables, aside, currency),
        _counts(view, tables, aside),
    ]
    touched = _touched(tables)
    there = {month.month: month.lines for month in standing if month.month in touched}
    if mode == "replace-months" and there:
        lines.append(_replaced(view, touched, there))
    if mode == "add" and (changed := _changed(view, tables)):
        lines.append(changed)
    place.markdown("  \n".join([*lines, f":orange[{note}]"] if note else lines))
    if there:
        shrinks = mode == "replace-months" and any(touched[month].new < lines for month, lines in there.items())
        with place.expander(t("Month by month"), expanded=shrinks, key=f"forecast_months_{shrinks}"):
            _months(view, touched, there, mode)


def _replaced(view: View, touched: dict[date, _Touched], there: dict[date, int]) -> str:
    """How many lines leave, of which months, and how many come for them."""
    t = view.t
    new = t.count(sum(touched[month].new for month in there))
    said = t.plural(
        "{count} line of {months} leaves and is kept aside; {new} come.",
        "{count} lines of {months} leave and are kept aside; {new} come.",
        sum(there.values()),
        months=_listed(view, sorted(there)),
        new=new,
    )
    return f":orange[{said}]"


def _changed(view: View, tables: Sequence[Inspection]) -> str:
    """How many orders stand already, but not as the files have them; "" where none does."""
    changes: Mapping[str, int] = st.session_state.get(CHANGED, {})
    count = sum(changes.get(found.token, 0) for found in tables)
    if not count:
        return ""
    said = view.t.plural(
        "{count} order stands already with other lines or amounts, and these stay. Does the file correct its months? "
        "Then choose “Replace the months these files cover”.",
        "{count} orders stand already with other lines or amounts, and these stay. Do the files correct their months? "
        "Then choose “Replace the months these files cover”.",
        count,
    )
    return f":orange[{said}]"


def _listed(view: View, months: Sequence[date]) -> str:
    return view.t.listed([view.t.month(month) for month in months[:6]]) + ("…" if len(months) > 6 else "")


def _waiting(view: View, parcels: Sequence[Parcel]) -> str:
    """How many files wait for an answer, stand already, or are no tables; "" where none does."""
    t = view.t
    known = sum(len(parcel.files) for parcel in parcels if parcel.known)
    unreadable = sum(len(parcel.files) for parcel in parcels if parcel.unreadable)
    asking = sum(len(parcel.files) for parcel in parcels) - known - unreadable
    parts = []
    if known:
        parts.append(t.plural("{count} file was imported before.", "{count} files were imported before.", known))
    if unreadable:
        parts.append(t.plural("{count} file cannot be read.", "{count} files cannot be read.", unreadable))
    if asking:
        parts.append(t.plural("{count} file needs your answer.", "{count} files need your answer.", asking))
    return ("" if t.language == "zh" else " ").join(parts)


def _in_short(view: View, tables: Sequence[Inspection], aside: Sequence[Inspection], currency: str) -> str:
    """All rows of the files as the receipt will count them, their span and the amount of those that are written."""
    t = view.t
    rows = sum(found.table.rows + found.skipped for found in (*tables, *aside))
    totals = [found.totals for found in tables if found.totals]
    parts = [t.plural("**{count}** row", "**{count}** rows", rows)]
    days = [day for one in totals for day in (one.first_date, one.last_date) if day]
    if days:
        parts.append(t("{first} to {last}", first=t.day(min(days)), last=t.day(max(days))))
    amounts = [one.amount for one in totals if one.amount is not None]
    if amounts:
        parts.append(f"**{t.money(sum(amounts), currency)}**")
    return " · ".join(parts)


def _counts(view: View, tables: Sequence[Inspection], aside: Sequence[Inspection]) -> str:
    """What becomes of the rows of the tables that are written, and of those `aside`, which at most lend to others."""
    t = view.t
    refused = sum(found.refused for found in tables)
    doubles, met = (sum(getattr(found.foreseen, name) for found in tables) for name in ("skipped", "met"))
    new = sum(found.table.rows for found in tables) - refused - doubles
    parts = [t.plural(":green[**{count}** row is new]", ":green[**{count}** rows are new]", new)]
    if doubles > met:
        parts.append(t.plural("{count} line is there already", "{count} lines are there already", doubles - met))
    if met:
        parts.append(t.plural("{count} line repeats in these files", "{count} lines repeat in these files", met))
    if refused:
        parts.append(f":orange[{t.plural('{count} row refused', '{count} rows refused', refused)}]")
    used = sum(found.lent.used for found in aside if found.lent)
    if used:
        parts.append(t.plural("{count} row adds columns to others", "{count} rows add columns to others", used))
    if skipped := sum(found.skipped for found in tables) + sum(one.table.rows + one.skipped for one in aside) - used:
        parts.append(t.plural("{count} row skipped", "{count} rows skipped", skipped))
    return " · ".join(parts)


def _touched(tables: Sequence[Inspection]) -> dict[date, _Touched]:
    """Lines and amount of the files by month."""
    found: dict[date, _Touched] = {}
    for table in tables:
        for month, lines, _, amount in table.totals.months if table.totals else ():
            one = found.setdefault(month, _Touched())
            one.lines, one.amount = one.lines + lines, one.amount + amount
            one.new += lines - table.foreseen.months.get(month, 0)
    return dict(sorted(found.items()))


def _months(view: View, touched: dict[date, _Touched], there: dict[date, int], mode: Mode) -> None:
    import pandas as pd

    t = view.t
    rows = [(t.month(month), there.get(month, 0), one.lines, one.new, one.amount) for month, one in touched.items()]
    leaves = t("Lines that leave") if mode == "replace-months" else t("Lines there now")
    names = {
        "month": t("Month"),
        "now": leaves,
        "lines": t("Lines in the files"),
        "new": t("New lines"),
        "amount": t("Amount in the files"),
    }
    kinds: dict[str, Kind] = {"now": "number", "lines": "number", "new": "number"}
    show_table(view, pd.DataFrame(rows, columns=list(names)), key="forecast_table", names=names, kinds=kinds)
