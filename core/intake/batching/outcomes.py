"""What became of the tables of a batch, and what stops it from being written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from core.errors import ImportRefusedError
from core.intake.batching.receipts import FileReceipt, Inspection, TableReceipt, note
from core.store.engine import Cursor

Written = tuple[TableReceipt, Path | None]
"""The receipt of a table and the file of its refused rows."""


def is_new(cursor: Cursor, inspection: Inspection, batch_id: int, *, alone: bool) -> bool:
    """Whether a table is not there yet. Where it is, it is not written again: all its rows are there already.

    So for a file that came twice for one batch, and for a list that lends to the lines of its batch.
    ImportRefusedError `file_known` (file, imported_at, batch_id) for any other table of a file that stands already, and
    for one that is `alone` in its batch.
    """
    standing = cursor.rows(
        "select batch_id, imported_at from batches where content_hash = $content_hash and undone_at is null "
        "and sheet is not distinct from $sheet order by batch_id = $batch_id desc",
        {"content_hash": inspection.upload.content_hash, "sheet": inspection.table.sheet, "batch_id": batch_id},
    )
    if not standing or inspection.ignored:
        return True
    number, imported_at = standing[0]
    if number == batch_id or (inspection.lent and not alone):
        return False
    raise ImportRefusedError(
        "file_known", file=inspection.upload.file_name, imported_at=imported_at.date(), batch_id=number
    )


def check_importable(inspections: Sequence[Inspection]) -> None:
    """Raise what stands against a table; ImportRefusedError `nothing_recognised` where none is a table of ours."""
    errors = [inspection.error for inspection in inspections if inspection.error]
    if errors:
        raise errors[0]
    if all(inspection.ignored for inspection in inspections):
        raise ImportRefusedError("nothing_recognised")


def check_accepted(written: Sequence[Written]) -> None:
    """ImportRefusedError where a batch would hold no row.

    `nothing_new` where what can be taken is there already, `only_changed` where it is there with other amounts.
    """
    tables = [table for table, _ in written if table.kind]
    if any(table.accepted for table in tables):
        return
    refused, duplicates = sum(table.refused for table in tables), sum(table.duplicates for table in tables)
    changed = sum(table.changed for table in tables)
    raise ImportRefusedError(
        "nothing_accepted" if refused and not duplicates else "only_changed" if changed else "nothing_new",
        refused=refused,
        duplicates=duplicates,
        count=changed,
        refusals_file=next((str(path) for _, path in written if path), None),
    )


def table_receipt(
    inspection: Inspection, written: int, doubles: int, months: Iterable[date], filled: int = 0, changed: int = 0
) -> TableReceipt:
    """The receipt of a table of which `written` rows were acceptable, `doubles` among them; the others are refused."""
    table = inspection.table
    return TableReceipt(
        table.sheet,
        inspection.plan.kind,
        table.rows + inspection.skipped,
        written - doubles,
        doubles,
        table.rows - written,
        inspection.skipped,
        tuple(f"{month:%Y-%m}" for month in months),
        filled=filled,
        changed=changed,
    )


def file_receipt(file: Sequence[Inspection], written: Sequence[Written], batch_id: int) -> FileReceipt:
    """The receipt of one file of a batch."""
    refusals = [path for _, path in written if path]
    tables = tuple(table for table, _ in written)
    name = file[0].upload.file_name
    notes = tuple(said for found in file for said in found.notes)
    if changed := sum(table.changed for table in tables):
        notes += (note("orders_changed", file=name, count=changed, batch=batch_id),)
    return FileReceipt(name, "imported", None, batch_id, tables, refusals[0] if refusals else None, notes=notes)


def unwritten(inspection: Inspection) -> TableReceipt:
    """What is said of a table that is none of ours, that only lends to lines, or that is there already."""
    table, lent = inspection.table, inspection.lent
    rows = table.rows + inspection.skipped
    to = lent.to if lent else None
    if not inspection.ignored:
        return TableReceipt(table.sheet, None, rows, 0, table.rows, 0, inspection.skipped, (), lent_to=to)
    used = lent.used if lent else 0
    return TableReceipt(table.sheet, None, rows, used, 0, 0, rows - used, (), ignored=not lent, lent_to=to)
