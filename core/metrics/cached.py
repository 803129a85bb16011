"""Derived tables and small values that several answers share: made once per question, kept until no longer asked for.

Tables stand in the engine's in-memory catalogue `cache`, which is empty after the engine let go of its file: what is
known to be kept holds for one opening of the file.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from core.store.engine import Cursor, Engine
from core.store.query_log import Asked, query_log

if TYPE_CHECKING:
    from core.store.workspace import Workspace

MOST_TABLES = 150
MOST_RECIPES = 3_000
MOST_VALUES = 500
MOST_ROWS = 8_000_000
ALWAYS_KEPT = 16
Form = Literal["table", "view"]
Value = TypeVar("Value")
Given = ParamSpec("Given")


@dataclass
class Shelf:
    """What one workspace keeps: name -> (form, rows) and key -> value, the least recently asked for first.

    `opening`: the opening of the file in which the tables and views were made. `made_by`: the statements that made a
    table or view of that name, also of those that had to leave: a script of an answer tells how all that it stood on is
    made.
    """

    opening: int = 0
    kept: OrderedDict[str, tuple[Form, int]] = field(default_factory=OrderedDict)
    made_by: dict[str, tuple[Asked, ...]] = field(default_factory=dict)
    values: OrderedDict[object, object] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Reading:
    """One answer in the making: the data version it stands on, and what is known to be there already."""

    engine: Engine
    data_version: int
    made: set[str]
    values: dict[object, object] = field(default_factory=dict)


_shelves: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()
_shelving = threading.Lock()
_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def one_reading(
    answer: Callable[Concatenate[Workspace, Given], Value],
) -> Callable[Concatenate[Workspace, Given], Value]:
    """Let an answer, with all that it asks on its way, look up once which data version it stands on."""

    @wraps(answer)
    def answered(workspace: Workspace, *args: Given.args, **kwargs: Given.kwargs) -> Value:
        found = _reading.get()
        if found is not None and found.engine is workspace.engine:
            return answer(workspace, *args, **kwargs)
        token = _reading.set(_begun(workspace))
        try:
            return answer(workspace, *args, **kwargs)
        finally:
            _reading.reset(token)

    return cast("Callable[Concatenate[Workspace, Given], Value]", answered)


def _begun(workspace: Workspace) -> Reading:
    data_version, shelf = workspace.data_version, _shelf(workspace)  # the first has the file opened
    with shelf.lock:
        return Reading(workspace.engine, data_version, set(_kept(workspace, shelf)))


def _current(workspace: Workspace) -> Reading:
    found = _reading.get()
    return found if found is not None and found.engine is workspace.engine else _begun(workspace)


def cached(workspace: Workspace, form: Form, kind: str, key: object, make: Callable[[Cursor, str], None]) -> str:
    """The name of a derived table or view, made by `make(cursor, name)` where it is not there yet.

    `key` is everything the contents depend on beside the data, as a value with a stable `repr`; the data version is
    added here. The least recently used leave when there are too many tables or rows.
    """
    reading, shelf = _current(workspace), _shelf(workspace)
    shape = repr((reading.data_version, form, kind, key))
    short = f"{kind}_{hashlib.sha256(shape.encode()).hexdigest()[:24]}"
    name = f"cache.main.{short}"
    with shelf.lock:  # what was there when the answer began may have had to leave since
        stands = name in reading.made and name in shelf.kept
    if not stands:
        with workspace.making(short), workspace.engine.cursor() as cursor:
            with shelf.lock:  # the cursor keeps the file from being let go of
                stands = name in _kept(workspace, shelf)
            if not stands:
                _make(cursor, shelf, form, name, make)
        reading.made.add(name)
    with shelf.lock:
        if name in shelf.kept:
            shelf.kept.move_to_end(name)
    return name


def _make(cursor: Cursor, shelf: Shelf, form: Form, name: str, make: Callable[[Cursor, str], None]) -> None:
    with query_log() as log:
        make(cursor, name)
    with shelf.lock:
        shelf.kept[name] = (form, 0)
        shelf.made_by[name] = tuple(log)
        if len(shelf.made_by) > MOST_RECIPES:
            del shelf.made_by[next(iter(shelf.made_by))]
    rows = int(cursor.value(f"select count(*) from {name}")) if form == "table" else 0
    with shelf.lock:
        shelf.kept[name] = (form, rows)
        _make_room(cursor, shelf)


def made_view(workspace: Workspace, kind: str, query: str) -> str:
    """The name of a cached view of a query without values to bind."""

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create view {name} as {query}")

    return cached(workspace, "view", kind, query, make)


def remembered(workspace: Workspace, kind: str, key: object, compute: Callable[[], Value]) -> Value:
    """A small frozen value, computed where it is not there yet; `key` is hashable and as in `cached`."""
    shelf, place = _shelf(workspace), (_current(workspace).data_version, kind, key)
    with shelf.lock:
        if place in shelf.values:
            shelf.values.move_to_end(place)
            return cast("Value", shelf.values[place])
    value = compute()
    with shelf.lock:
        shelf.values[place] = value
        if len(shelf.values) > MOST_VALUES:
            shelf.values.popitem(last=False)
    return value


def holds(workspace: Workspace, query: str) -> bool:
    """Whether a query without values gives a row; asked once per data version."""
    return remembered(workspace, "holds", query, lambda: bool(workspace.engine.rows(query)))


def once(workspace: Workspace, key: object, compute: Callable[[], Value]) -> Value:
    """A value computed once per answer, for what also depends on the settings."""
    values = _current(workspace).values
    if key not in values:
        values[key] = compute()
    return cast("Value", values[key])


def made_by(workspace: Workspace, name: str) -> tuple[Asked, ...]:
    """The statements that made a cached table or view ("cache.main...."), in order; none where they are forgotten."""
    return _shelf(workspace).made_by.get(name, ())


def _shelf(workspace: Workspace) -> Shelf:
    with _shelving:
        return _shelves.setdefault(workspace.engine, Shelf())


def _kept(workspace: Workspace, shelf: Shelf) -> OrderedDict[str, tuple[Form, int]]:
    """What is there in this opening of the file; the shelf's lock is held."""
    if shelf.opening != workspace.engine.openings:
        shelf.opening = workspace.engine.openings
        shelf.kept.clear()
    return shelf.kept


def _make_room(cursor: Cursor, shelf: Shelf) -> None:
    """Drop the least recently used, but not what was asked for last: those tables may stand behind a view in use."""
    while len(shelf.kept) > MOST_TABLES or _rows(shelf) > MOST_ROWS:
        if len(shelf.kept) <= ALWAYS_KEPT:
            return
        name, (form, _) = shelf.kept.popitem(last=False)
        cursor.run(f"drop {form} if exists {name}")


def _rows(shelf: Shelf) -> int:
    return sum(rows for _, rows in shelf.kept.values())
