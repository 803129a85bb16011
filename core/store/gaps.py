"""Gaps: the room that deleted rows still take in a file. The engine can close them when it writes the file out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LARGE_ROWS = 1_000_000
GAPS_SHARE = 0.2
TASKS = 100  # what the engine does by itself


def vacuum_tasks(rows_of: Callable[[str], list[tuple[Any, ...]]]) -> int:
    """How many pieces of a table may be written anew to close its gaps; `rows_of` runs a query.

    None as long as a table is large and few of its rows are deleted: the engine would also write anew what merely is
    not full, for each import, which takes longer than any other part of a small one.
    """
    sizes = rows_of("select table_name, estimated_size from duckdb_tables() where database_name <> 'cache'")
    large = [(name, size) for name, size in sizes if size > LARGE_ROWS]
    counted = {name: rows_of(f'select count(*) from "{name}"')[0][0] for name, _ in large}
    has_gaps = any(counted[name] < size * (1 - GAPS_SHARE) for name, size in large)
    return 0 if large and not has_gaps else TASKS
