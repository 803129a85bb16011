"""Derived tables that several answers share: made once per question, kept in memory until they are no longer asked for.

They stand in the engine's in-memory catalogue `cache`, which is empty after the engine let go of its file; what is kept
is therefore always asked of the engine.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.store.workspace import Workspace

MOST_TABLES = 60
MOST_ROWS = 3_000_000
EXISTS = (
    "select count(*) from (select table_name as made from duckdb_tables() where database_name = 'cache' "
    "union all select view_name from duckdb_views() where database_name = 'cache') where made = $name"
)
Form = Literal["table", "view"]


@dataclass
class Shelf:
    """What one workspace keeps: name -> (form, rows), the least recently asked for first."""

    kept: OrderedDict[str, tuple[Form, int]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_shelves: dict[Path, Shelf] = {}
_shelving = threading.Lock()


def cached(workspace: Workspace, form: Form, kind: str, key: object, make: Callable[[Cursor, str], None]) -> str:
    """The name of a derived table or view, made by `make(cursor, name)` where it is not there yet.

    `key` is everything the contents depend on beside the data, as a value with a stable `repr`; the data version is
    added here. The least recently used leave when there are too many tables or rows.
    """
    shape = repr((workspace.data_version, form, kind, key))
    short = f"{kind}_{hashlib.sha256(shape.encode()).hexdigest()[:24]}"
    name = f"cache.main.{short}"
    with workspace.making(short), workspace.engine.cursor() as cursor:
        if not cursor.value(EXISTS, {"name": short}):
            make(cursor, name)
        shelf = _shelf(workspace)
        with shelf.lock:
            if name not in shelf.kept:
                rows = int(cursor.value(f"select count(*) from {name}")) if form == "table" else 0
                shelf.kept[name] = (form, rows)
            shelf.kept.move_to_end(name)
            _make_room(cursor, shelf)
    return name


def _shelf(workspace: Workspace) -> Shelf:
    with _shelving:
        return _shelves.setdefault(workspace.folder, Shelf())


def _make_room(cursor: Cursor, shelf: Shelf) -> None:
    """Drop the least recently used, but never what was asked for last: its tables may stand behind a view in use."""
    while len(shelf.kept) > MOST_TABLES or _rows(shelf) > MOST_ROWS:
        if len(shelf.kept) <= 8:
            return
        name, (form, _) = shelf.kept.popitem(last=False)
        cursor.run(f"drop {form} if exists {name}")


def _rows(shelf: Shelf) -> int:
    return sum(rows for _, rows in shelf.kept.values())
