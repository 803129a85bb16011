"""The tables of a workspace file: made at once in a new file, brought up step by step in an older one.

`tables.sql` makes a new file, `upgrade_N.sql` makes version N of version N - 1; both have to lead to the same tables.
To change a table, change it in `tables.sql` and write the next `upgrade_N.sql`.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from core.errors import WorkspaceError
from core.store.copies import copy_database
from core.store.engine import Engine, sql_text

HERE = Path(__file__).parent
SCHEMA_VERSION = max(int(path.stem.rpartition("_")[2]) for path in HERE.glob("upgrade_*.sql"))
VERSION = "select cast(value as INTEGER) from meta where name = 'schema_version'"


def make_file(path: Path, memory_limit: str) -> None:
    """Make a workspace file with empty tables; one that somebody else makes at the same moment stays.

    It is made under another name and put in its place when it is whole, so that there is never a half of it.
    """
    new = path.with_name(f".new-{os.getpid()}.duckdb")
    new.unlink(missing_ok=True)  # of a process of the same number, that was stopped
    engine = Engine(new, memory_limit=memory_limit)
    try:
        with engine.transaction() as cursor:
            cursor.run(sql_text(HERE / "tables.sql"))
            cursor.run(
                f"insert into meta values ('schema_version', '{SCHEMA_VERSION}'), ('data_version', '1'), "
                "('identity', cast(gen_random_uuid() as VARCHAR))"
            )
        engine.settle()
        _put(new, path)
    finally:
        engine.close()
        for left in (new, new.with_name(f"{new.name}.wal")):
            left.unlink(missing_ok=True)


def _put(new: Path, path: Path) -> None:
    """Give a file its name, unless there is one of that name."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            new.rename(path)


def upgrade(engine: Engine, copies: Path | None = None) -> None:
    """Bring a file to `SCHEMA_VERSION`, each step whole or not at all; before that a copy is put into `copies`.

    Errors: WorkspaceError `workspace_newer` (version, known); `disk_full` where there is no room for the copy.
    """
    version = int(engine.rows(VERSION)[0][0])
    if version > SCHEMA_VERSION:
        raise WorkspaceError("workspace_newer", version=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION and copies is not None:
        copies.mkdir(exist_ok=True)
        copy_database(engine, copies / f"format-{version}-{datetime.now(UTC):%Y%m%d-%H%M%S}.duckdb")
    for number in range(version + 1, SCHEMA_VERSION + 1):
        with engine.transaction() as cursor:
            cursor.run(sql_text(HERE / f"upgrade_{number}.sql"))
            cursor.run(f"update meta set value = '{number}' where name = 'schema_version'")
