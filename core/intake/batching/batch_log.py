"""The record of batches: what was imported, when, and what became of its rows."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from core.errors import ImportRefusedError
from core.intake.batching.receipts import Batch, Inspection, Matching, Mode, TableReceipt
from core.intake.planning.inspection import reading_json
from core.intake.planning.remembered import remember_mapping
from core.intake.rows.lines import NONE_BEFORE, lines_behind
from core.store.engine import Cursor, quoted

if TYPE_CHECKING:
    from core.store.workspace import Workspace

COMPLETES = "(select min(r.completes) from repaired_rows as r where r.batch_id = b.batch_id)"
COLUMNS = tuple(field.name for field in fields(Batch) if field.name != "completed")


def batches(workspace: Workspace) -> list[Batch]:
    """All batches in the order in which they were written, also the undone ones; one entry per table of a file."""
    listed = ", ".join(COMPLETES if name == "completes" else f"b.{quoted(name)}" for name in COLUMNS)
    with workspace.engine.cursor() as cursor:
        rows = cursor.rows(f"select {listed} from batches as b order by batch_id, imported_at, kind, sheet")
        mended = cursor.rows("select completes, token, count(*) from repaired_rows group by completes, token")
    completed = {(int(number), token): int(count) for number, token, count in mended}
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    listing = [Batch(**{**values, "months": tuple(json.loads(values["months"]))}) for values in found]
    return [replace(each, completed=completed.get((each.batch_id, each.token), 0)) for each in listing]


@dataclass(frozen=True)
class SalesCount:
    """Orders (None: not counted yet) and customers among the lines of a table, those of its batch behind `before`."""

    orders: int | None
    customers: int
    before: int = NONE_BEFORE


def note_batch(
    cursor: Cursor,
    inspection: Inspection,
    receipt: TableReceipt,
    batch_id: int,
    mode: Mode,
    matching: Matching,
    counted: SalesCount | None,
) -> None:
    """Note a table of a batch as it was written, and keep its mapping for the next file of its shape."""
    amount, orders, first_date, last_date = None, None, None, None
    if counted:
        lines = f"from sales where {lines_behind(batch_id, counted.before)}"
        amount, first_date, last_date = cursor.row(f"select sum(amount), min(order_date), max(order_date) {lines}")
        orders = counted.orders
        if orders is None:
            orders = cursor.value(f"select count(distinct order_id) {lines}")
    values = {
        "batch_id": batch_id,
        "kind": receipt.kind,
        "file_name": inspection.upload.file_name,
        "sheet": receipt.sheet,
        "content_hash": inspection.upload.content_hash,
        "mode": mode,
        "matching": "keep" if matching == "keep" else "skip",
        "rows": receipt.rows,
        "accepted": receipt.accepted,
        "duplicates": receipt.duplicates,
        "refused": receipt.refused,
        "skipped": receipt.skipped,
        "amount": amount,
        "orders": orders,
        "customers": counted.customers if counted else None,
        "first_date": first_date,
        "last_date": last_date,
        "months": json.dumps(receipt.months),
        "reading": reading_json(inspection),
    }
    listed, places = ", ".join(quoted(name) for name in values), ", ".join(f"${name}" for name in values)
    cursor.run(f"insert into batches ({listed}, imported_at) values ({places}, cast(now() as TIMESTAMP))", values)
    if not inspection.completes:
        remember_mapping(cursor, inspection)


def batch_to_undo(workspace: Workspace, batch_id: int) -> list[Batch]:
    """The tables of a batch that may be undone; asked while nobody else writes."""
    concerned = [batch for batch in batches(workspace) if batch.batch_id == batch_id]
    if not concerned:
        raise ImportRefusedError("batch_unknown", batch_id=batch_id)
    if concerned[0].undone_at:
        raise ImportRefusedError("batch_undone", batch_id=batch_id, undone_at=concerned[0].undone_at.date())
    return concerned
