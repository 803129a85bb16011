"""A text table written by hand, and its rows as the typed query gives them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.intake.files.reading import Scan, TextTable
from core.intake.rows.validation import Plan, typed_query
from core.store.engine import Engine


def table_of(
    folder: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], name: str = "lines.csv", sample: int = 1000
) -> TextTable:
    """The rows as a comma file with one header row, and what reading would say of it."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    scan = Scan(",", '"', '"', 1, False, 2)
    seen = tuple(tuple(cell or None for cell in row) for row in rows[:sample])
    return TextTable(
        name, None, "utf-8", ",", '"', '"', (1,), tuple(columns), len(rows), (), (), path, scan, seen
    )  # fmt: skip


def typed_rows(table: TextTable, plan: Plan, *, with_rows: bool = False) -> list[dict[str, Any]]:
    """All rows of the typed query, each by column."""
    engine = Engine(table.path.parent / "typed.duckdb")
    try:
        query = typed_query(table, plan, with_rows=with_rows)
        names = [row[0] for row in engine.rows(f"select column_name from (describe {query})")]
        return [dict(zip(names, row, strict=True)) for row in engine.rows(query)]
    finally:
        engine.close()
