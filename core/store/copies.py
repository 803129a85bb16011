"""A copy of a database file, of one moment, while it is in use."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from core.store.engine import Engine, literal, quoted


def copy_database(engine: Engine, file: Path) -> None:
    """Write what stands in a database into a new file, whole or not at all; what is imported meanwhile is not in it.

    The file has to lie where the engine may write. Errors: WorkspaceError `disk_full`, `place_closed`,
    `workspace_damaged`.
    """
    partial = file.with_name(f".{file.name}.part")
    log = partial.with_name(f"{partial.name}.wal")
    partial.unlink(missing_ok=True)
    try:
        with engine.cursor() as cursor:
            name = quoted(f"copy-{uuid4().hex}")  # others may be copying too
            cursor.run(f"attach {literal(str(partial))} as {name}")
            try:
                cursor.run(f"copy from database {quoted(engine.path.stem)} to {name}")
            finally:
                cursor.run(f"detach {name}")
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
        log.unlink(missing_ok=True)


def read_through(engine: Engine) -> None:
    """Read every value of a database once; WorkspaceError `workspace_damaged` where one cannot be read."""
    with engine.cursor() as cursor:
        tables = cursor.rows("select table_name from duckdb_tables() where database_name <> 'cache' order by 1")
        for (name,) in tables:
            cursor.rows(f"select count(hash(t)) from {quoted(name)} t")
