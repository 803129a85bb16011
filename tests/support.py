"""Small helpers for tests: a workspace filled with lines by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.store.derived import refresh_derived
from core.store.workspace import Workspace, open_workspace

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
            for number, row in enumerate(rows, start=1):
                values = _full(table, number, dict(row))
                columns = ", ".join(f'"{column}"' for column in values)
                places = ", ".join(f"${column}" for column in values)
                cursor.run(f"insert into {table} ({columns}) values ({places})", values)
        for order_id in returned:
            cursor.run("insert into returned_orders values (1, $order_id, null, null)", {"order_id": order_id})
        refresh_derived(cursor)
    workspace.save_settings(replace(workspace.settings(), currency="CNY"))
    return workspace


def _full(table: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
    if table == "customer_records":
        return {"batch_id": 1, "file_row": number} | row
    return DEFAULTS | row
