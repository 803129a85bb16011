"""What was decided for a table, kept for the next one of the same shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.intake.batching.receipts import Inspection
from core.intake.columns.headers import shape_of
from core.intake.columns.mapping import ACCEPTED, guess_mapping
from core.intake.files.reading import TextTable
from core.schema import Kind
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace


def remembered_mapping(workspace: Workspace, table: TextTable) -> tuple[Kind | None, dict[str, str]]:
    """What was decided for a table of the same shape: its kind and canonical column -> header; (None, {}) if nothing.

    A header "" stands for a column that was taken away. Headers are spelt as this table spells them.
    """
    found = workspace.engine.rows(
        "select kind, mapping from mappings where shape = $shape order by used_at desc limit 1",
        {"shape": _shape(table)},
    )
    if not found:
        return None, {}
    spelt = {shape_of([header]): header for header in table.columns} | {header: header for header in table.columns}
    return found[0][0], {
        column: spelt.get(header, spelt.get(shape_of([header]), "")) if header else ""
        for column, header in json.loads(found[0][1]).items()
    }


def remember_mapping(cursor: Cursor, inspection: Inspection) -> None:
    """Keep the mapping of an imported table: the columns in use, and those that would be guessed and are not wanted."""
    table, plan = inspection.table, inspection.plan
    guessed = {item.column for item in guess_mapping(table, plan.kind) if item.column and item.confidence >= ACCEPTED}
    mapping = dict.fromkeys(sorted(guessed), "") | plan.columns
    cursor.run("delete from mappings where shape = $shape", {"shape": _shape(table)})
    cursor.run(
        "insert into mappings values ($shape, $kind, $mapping, cast(now() as TIMESTAMP))",
        {"shape": _shape(table), "kind": plan.kind, "mapping": json.dumps(mapping, ensure_ascii=False)},
    )


def _shape(table: TextTable) -> str:
    """The shape of the headers; where other tables lend, also of the keys by which they do."""
    return shape_of([*table.columns, *(f"{lookup.key} = {lookup.other_key}" for lookup in table.lookups)])
