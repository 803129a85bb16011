"""Refused rows: listed with row, column, value and rule, and written to a file that a person can open."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ImportRefusedError
from core.intake.receipts import Inspection, Refusal
from core.intake.validation import typed_query
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

HEADER = ("row", "column", "value", "rule")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def refusals_query(inspection: Inspection) -> str:
    """One row per refused row of the file: file_row, column, value and the first broken rule, in file order."""
    typed = typed_query(inspection.table, inspection.plan, with_rows=True)
    return (
        "select file_row, min_by(refused_column, ordinal), min_by(refused_value, ordinal), "
        "min_by(refused_rule, ordinal) "
        f"from (select *, row_number() over () as ordinal from ({typed}) where refused_rule is not null) "
        "group by file_row order by file_row"
    )


def refusals_of(cursor: Cursor, inspection: Inspection, limit: int | None = None) -> list[Refusal]:
    """The refused rows of a table, the first `limit` of them."""
    query = refusals_query(inspection) + (f" limit {limit}" if limit is not None else "")
    return [Refusal(int(row), column or "", value or "", rule) for row, column, value, rule in cursor.rows(query)]


def write_refusals(workspace: Workspace, cursor: Cursor, inspection: Inspection, expected: int) -> Path:
    """Write all refused rows as CSV for a spreadsheet; the path.

    ImportRefusedError `rows_lost` where they are not as many as the file's rows demand: nothing may vanish.
    """
    found = refusals_of(cursor, inspection)
    if len(found) != expected:
        raise ImportRefusedError(
            "rows_lost",
            file=inspection.upload.file_name,
            rows=inspection.table.rows,
            refused=len(found),
            missing=expected - len(found),
        )
    folder = workspace.folder / "refusals"
    folder.mkdir(exist_ok=True)
    path = folder / f"{inspection.upload.content_hash[:16]}-{len(found)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows((item.row, _inert(item.column), _inert(item.value), item.rule) for item in found)
    return path


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
