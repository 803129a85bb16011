"""What the engine was asked while somebody wanted to know: each statement with its values and its time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One statement that was run, with its bound values and the seconds that it took."""

    statement: str
    parameters: dict[str, object]
    seconds: float

    @property
    def values(self) -> str:
        """The bound values as text, names in order."""
        return ", ".join(f"${name} = {value}" for name, value in sorted(self.parameters.items()))


_logs: ContextVar[tuple[list[Asked], ...]] = ContextVar("query_logs", default=())


@contextmanager
def query_log() -> Iterator[list[Asked]]:
    """All that is asked within, by this thread, in order; a log around it has it too."""
    found: list[Asked] = []
    token = _logs.set((*_logs.get(), found))
    try:
        yield found
    finally:
        _logs.reset(token)


@contextmanager
def noted(statement: str, parameters: Mapping[str, object] | None) -> Iterator[None]:
    """Note a statement in all open logs, also where it fails; nothing is done where none is open."""
    logs = _logs.get()
    if not logs:
        yield
        return
    start = time.perf_counter()
    try:
        yield
    finally:
        asked = Asked(statement, dict(parameters or {}), time.perf_counter() - start)
        for log in logs:
            log.append(asked)
