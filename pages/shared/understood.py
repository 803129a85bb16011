"""What was understood of dropped files, in plain words: how they were read, what they hold, what would be refused."""

from __future__ import annotations

import streamlit as st

from core.intake.batching.receipts import Inspection
from core.store.workspace import Workspace
from core.text.messages import message
from pages.shared.doubts import ASKING, ask_doubts, ask_matching
from pages.shared.dropped import Dropped, Parcel, forget, wish
from pages.shared.joins import count_both, join_part
from pages.shared.mapping_rows import kind_choice, mapping_rows
from pages.shared.reading_words import plain, remarks, what_was_understood
from pages.shared.refused_rows import refused_rows
from pages.shared.rereading import reread
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

MONEY = ("amount", "unit_price", "cost", "price", "annual_need", "cost_to_serve", "credit_limit")


def parcel_card(view: View, workspace: Workspace, parcel: Parcel, *, alone: bool) -> None:
    """One card for a file, or for files that complete each other: a line that says it, inside all to be corrected."""
    t = view.t
    open_now = alone or not parcel.ready
    waiting = ":material/error:" if parcel.unreadable else ":material/help:"
    icon = ":material/check_circle:" if parcel.ready else waiting
    asked = any(found.foreseen.matches for found in parcel.used)  # an answer to another file may bring the question
    with st.expander(_headline(view, parcel), expanded=open_now, icon=icon, key=f"card_{parcel.key}_{asked}"):
        _standing(view, parcel)
        for dropped in parcel.files:
            if len(parcel.files) > 1:
                st.markdown(f"### {plain(dropped.file_name)}")
            _file_part(view, workspace, dropped)
            if len(parcel.files) > 1:
                reread(view, dropped)
        with st.container(horizontal=True):
            if len(parcel.files) == 1:
                reread(view, parcel.files[0])
            label = t("Leave this file out") if len(parcel.files) == 1 else t("Leave these files out")
            st.button(
                label,
                key=f"forget_{parcel.key}",
                type="tertiary",
                icon=":material/close:",
                on_click=forget,
                args=(list(parcel.files),),
            )


def _standing(view: View, parcel: Parcel) -> None:
    if parcel.known and parcel.known.known:
        batch = parcel.known.known
        st.info(
            view.t(
                "This file was imported on {day} as batch {number} and still stands. Undo that batch first to "
                "import it again.",
                day=view.t.day(batch.imported_at.date()),
                number=batch.batch_id,
            )
        )


def _file_part(view: View, workspace: Workspace, dropped: Dropped) -> None:
    if dropped.error:
        st.error(message(dropped.error, view.t))
    for place, found in enumerate(dropped.inspections):
        if len(dropped.inspections) > 1:
            _sheet_heading(view, dropped, found)
        if found.lent or found.table.lookups:
            join_part(view, found, f"{dropped.key}_{place}")
        if found.ignored:
            _remarks(view, found)
            count_both(view, found, f"{dropped.key}_{place}")
            if len(dropped.inspections) == 1 and not found.lent:
                kind_choice(view, dropped, found, f"{dropped.key}_{place}")
        else:
            _table_part(view, workspace, dropped, found, f"{dropped.key}_{place}")


def _headline(view: View, parcel: Parcel) -> str:
    t = view.t
    name = _name(view, parcel)
    if parcel.known:
        return f"**{name}** · {t('imported before')}"
    if parcel.unreadable:
        return f"**{name}** · :red[{t('cannot be read')}]"
    if not parcel.ready:
        return f"**{name}** · :orange[{t('needs your answer')}]"
    return f"**{name}** · " + " + ".join(table_line(view, found) for found in parcel.used)


def _name(view: View, parcel: Parcel) -> str:
    """The file whose rows the others complete, and how many these are."""
    first = next((one for one in parcel.files if any(item.table.lookups for item in one.used)), parcel.files[0])
    others = len(parcel.files) - 1
    if not others:
        return plain(first.file_name)
    return view.t.plural(
        "{file} with {count} more file", "{file} with {count} more files", others, file=plain(first.file_name)
    )


