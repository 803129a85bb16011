"""What the engine was asked while somebody wanted to know: each statement with its values and its time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One statement that was run, with its bound values as text (names in order) and the seconds that it took."""

    statement: str
    values: str
    seconds: float


_log: ContextVar[list[Asked] | None] = ContextVar("query_log", default=None)


@contextmanager
def query_log() -> Iterator[list[Asked]]:
    """All that is asked within, by this thread, in order; a log within a log has its own."""
    found: list[Asked] = []
    token = _log.set(found)
    try:
        yield found
    finally:
        _log.reset(token)


@contextmanager
def noted(statement: str, parameters: Mapping[str, object] | None) -> Iterator[None]:
    """Note a statement in the open log, also where it fails; nothing is done where none is open."""
    log = _log.get()
    if log is None:
        yield
        return
    start = time.perf_counter()
    try:
        yield
    finally:
        values = ", ".join(f"${name} = {value}" for name, value in sorted((parameters or {}).items()))
        log.append(Asked(statement, values, time.perf_counter() - start))
