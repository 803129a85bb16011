"""Refused rows that were mended: recognised by their keys, and written as a batch that completes the first one.

They are taken by the plan of that batch and go by the row numbers of its file. Its undo takes them out too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from core.errors import CoreError, ImportRefusedError
from core.intake.batching.batch_log import batches
from core.intake.batching.receipts import Batch, Inspection
from core.intake.files.reading import ASKED_COLUMN, EXTRA_COLUMN, Scan, SkippedRow, TextTable
from core.intake.files.regular import SAMPLE_ROWS
from core.intake.files.uploads import Upload
from core.intake.planning.kept_plan import plan_from
from core.intake.planning.plan import Plan
from core.intake.rows.mending import KEY, SURPLUS_HEADER, MendingSheet, lively, lively_sql, mending_csv
from core.intake.rows.refusals import HEADER, RefusedRow
from core.intake.rows.validation import UNFOUND, read_sql
from core.intake.values.expressions import listed
from core.store.engine import Cursor, literal, quoted

if TYPE_CHECKING:
    from core.store.workspace import Workspace

LEAST = 0.5  # of the rows that have to bear a key
MAYBE_UNFOUND = ("too_many_cells", *(code for codes in UNFOUND.values() for code in codes))
"""Rows refused for these: other tables do not know them, or were not asked."""


def repair_of(workspace: Workspace, upload: Upload, table: TextTable) -> Inspection | None:
    """Mended rows as they would be taken; None for any other table. What stands against them is its `error`.

    Errors: ImportRefusedError `file_known`, `repair_unknown`, `repair_undone`, `repair_by_order`, `repair_header`
    (header), `repair_row_unknown` (row), `repair_row_twice` (row), `nothing_new` where all rows are completed already.
    """
    place = _key_place(table)
    if place is None:
        return None
    try:
        root, plan = _root(workspace, _token(table, place))
    except CoreError as error:
        return Inspection(upload, table, Plan("sales", 0.0, table.columns, ()), error)
    try:
        _check_known(workspace, upload, root)
        with workspace.engine.cursor() as cursor:
            mended = _mended(workspace, cursor, table, place, root, plan)
    except CoreError as error:
        return Inspection(upload, replace(table, sheet=root.sheet), plan, error, completes=root)
    return Inspection(upload, mended, plan, completes=root)


def _key_place(table: TextTable) -> int | None:
    """The column of keys, if there is one."""
    for place in range(len(table.columns)):
        cells = [row[place] or "" for row in table.sample if any(row)]
        keys = [KEY.fullmatch(cell.strip()) for cell in cells]
        if cells and sum(1 for key in keys if key) >= LEAST * len(cells):
            return place
    return None


def _token(table: TextTable, place: int) -> str:
    keys = (KEY.fullmatch((row[place] or "").strip()) for row in table.sample)
    return next(key.group(1) for key in keys if key)


def _root(workspace: Workspace, token: str) -> tuple[Batch, Plan]:
    """The standing batch with that token, and its plan."""
    same = [one for one in batches(workspace) if one.token == token]
    standing = [one for one in same if not one.undone_at]
    if not same:
        raise ImportRefusedError("repair_unknown")
    if not standing:
        raise ImportRefusedError("repair_undone", file=same[-1].file_name, batch_id=same[-1].batch_id)
    root = standing[-1]
    plan = kept_plan(workspace, root)
    if plan.by_order:
        raise ImportRefusedError("repair_by_order", file=root.file_name, batch_id=root.batch_id)
    return root, plan


def _check_known(workspace: Workspace, upload: Upload, root: Batch) -> None:
    for one in batches(workspace):
        if one.completes == root.batch_id and not one.undone_at and one.content_hash == upload.content_hash:
            day = one.imported_at.date()
            raise ImportRefusedError("file_known", file=upload.file_name, imported_at=day, batch_id=one.batch_id)


def kept_plan(workspace: Workspace, batch: Batch) -> Plan:
    """The plan by which a table of a batch was taken. ImportRefusedError `repair_unknown` where none was kept."""
    kept = _kept(workspace, batch).get("plan")
    if kept is None:
        raise ImportRefusedError("repair_unknown")
    return plan_from(kept)


def _kept(workspace: Workspace, batch: Batch) -> dict[str, Any]:
    """What was understood of a table, as `inspection.reading_json` wrote it; empty where nothing was kept."""
    found = workspace.engine.rows(
        "select reading from batches where batch_id = $batch_id and content_hash = $content_hash "
        "and sheet is not distinct from $sheet",
        {"batch_id": batch.batch_id, "content_hash": batch.content_hash, "sheet": batch.sheet},
    )
    kept: dict[str, Any] = json.loads(found[0][0]) if len(found) == 1 else {}
    return kept


def _lent_customer(workspace: Workspace, root: Batch, plan: Plan) -> bool:
    """Whether another table says who bought, without which a line is refused. What came along was not always kept."""
    customer = {found.header for name in ("customer_id", "customer_name") if (found := plan.format_of(name))}
    needed = [each for each in _kept(workspace, root).get("lookups", []) if each.get("required", True)]
    return any(customer & set(each.get("lent", customer)) for each in needed)


@dataclass(frozen=True)
class _Sheet:
    """The rows of a mended sheet: a query with the row of the sheet, the row meant (null: no key), and the cells."""

    query: str
    width: int
    has_surplus: bool


def _mended(workspace: Workspace, cursor: Cursor, table: TextTable, place: int, root: Batch, plan: Plan) -> TextTable:
    """The rows that are still open, under the numbers of their own file, in a copy that the engine reads."""
    sheet, asks_customer = _sheet(table, place, root, plan), _lent_customer(workspace, root, plan)
    cursor.run(f"create or replace temp table mended as {sheet.query}")
    completed = _checked(cursor, table, root)
    columns = [f"c{number}" for number in range(sheet.width)] + ([EXTRA_COLUMN] if sheet.has_surplus else [])
    columns += [ASKED_COLUMN] if asks_customer else []
    shown = ", ".join(["file_row", *map(quoted, columns)])
    chosen = f"select {shown} from mended where not completed order by file_row"
    copy = workspace.spool / f"{uuid4().hex}.csv"
    options = "format csv, header false, delimiter ',', quote '\"', escape '\"', force_quote *"
    cursor.run(f"copy ({chosen}) to {literal(str(copy))} ({options})")
    rows = int(cursor.value("select count(*) from mended where not completed"))
    cells = ", ".join(f"c{number}" for number in range(sheet.width))
    sample = cursor.rows(f"select {cells} from mended where not completed order by file_row limit {SAMPLE_ROWS}")
    cursor.run("drop table mended")
    if not rows:
        raise ImportRefusedError("nothing_new", duplicates=len(completed), refused=0)
    return replace(
        table,
        sheet=root.sheet,
        columns=plan.headers,
        rows=rows,
        skipped=(*table.skipped, *completed),
        ragged=(),
        path=copy,
        scan=Scan(",", '"', '"', 0, row_column=True, first_row=1),
        sample=tuple(sample),
        has_extra=sheet.has_surplus,
        asks_customer=asks_customer,
    )


def _sheet(table: TextTable, place: int, root: Batch, plan: Plan) -> _Sheet:
    headers = map(lively, table.columns) if table.encoding else iter(table.columns)
    by_name = {header: number for number, header in enumerate(headers)}
    missing = [header for header in plan.headers if header not in by_name]
    if missing:
        raise ImportRefusedError("repair_header", header=missing[0], file=root.file_name, batch_id=root.batch_id)

    def cell(number: int) -> str:
        return lively_sql(f"c{number}") if table.encoding else f"c{number}"

    cells = [f"{cell(by_name[header])} as c{number}" for number, header in enumerate(plan.headers)]
    surplus = next((number for name, number in by_name.items() if name.rstrip("_") == SURPLUS_HEADER), None)
    if surplus is not None:
        cells.append(f"{cell(surplus)} as {quoted(EXTRA_COLUMN)}")
    number = f"try_cast(regexp_extract(trim(c{place}), {literal(f'^{root.token}-([1-9][0-9]*)$')}, 1) as BIGINT)"
    query = (
        f"select file_row as sheet_row, {number} as file_row, {', '.join(cells)} from {read_sql(table, with_rows=True)}"
    )
    return _Sheet(f"select * from ({query})", len(plan.headers), surplus is not None)


def _checked(cursor: Cursor, table: TextTable, root: Batch) -> list[SkippedRow]:
    """Mark the rows that were completed before, and give them, and those that may have to say their customer.

    Rows that are none of this batch are refused.
    """
    values = {"batch_id": root.batch_id, "token": root.token}
    known = "select file_row from refused_rows where batch_id = $batch_id and token = $token"
    stranger = cursor.rows(
        f"select sheet_row from mended where file_row is null or file_row not in ({known}) order by sheet_row limit 1",
        values,
    )
    if stranger:
        raise ImportRefusedError("repair_row_unknown", row=stranger[0][0], file=table.file_name)
    twice = cursor.rows(
        "select max(sheet_row) from mended group by file_row having count(*) > 1 order by file_row limit 1"
    )
    if twice:
        raise ImportRefusedError("repair_row_twice", row=twice[0][0], file=table.file_name)
    done = "select file_row from repaired_rows where completes = $batch_id and token = $token"
    asked = f"case when file_row in ({known} and rule in ({listed(MAYBE_UNFOUND)})) then '!' end as {ASKED_COLUMN}"
    cursor.run(
        f"create or replace temp table mended as select *, file_row in ({done}) as completed, {asked} from mended",
        values,
    )
    found = cursor.rows("select sheet_row from mended where completed order by sheet_row")
    return [SkippedRow(int(row), "completed", "") for (row,) in found]


def mended_file(workspace: Workspace, batch: Batch, rows: Sequence[RefusedRow]) -> Path:
    """A file as a person would have mended it: `rows` that a batch refused, with their new cells and surplus.

    The caller removes the file.
    """
    path = workspace.spool / f"{uuid4().hex}-mended.csv"
    headers = kept_plan(workspace, batch).headers
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = MendingSheet(HEADER, headers, batch.token, any(row.surplus for row in rows))
        mending_csv(file, sheet, rows)
    return path
