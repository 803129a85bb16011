"""Refused rows of standing batches, to be mended here or in a spreadsheet; mended rows complete their batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import CoreError
from core.intake.batching.batches import import_parcel
from core.intake.batching.receipts import Batch, FileReceipt, Inspection
from core.intake.batching.repair import kept_plan, mended_file
from core.intake.drops.drops import Offer, Parcel, inspect_files, let_go
from core.intake.planning.plan import Plan
from core.intake.rows.mending import MendingSheet, mending_csv, mending_xlsx
from core.intake.rows.refusals import RefusedRow, all_open_rows, open_rows
from core.text.messages import message, rule_message
from pages.shared import answers
from pages.shared.dropped import dropped_files
from pages.shared.reading_words import plain
from pages.shared.receipt import RECEIPTS
from pages.shared.view import View

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 300
ROW, WHY, SURPLUS = "__row", "__why", "__surplus"


def mending(view: View) -> None:
    """The open rows of one batch in an editor, with the rule beside; silent where no row is open."""
    found = answers.cached(view, "open_batches", (), lambda: _open_batches(view))
    if not found:
        return
    t = view.t
    st.subheader(t("Which rows were refused?"), anchor=False)
    batch = found[0]
    if len(found) > 1:
        place = st.selectbox(
            t("Refused rows of"),
            range(len(found)),
            key=f"mending_choice_{view.workspace.name}_{view.data_version}",
            format_func=lambda number: _label(view, found[number]),
            width=480,
        )
        batch = found[place]
    with view.workspace.engine.cursor() as cursor:
        rows = open_rows(cursor, batch.batch_id, batch.token, most=MOST_ROWS)
    plan = kept_plan(view.workspace, batch)
    st.markdown(_sentence(view, batch, len(rows)))
    if not plan.by_order:
        _editor(view, batch, plan, rows)
    _downloads(view, batch, plan)


def can_be_mended(view: View, batch_ids: Collection[int]) -> bool:
    """Whether the editor is at hand for refused rows of these batches: no file waits, and lines stand by themselves."""
    if dropped_files() or not batch_ids:
        return False
    numbers = {one.completes or one.batch_id for one in answers.batches(view) if one.batch_id in batch_ids}
    found = answers.cached(view, "open_batches", (), lambda: _open_batches(view))
    return any(one.batch_id in numbers and not kept_plan(view.workspace, one).by_order for one in found)


def _open_batches(view: View) -> list[Batch]:
    """Standing batches with rows that nothing has completed, the newest first."""
    waiting = [one for one in answers.batches(view) if not (one.undone_at or one.completes)]
    waiting = [one for one in waiting if one.refused > one.completed]
    with view.workspace.engine.cursor() as cursor:  # an older version kept none
        return [one for one in reversed(waiting) if open_rows(cursor, one.batch_id, one.token, most=1)]


def _label(view: View, batch: Batch) -> str:
    name = f"{batch.file_name} · {batch.sheet}" if batch.sheet else batch.file_name
    return f"{batch.batch_id} · {name} · {view.t.count(batch.refused - batch.completed)}"


def _sentence(view: View, batch: Batch, shown: int) -> str:
    t, left = view.t, batch.refused - batch.completed
    parts = [
        t.plural(
            "**{count}** row of **{file}** was refused and is missing from all figures.",
            "**{count}** rows of **{file}** were refused and are missing from all figures.",
            left,
            file=plain(batch.file_name),
        )
    ]
    if batch.completed:
        parts.append(t.plural("{count} was mended.", "{count} were mended.", batch.completed))
    if shown < left:
        parts.append(t("The first {count} are shown; the download has all.", count=t.count(shown)))
    return ("" if t.language == "zh" else " ").join(parts)


def _editor(view: View, batch: Batch, plan: Plan, rows: Sequence[RefusedRow]) -> None:
    t = view.t
    frame = _frame(view, plan, rows)
    fixed = {
        ROW: st.column_config.NumberColumn(t("Row"), pinned=True, width=60),
        WHY: st.column_config.TextColumn(t("Why"), width=340),
        SURPLUS: st.column_config.TextColumn(t("Beyond the last column")),
    }
    key = f"mending_{view.workspace.name}_{batch.token}_{view.data_version}"
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        disabled=[ROW, WHY],
        column_order=_order(frame, rows),
        column_config=fixed,
        height=min(len(frame), 10) * 35 + 38,
    )
    changed = [
        _mended(row, cells[2:], len(plan.headers))
        for row, cells, before in zip(rows, edited.itertuples(index=False), frame.itertuples(index=False), strict=True)
        if tuple(cells) != tuple(before)
    ]
    label = t.plural("Import {count} mended row", "Import {count} mended rows", len(changed))
    if st.button(label, key="import_mended", type="primary", disabled=not changed, icon=":material/healing:"):
        _import(view, batch, changed)


def _frame(view: View, plan: Plan, rows: Sequence[RefusedRow]) -> pd.DataFrame:
    """The rows with the rule beside; what they hold beyond the last column behind, where any does."""
    import pandas as pd

    beyond = [SURPLUS] if any(row.surplus for row in rows) else []
    columns = [ROW, WHY, *plan.headers, *beyond]
    cells = [
        (row.row, _why(view, row), *(cell or "" for cell in (*row.cells, *[row.surplus for _ in beyond])))
        for row in rows
    ]
    return pd.DataFrame(cells, columns=columns).astype(dict.fromkeys(columns[1:], "str"))


def _order(frame: pd.DataFrame, rows: Sequence[RefusedRow]) -> list[str]:
    """What is wrong stands first, whatever the width: the columns that break rules, the rules, the other columns."""
    named = {row.column for row in rows}
    first = [ROW, *(name for name in frame.columns if name in named), WHY]
    return [*first, *(name for name in frame.columns if name not in first)]


def _mended(row: RefusedRow, edited: Sequence[object], width: int) -> RefusedRow:
    """A row with the cells that were typed: `width` by the headers, one more for what is beyond them."""
    cells = [None if cell != cell or cell == "" else str(cell) for cell in edited]  # noqa: PLR0124 - NaN
    return replace(row, cells=tuple(cells[:width]), surplus=cells[width] if len(cells) > width else None)


def _why(view: View, row: RefusedRow) -> str:
    said = rule_message(row.rule, view.t)
    return view.t.named(row.column, said) if row.column else said


def _import(view: View, batch: Batch, changed: Sequence[RefusedRow]) -> None:
    t = view.t
    path = mended_file(view.workspace, batch, changed)
    name = t("{file} (mended)", file=batch.file_name)
    parcels: list[Parcel] = []
    try:
        parcels = inspect_files(view.workspace, [Offer(path, name)])
        (parcel,) = parcels
        if parcel.error:
            raise parcel.error
        (found,) = parcel.inspections
        if found.refused == found.table.rows and not found.error:
            _still_wrong(view, found)
            return
        done: list[FileReceipt] = import_parcel(view.workspace, parcel.files)
    except CoreError as error:
        st.error(message(error, t))
        return
    finally:
        let_go(item for parcel in parcels for item in parcel.inspections)
        path.unlink(missing_ok=True)
    st.session_state[RECEIPTS] = done
    st.rerun()


def _still_wrong(view: View, found: Inspection) -> None:
    for item in found.refusals[:5]:
        row, why = view.t.count(item.row), rule_message(item.rule, view.t)
        st.warning(
            view.t("Row {row}, {column}: “{value}”. {why}", row=row, column=item.column, value=item.value, why=why)
        )


def _downloads(view: View, batch: Batch, plan: Plan) -> None:
    t = view.t
    with st.container(horizontal=True, vertical_alignment="center"):
        for ending, label in (("xlsx", t("Download for Excel")), ("csv", t("Download as CSV"))):
            st.download_button(
                label,
                _file(view, batch, plan, ending),
                f"{batch.file_name}-refused.{ending}",
                key=f"refused_rows_{ending}",
                on_click="ignore",
                icon=":material/download:",
                type="secondary" if ending == "xlsx" else "tertiary",
            )
    if plan.by_order:
        st.caption(
            t(
                "Lines of this file take over values from other lines of their order. Mend them in the file itself, "
                "undo the batch and import the file again."
            )
        )
    else:
        st.caption(t("Mend the cells in the download and drop it above: rows that are right then complete the batch."))


def _file(view: View, batch: Batch, plan: Plan, ending: str) -> Callable[[], bytes]:
    """What writes all open rows of a batch, with the reasons in the reader's words."""
    t = view.t

    def made() -> bytes:
        with view.workspace.engine.cursor() as cursor:
            rows = list(all_open_rows(cursor, batch.batch_id, batch.token))
        names = (t("Row in the file"), t("Column"), t("What stands there"), t("Why"))
        surplus = any(row.surplus for row in rows)
        sheet = MendingSheet(names, plan.headers, batch.token, surplus, lambda rule: rule_message(rule, t))
        if ending == "xlsx":
            book = BytesIO()
            mending_xlsx(book, sheet, rows)
            return book.getvalue()
        text = StringIO(newline="")
        mending_csv(text, sheet, rows)
        return text.getvalue().encode("utf-8-sig")

    return made