def table_line(view: View, found: Inspection) -> str:
    """A table in one line: kind, rows, span, amount."""
    t, totals = view.t, found.totals
    parts = [t.code("kind", found.plan.kind), t.plural("{count} row", "{count} rows", found.table.rows)]
    if totals and totals.first_date and totals.last_date:
        first, last = t.month(totals.first_date), t.month(totals.last_date)
        parts.append(first if first == last else t("{first} to {last}", first=first, last=last))
    if totals and totals.amount is not None:
        parts.append(t("amount {amount}", amount=t.number(totals.amount, 0)))  # its currency may not be said yet
    if found.foreseen.skipped:
        parts.append(t.plural("{count} not new", "{count} not new", found.foreseen.skipped))
    if found.refused:
        parts.append(f":orange[{t.plural('{count} refused', '{count} refused', found.refused)}]")
    return " · ".join(parts)


def _sheet_heading(view: View, dropped: Dropped, found: Inspection) -> None:
    sheet = found.table.sheet or ""
    key = f"use_{dropped.key}_{sheet}"
    st.session_state[key] = not found.ignored
    note = table_line(view, found)
    if found.ignored:
        note = view.t("lends to other rows") if found.lent else view.t("holds none of our tables")
    st.toggle(
        f"**{view.t('Sheet')} {plain(sheet)}** · {note}",
        key=key,
        on_change=lambda: wish(dropped, found, alone=True, left_out=not st.session_state[key], kind=found.plan.kind),
    )


def _remarks(view: View, found: Inspection) -> None:
    for said in remarks(view, found):
        st.caption(said)


def _table_part(view: View, workspace: Workspace, dropped: Dropped, found: Inspection, key: str) -> None:
    t = view.t
    st.markdown(what_was_understood(view, found))
    _remarks(view, found)
    if found.error and found.error.code not in ASKING and not found.known:
        st.warning(message(found.error, t), icon=":material/help:")
    count_both(view, found, key)
    ask_doubts(view, dropped, found, key)
    if found.foreseen.matches:
        ask_matching(view, dropped, found, key)
    if found.completes and found.error:
        return
    tabs = [t("First rows"), t("Columns"), t("Control totals"), t("Refused ({count})", count=t.count(found.refused))]
    first = tabs[1] if found.error else tabs[0]  # with the question comes its tab, with the answer the rows
    rows, columns, totals, refused = st.tabs(tabs, default=first, key=f"tabs_{key}_{bool(found.error)}")
    with columns:
        mapping_rows(view, dropped, found, key)
    with rows:
        _first_rows(view, found, key)
    with totals:
        _totals(view, found, key)
    with refused:
        refused_rows(view, workspace, found, key)


def _first_rows(view: View, found: Inspection, key: str) -> None:
    import pandas as pd

    if not found.preview_rows:
        st.caption(view.t("The rows appear here as soon as what is said above is settled."))
        return
    frame = pd.DataFrame(list(found.preview_rows), columns=list(found.preview_columns))
    used = [name for name in frame.columns if frame[name].notna().any() and name != "file_row"]
    kinds: dict[str, Kind] = {name: "exact" for name in used if name in MONEY}
    show_table(view, frame[used], key=f"rows_{key}", kinds=kinds)


def _totals(view: View, found: Inspection, key: str) -> None:
    import pandas as pd

    t, totals = view.t, found.totals
    if totals is None:
        st.caption(view.t("The rows appear here as soon as what is said above is settled."))
        return
    pairs = [(t("Rows that count"), t.count(totals.rows))]
    if totals.amount is not None:
        pairs += [
            (t("Orders"), t.count(totals.orders)),
            (t("Customers"), t.count(totals.customers)),
            (t("Amount"), t.number(totals.amount, 2)),
            (t("From"), t.day(totals.first_date)),
            (t("To"), t.day(totals.last_date)),
        ]
    if found.foreseen.skipped:
        pairs.append((t("Already there"), t.count(found.foreseen.skipped)))
    with st.container(horizontal=True, gap="large"):
        for name, value in pairs:
            st.markdown(f":gray[{name}]  \n**{value}**", width="content")
    if totals.months:
        frame = pd.DataFrame(totals.months, columns=["month", "lines", "orders", "amount"])
        frame["month"] = [t.month(month) for month in frame["month"]]
        names = {"month": t("Month"), "lines": t("Order lines"), "orders": t("Orders"), "amount": t("Amount")}
        show_table(view, frame, key=f"totals_{key}", names=names, kinds={"lines": "number", "orders": "number"})
