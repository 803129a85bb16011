"""A workspace: a folder with one DuckDB file and the raw uploads. Opened once per process, shared by all sessions."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import WorkspaceError
from core.metrics.results import Month
from core.settings import Settings
from core.store.engine import Cursor, Engine, sql_text

FILE_NAME = "workspace.duckdb"
SCHEMA_VERSION = 1
NAME_RULE = re.compile(r"[\w][\w .-]{0,63}")
DEFAULT_HOME = Path("data")


BUMP = "update meta set value = cast(cast(value as INTEGER) + 1 as VARCHAR) where name = 'data_version'"


@dataclass
class Workspace:
    """An open workspace. `data_version` changes with every batch that is written or undone."""

    name: str
    folder: Path
    engine: Engine
    _making: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _write: threading.Lock = field(default_factory=threading.Lock)

    @property
    def uploads(self) -> Path:
        """Where raw uploads are kept, named by content hash."""
        return self._folder("uploads")

    @property
    def spool(self) -> Path:
        """Where files are put while they are read; emptied by whoever fills it."""
        return self._folder("spool")

    @property
    def data_version(self) -> int:
        """A number that grows with every change of the data."""
        return int(self.engine.rows("select value from meta where name = 'data_version'")[0][0])

    def settings(self) -> Settings:
        """The settings of this workspace, defaults where none were saved."""
        found = self.engine.rows("select value from settings where name = 'settings'")
        return Settings.from_json(found[0][0]) if found else Settings()

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        with self.engine.transaction() as cursor:
            cursor.run("delete from settings where name = 'settings'")
            cursor.run("insert into settings values ('settings', $value)", {"value": settings.to_json()})

    def months(self) -> list[Month]:
        """The months that have lines, oldest first."""
        query = (
            "select month, min(first_line_date), max(last_line_date), sum(lines), sum(gross_orders), sum(net_amount) "
            "from customer_months group by month order by month"
        )
        return [Month(row[0], row[1], row[2], int(row[3]), int(row[4]), row[5]) for row in self.engine.rows(query)]

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """A transaction that changes data, one at a time; the data version moves with it."""
        with self._write, self.engine.transaction() as cursor:
            yield cursor
            cursor.run(BUMP)

    @contextmanager
    def making(self, name: str) -> Iterator[None]:
        """One maker at a time for a derived table of that name."""
        with self._guard:
            lock = self._making.setdefault(name, threading.Lock())
        with lock:
            yield

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


_open: dict[Path, Workspace] = {}
_opening = threading.Lock()


def workspace_names(home: Path = DEFAULT_HOME) -> list[str]:
    """The names of the workspaces under `home`, sorted."""
    return sorted(path.parent.name for path in home.glob(f"*/{FILE_NAME}"))


def open_workspace(
    name: str,
    home: Path = DEFAULT_HOME,
    *,
    create: bool = False,
    wait_seconds: float = 0,
    idle_seconds: float | None = None,
    memory_limit: str = "1GB",
) -> Workspace:
    """The workspace of that name; one object per process and folder.

    Errors: `workspace_name` for a name that cannot be a folder, `workspace_missing`, `workspace_held` when another
    process has it (after waiting), `workspace_unreadable`, `workspace_newer` when a newer version wrote it.
    """
    if not NAME_RULE.fullmatch(name):
        raise WorkspaceError("workspace_name", name=name)
    folder = (home / name).resolve()
    with _opening:
        found = _open.get(folder)
        if found is not None and (folder / FILE_NAME).exists():
            return found
        if not (folder / FILE_NAME).exists() and not create:
            raise WorkspaceError("workspace_missing", name=name, home=str(home), names=", ".join(workspace_names(home)))
        folder.mkdir(parents=True, exist_ok=True)
        engine = _waited_engine(folder / FILE_NAME, wait_seconds, idle_seconds, memory_limit)
        _prepare(engine)
        _open[folder] = Workspace(name, folder, engine)
        return _open[folder]


def close_workspace(workspace: Workspace) -> None:
    """Let go of the file; `open_workspace` opens it anew."""
    with _opening:
        workspace.engine.close()
        _open.pop(workspace.folder, None)


def delete_workspace(workspace: Workspace) -> None:
    """Remove the workspace with all its files."""
    close_workspace(workspace)
    shutil.rmtree(workspace.folder)


def _waited_engine(path: Path, wait_seconds: float, idle_seconds: float | None, memory_limit: str) -> Engine:
    end = time.monotonic() + wait_seconds
    while True:
        try:
            return Engine(path, memory_limit=memory_limit, idle_seconds=idle_seconds)
        except WorkspaceError as error:
            if error.code != "workspace_held" or time.monotonic() >= end:
                raise
            time.sleep(0.25)


def _prepare(engine: Engine) -> None:
    present = engine.rows("select 1 from duckdb_tables() where table_name = 'meta' and database_name <> 'cache'")
    if not present:
        with engine.transaction() as cursor:
            cursor.run(sql_text(Path(__file__).with_name("tables.sql")))
            cursor.run(f"insert into meta values ('schema_version', '{SCHEMA_VERSION}'), ('data_version', '1')")
        return
    version = int(engine.rows("select value from meta where name = 'schema_version'")[0][0])
    if version > SCHEMA_VERSION:
        engine.close()
        raise WorkspaceError("workspace_newer", version=version, known=SCHEMA_VERSION)
