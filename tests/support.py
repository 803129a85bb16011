"""Small helpers for tests: a workspace filled with lines by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import currently_in_test_context

from core.store.derived import refresh_derived
from core.store.engine import Cursor
from core.store.untold import make_room
from core.store.workspace import FILE_NAME, Workspace, close_workspace, open_workspace

MOST_AT_ONCE = 200
DEFAULTS: dict[str, Any] = {"batch_id": 1, "occurrence": 1}
FILLED_ONCE = 2
"""The data version of a new workspace that was written to once."""
Rows = list[dict[str, Any]]
_filled: dict[str, Path] = {}
"""What stood in a workspace when it was filled -> a copy of its file, of this process."""


def workspace_with(
    folder: Path,
    lines: Iterable[Mapping[str, Any]] = (),
    customers: Iterable[Mapping[str, Any]] = (),
    answers: Iterable[Mapping[str, Any]] = (),
    returned: Iterable[str] = (),
    name: str = "main",
) -> Workspace:
    """A new workspace under `folder` holding these rows (columns as in `tables.sql`), with fresh facts.

    Most tests of a module ask for the same company: it is filled once and then copied, each test has a file of its own.
    """
    tables = {"sales": lines, "customer_records": customers, "survey_answers": answers}
    rows = {table: [_full(table, n, dict(row)) for n, row in enumerate(told, 1)] for table, told in tables.items()}
    orders = list(returned)
    content = "" if currently_in_test_context() else repr((rows, orders))  # what is made up is not asked for again
    file = folder / name / FILE_NAME
    if content in _filled and not file.parent.exists():
        file.parent.mkdir(parents=True)
        shutil.copyfile(_filled[content], file)
        return open_workspace(name, folder)
    workspace = open_workspace(name, folder, create=True)
    _fill(workspace, rows, orders)
    if content and workspace.data_version == FILLED_ONCE:
        close_workspace(workspace)  # whoever reads an open file gives up that it is held
        _filled[content] = Path(shutil.copyfile(file, Path(_kept().name) / str(len(_filled))))
    return open_workspace(name, folder)


@cache
def _kept() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="filled-")


def _fill(workspace: Workspace, rows: dict[str, Rows], returned: list[str]) -> None:
    with workspace.writing() as cursor:
        for table, full in rows.items():
            for columns, alike in groupby(full, key=tuple):
                _insert(cursor, table, columns, list(alike))
        for order_id in returned:
            cursor.run("insert into returned_orders values (1, $order_id, null, null)", {"order_id": order_id})
        refresh_derived(cursor)
    workspace.save_settings(replace(workspace.settings(), currency="CNY"))


def _insert(cursor: Cursor, table: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Rows of the same columns, many in one statement: a statement for each takes most of the time of a test."""
    if table == "sales":
        make_room(cursor, "sales", columns)
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
