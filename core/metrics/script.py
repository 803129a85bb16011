"""The statements behind an answer as one script that an analyst can run on a copy of the workspace's file.

What the app keeps for a while and asks again (`cache.main...`) is made in the script, in the order in which one stands
on the other; bound values are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.cached import made_by
from core.store.engine import literal

if TYPE_CHECKING:
    from core.metrics.results import Statement
    from core.store.workspace import Workspace

KEPT = re.compile(r"cache\.main\.(\w+)")
PLACE = re.compile(r"\$(\w+)")
CREATES = re.compile(r"^create (?:or replace )?(?:temp )?(table|view) cache\.main\.", re.IGNORECASE)


def script(workspace: Workspace, statements: Sequence[Statement]) -> str:
    """One SQL text: first what the statements stand on, then each statement under its name, with a semicolon."""
    parts, done = list[str](), set[str]()
    for statement in statements:
        _add_kept(workspace, statement.sql, parts, done)
        head = f"create or replace temp table {statement.fills} as\n" if statement.fills else ""
        parts.append(f"-- {statement.name}\n{head}{_local(written_out(statement.sql, statement.parameters))};")
    return "\n\n".join(parts) + "\n"


def _add_kept(workspace: Workspace, sql: str, parts: list[str], done: set[str]) -> None:
    for name in dict.fromkeys(KEPT.findall(sql)):
        if name in done:
            continue
        done.add(name)
        for made in made_by(workspace, f"cache.main.{name}"):
            _add_kept(workspace, made.statement, parts, done)
            text = CREATES.sub(r"create or replace temp \1 cache.main.", made.statement)
            parts.append(f"{_local(written_out(text, made.parameters))};")


def _local(sql: str) -> str:
    return KEPT.sub(r"\1", sql)


def written_out(sql: str, parameters: Mapping[str, object]) -> str:
    """A statement with its bound values in their places."""
    return PLACE.sub(lambda found: _written(parameters[found[1]]) if found[1] in parameters else found[0], sql)


def _written(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(_written, value))}]"
    return literal(str(value))
