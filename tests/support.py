"""Small helpers for tests: a workspace filled with lines by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from core.store.derived import refresh_derived
from core.store.engine import Cursor
from core.store.workspace import Workspace, open_workspace

MOST_AT_ONCE = 200
DEFAULTS: dict[str, Any] = {"batch_id": 1, "occurrence": 1}


def workspace_with(
    folder: Path,
    lines: Iterable[Mapping[str, Any]] = (),
    customers: Iterable[Mapping[str, Any]] = (),
    answers: Iterable[Mapping[str, Any]] = (),
    returned: Iterable[str] = (),
    name: str = "main",
) -> Workspace:
    """A new workspace under `folder` holding these rows (columns as in `tables.sql`), with fresh facts."""
    workspace = open_workspace(name, folder, create=True)
    with workspace.writing() as cursor:
        for table, rows in (("sales", lines), ("customer_records", customers), ("survey_answers", answers)):
            full = (_full(table, number, dict(row)) for number, row in enumerate(rows, start=1))
            for columns, alike in groupby(full, key=tuple):
                _insert(cursor, table, columns, list(alike))
        for order_id in returned:
            cursor.run("insert into returned_orders values (1, $order_id, null, null)", {"order_id": order_id})
        refresh_derived(cursor)
    workspace.save_settings(replace(workspace.settings(), currency="CNY"))
    return workspace


def _insert(cursor: Cursor, table: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Rows of the same columns, many in one statement: a statement for each takes most of the time of a test."""
    names = ", ".join(f'"{column}"' for column in columns)
    for start in range(0, len(rows), MOST_AT_ONCE):
        part = rows[start : start + MOST_AT_ONCE]
        values = {f"{column}_{place}": row[column] for place, row in enumerate(part) for column in columns}
        places = (", ".join(f"${column}_{place}" for column in columns) for place in range(len(part)))
        cursor.run(f"insert into {table} ({names}) values " + ", ".join(f"({listed})" for listed in places), values)


def _full(table: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
    if table == "customer_records":
        return {"batch_id": 1, "file_row": number} | row
    return DEFAULTS | row
