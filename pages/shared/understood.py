"""What was understood of a dropped file, in plain words: how it was read, what it holds, what would be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from core.intake.receipts import Inspection
from core.text.messages import message, rule_message
from pages.shared.doubts import ASKING, ask_doubts, ask_matching, ask_missing
from pages.shared.dropped import Dropped, forget, wish
from pages.shared.mapping_rows import mapping_rows
from pages.shared.rereading import delimiter_name, reread
from pages.shared.tables import Kind, show_table
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

MONEY = ("amount", "unit_price", "cost", "price", "annual_need", "cost_to_serve", "credit_limit")


def file_card(view: View, dropped: Dropped, *, alone: bool) -> None:
    """One card per file: a line that says it all, and inside what was understood, in place to be corrected."""
    t = view.t
    open_now = alone or not dropped.ready
    with st.expander(_headline(view, dropped), expanded=open_now, icon=_icon(dropped), key=f"card_{dropped.key}"):
        if dropped.error:
            st.error(message(dropped.error, t))
        if dropped.known and dropped.known.known:
            batch = dropped.known.known
            st.info(
                t(
                    "This file was imported on {day} as batch {number} and still stands. Undo that batch first to "
                    "import it again.",
                    day=t.day(batch.imported_at.date()),
                    number=batch.batch_id,
                )
            )
        for place, found in enumerate(dropped.inspections):
            if len(dropped.inspections) > 1:
                _sheet_heading(view, dropped, found)
            if not found.ignored:
                _table_part(view, dropped, found, f"{dropped.key}_{place}")
        with st.container(horizontal=True):
            if not dropped.inspections or dropped.inspections[0].table.encoding:
                reread(view, dropped)
            st.button(
                t("Leave this file out"),
                key=f"forget_{dropped.key}",
                type="tertiary",
                icon=":material/close:",
                on_click=forget,
                args=([dropped],),
            )


def _icon(dropped: Dropped) -> str:
    return ":material/check_circle:" if dropped.ready else ":material/help:"


def _headline(view: View, dropped: Dropped) -> str:
    t, name = view.t, dropped.file_name.replace("[", "\\[")
    if dropped.known:
        return f"**{name}** · {t('imported before')}"
    if dropped.problem:
        return f"**{name}** · :orange[{t('needs your answer')}]"
    return f"**{name}** · " + " + ".join(table_line(view, found) for found in dropped.used)


def table_line(view: View, found: Inspection) -> str:
    """A table in one line: kind, rows, span, amount."""
    t, totals = view.t, found.totals
    parts = [t.code("kind", found.plan.kind), t.plural("{count} row", "{count} rows", found.table.rows)]
    if totals and totals.first_date and totals.last_date:
        first, last = t.month(totals.first_date), t.month(totals.last_date)
        parts.append(first if first == last else t("{first} to {last}", first=first, last=last))
    if totals and totals.amount is not None:
        parts.append(t("amount {amount}", amount=t.number(totals.amount, 0)))  # its currency may not be said yet
    if found.refused:
        parts.append(f":orange[{t.plural('{count} refused', '{count} refused', found.refused)}]")
    return " · ".join(parts)


def _sheet_heading(view: View, dropped: Dropped, found: Inspection) -> None:
    sheet = found.table.sheet or ""
    key = f"use_{dropped.key}_{sheet}"
    st.session_state[key] = not found.ignored
    note = view.t("holds none of our tables") if found.ignored else table_line(view, found)
    st.toggle(
        f"**{view.t('Sheet')} {sheet}** · {note}",
        key=key,
        on_change=lambda: wish(dropped, found, alone=True, left_out=not st.session_state[key], kind=found.plan.kind),
    )


def _table_part(view: View, dropped: Dropped, found: Inspection, key: str) -> None:
    t = view.t
    st.markdown(how_it_was_read(view, found))
    if found.error and found.error.code not in ASKING:
        st.warning(message(found.error, t), icon=":material/help:")
    ask_doubts(view, dropped, found, key)
    ask_missing(view, dropped, found, key)
    if found.matches:
        ask_matching(view, dropped, found, key)
    tabs = [t("First rows"), t("Columns"), t("Control totals"), t("Refused ({count})", count=t.count(found.refused))]
    rows, columns, totals, refused = st.tabs(tabs, default=tabs[1] if found.error else tabs[0], key=f"tabs_{key}")
    with columns:
        mapping_rows(view, dropped, found, key)
    with rows:
        _first_rows(view, found, key)
    with totals:
        _totals(view, found, key)
    with refused:
        _refusals(view, found, key)


def how_it_was_read(view: View, found: Inspection) -> str:
    """Encoding, delimiter, header row, rows, and what was skipped, as sentences."""
    t, table = view.t, found.table
    if table.encoding:
        name = delimiter_name(view, table.delimiter or "")
        first = t("Text in {encoding}, cells separated by {delimiter}.", encoding=table.encoding, delimiter=name)
    else:
        first = t("A sheet of a workbook.")
    if table.header_rows:
        head = t("The headers stand in row {rows}.", rows=t.listed([str(row) for row in table.header_rows]))
    else:
        head = t("There is no header row.")
    counted = t.plural("{count} row of data.", "{count} rows of data.", table.rows)
    parts = [first, head, counted]
    if found.filled:
        parts.append(
            t.plural(
                "{count} row takes over what only the first line of its order says.",
                "{count} rows take over what only the first line of their order says.",
                found.filled,
            )
        )
    if found.plan.amount_per == "order":
        parts.append(t("The amount is that of the whole order and is spread over its lines."))
    for reason, one, many in SKIPPED:
        count = sum(row.reason == reason for row in table.skipped)
        if count:
            parts.append(t.plural(one, many, count))
    return ("" if t.language == "zh" else " ").join(parts)


SKIPPED = (
    ("blank", "{count} blank row is skipped.", "{count} blank rows are skipped."),
    ("title", "{count} title row is skipped.", "{count} title rows are skipped."),
    ("total", "{count} row of totals is skipped.", "{count} rows of totals are skipped."),
    ("header", "The header comes again in {count} row.", "The header comes again in {count} rows."),
)


def _first_rows(view: View, found: Inspection, key: str) -> None:
    import pandas as pd

    if not found.preview_rows:
        st.caption(view.t("The rows appear here as soon as the questions above are answered."))
        return
    frame = pd.DataFrame(list(found.preview_rows), columns=list(found.preview_columns))
    used = [name for name in frame.columns if frame[name].notna().any() and name != "file_row"]
    kinds: dict[str, Kind] = {name: "money" for name in used if name in MONEY}
    show_table(view, frame[used], key=f"rows_{key}", kinds=kinds)


def _totals(view: View, found: Inspection, key: str) -> None:
    import pandas as pd

    t, totals = view.t, found.totals
    if totals is None:
        st.caption(view.t("The rows appear here as soon as the questions above are answered."))
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
    if found.doubles:
        pairs.append((t("Already there"), t.count(found.doubles)))
    with st.container(horizontal=True, gap="large"):
        for name, value in pairs:
            st.markdown(f":gray[{name}]  \n**{value}**", width="content")
    if totals.months:
        frame = pd.DataFrame(totals.months, columns=["month", "lines", "orders", "amount"])
        frame["month"] = [t.month(month) for month in frame["month"]]
        names = {"month": t("Month"), "lines": t("Order lines"), "orders": t("Orders"), "amount": t("Amount")}
        show_table(view, frame, key=f"totals_{key}", names=names, kinds={"lines": "number", "orders": "number"})


def _refusals(view: View, found: Inspection, key: str) -> None:
    t = view.t
    if not found.refused:
        st.caption(t("No row breaks a rule."))
        return
    st.markdown(
        t.plural(
            "**{count}** row would be left out because it breaks a rule. Everything else is imported.",
            "**{count}** rows would be left out because they break a rule. Everything else is imported.",
            found.refused,
        )
    )
    names = {"row": t("Row in the file"), "column": t("Column"), "value": t("What stands there"), "rule": t("Why")}
    show_table(view, _refusals_frame(view, found), key=f"refused_{key}", names=names)
    st.download_button(
        t("Download these rows"),
        _refusals_file(view, found),
        f"{found.upload.file_name}-refused.csv",
        "text/csv",
        key=f"refused_file_{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def _refusals_frame(view: View, found: Inspection) -> pd.DataFrame:
    import pandas as pd

    rows = [(item.row, item.column, item.value, rule_message(item.rule, view.t)) for item in found.refusals]
    return pd.DataFrame(rows, columns=["row", "column", "value", "rule"])


def _refusals_file(view: View, found: Inspection) -> Callable[[], bytes]:
    def made() -> bytes:
        from io import BytesIO

        from core.targets.export import export_csv

        buffer = BytesIO()
        export_csv(_refusals_frame(view, found), buffer)
        return buffer.getvalue()

    return made
