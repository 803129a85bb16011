"""Refused rows: listed with row, column, value and rule, kept whole, and written to a file that can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ImportRefusedError
from core.intake.batching.receipts import Inspection, Refusal
from core.intake.files.reading import EXTRA_COLUMN
from core.intake.rows.mending import MendingSheet, mending_csv
from core.intake.rows.validation import read_sql, typed_query
from core.store.engine import Cursor, quoted, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace

HEADER = ("row", "column", "value", "rule")
SLICE_ROWS = 20_000


@dataclass(frozen=True)
class RefusedRow(Refusal):
    """A refused row with all its cells, in the order of the headers; `surplus`: what it held beyond them."""

    cells: tuple[str | None, ...] = ()
    surplus: str | None = None


def refusals_query(inspection: Inspection) -> str:
    """One row per refused row of the file: file_row, column, value and the first broken rule, in file order."""
    typed = typed_query(inspection.table, inspection.plan, with_rows=True)
    return (
        'select file_row, min_by(refused_column, ordinal) as "column", min_by(refused_value, ordinal) as value, '
        "min_by(refused_rule, ordinal) as rule "
        f"from (select *, row_number() over () as ordinal from ({typed}) where refused_rule is not null) "
        "group by file_row order by file_row"
    )


def refusals_of(cursor: Cursor, inspection: Inspection, limit: int | None = None) -> list[Refusal]:
    """The refused rows of a table, the first `limit` of them."""
    query = refusals_query(inspection) + (f" limit {limit}" if limit is not None else "")
    return [Refusal(int(row), column or "", value or "", rule) for row, column, value, rule in cursor.rows(query)]


def keep_refused(cursor: Cursor, inspection: Inspection, batch_id: int, expected: int) -> None:
    """Keep the refused rows of a table whole, as rows of this batch.

    ImportRefusedError `rows_lost` where they are not as many as the file's rows demand: nothing may vanish.
    """
    table = inspection.table
    cells = ", ".join(f"t.c{place}" for place in range(len(table.columns)))
    surplus = f"t.{quoted(EXTRA_COLUMN)}" if table.has_extra else "null"
    count = cursor.changed(
        f'insert into refused_rows select {batch_id}, $token, t.file_row, r."column", r.value, r.rule, [{cells}], '
        f"{surplus} from {read_sql(table, with_rows=True)} as t "
        f"join ({refusals_query(inspection)}) as r on r.file_row = t.file_row",
        {"token": inspection.token},
    )
    if count != expected:
        raise ImportRefusedError(
            "rows_lost",
            file=inspection.upload.file_name,
            rows=table.rows,
            refused=count,
            missing=expected - count,
        )


def open_rows(cursor: Cursor, batch_id: int, token: str, *, after: int = 0, most: int = SLICE_ROWS) -> list[RefusedRow]:
    """The refused rows of a table of a batch that no standing repair has completed, in file order.

    Beginning behind row `after`, `most` of them.
    """
    query = sql_text(Path(__file__).with_name("open_rows.sql"))
    values = {"batch_id": batch_id, "token": token, "after": after, "most": most}
    return [
        RefusedRow(int(row), column or "", value or "", rule, tuple(cells), surplus)
        for row, column, value, rule, cells, surplus in cursor.rows(query, values)
    ]


def all_open_rows(cursor: Cursor, batch_id: int, token: str) -> Iterator[RefusedRow]:
    """The same without an end, read slice by slice."""
    rows = open_rows(cursor, batch_id, token)
    while rows:
        yield from rows
        rows = open_rows(cursor, batch_id, token, after=rows[-1].row)


def repairs_of(cursor: Cursor, batch_id: int) -> list[int]:
    """The standing batches that complete this one, the newest first."""
    query = "select distinct batch_id from repaired_rows where completes = $batch_id order by batch_id desc"
    return [int(row[0]) for row in cursor.rows(query, {"batch_id": batch_id})]


def forget_refused(cursor: Cursor, batch_id: int) -> None:
    """What was kept of the refused and the mended rows of a batch that is taken out."""
    for table in ("refused_rows", "repaired_rows"):
        cursor.run(f"delete from {table} where batch_id = $batch_id", {"batch_id": batch_id})


def write_refusals(workspace: Workspace, cursor: Cursor, inspection: Inspection, batch_id: int) -> Path:
    """Write the refused rows that were kept of a table as CSV that can be mended and imported; the path."""
    folder = workspace.folder / "refusals"
    folder.mkdir(exist_ok=True)
    token = inspection.token
    path = folder / f"{token.removeprefix('refused-')}-{batch_id}.csv"
    partial = path.with_suffix(".part")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = MendingSheet(HEADER, inspection.plan.headers, token, inspection.table.has_extra)
            mending_csv(file, sheet, all_open_rows(cursor, batch_id, token))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
