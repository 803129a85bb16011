"""A workspace: a folder with one DuckDB file and the raw uploads. Opened once per process, shared by all sessions."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from core.errors import WorkspaceError
from core.settings import Settings
from core.store.disk import BACKUPS, damage, saving
from core.store.engine import Cursor, Engine
from core.store.last_write import check_last_write, note_write
from core.store.upgrade import make_file, upgrade

if TYPE_CHECKING:
    from core.metrics.results import Month

FILE_NAME = "workspace.duckdb"
NAME_RULE = re.compile(r"[\w][\w .-]{0,63}")
DEFAULT_HOME = Path("data")
LEFT_SECONDS = 24 * 3600
LEFT_INSIDE = ("spool/*", "uploads/*.part", "refusals/*.part", f"{BACKUPS}/.*.part", ".new-*", ".last-write*.part")
LEFT_BESIDE = (".restore-*", ".sample-*", ".deleted-*")


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
        """Where files are put while they are read; emptied by whoever fills it, or after a day."""
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
        from core.metrics.results import Month

        query = (
            "select month, min(first_line_date), max(last_line_date), sum(lines), sum(gross_orders), sum(net_amount) "
            "from customer_months group by month order by month"
        )
        return [Month(row[0], row[1], row[2], int(row[3]), int(row[4]), row[5]) for row in self.engine.rows(query)]

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """A transaction that changes data, one at a time; the data version moves with it.

        Errors: WorkspaceError `disk_full`, also for files that are written beside it.
        """
        with self._write, saving(self.folder):
            with self.engine.transaction() as cursor:
                yield cursor
                cursor.run(BUMP)
            note_write(self.engine)

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
    """The workspace of that name; one object per process and folder. Once `idle_seconds` is said it holds.

    Errors: `workspace_name` for a name that cannot be a folder, `workspace_missing`, `workspace_held` when another
    process has it (after waiting), `workspace_newer` when a newer version wrote it, `workspace_damaged`,
    `workspace_behind` where what was last written is not in it, `workspace_unreadable`, `place_closed`, `place_odd`,
    `disk_full`.
    """
    if not NAME_RULE.fullmatch(name):
        raise WorkspaceError("workspace_name", name=name)
    folder = (home / name).resolve()
    if "?" in str(folder):  # the engine takes what follows for a parameter, and its log would lie elsewhere
        raise WorkspaceError("place_odd", path=str(folder), sign="?")
    file = folder / FILE_NAME
    with _opening, saving(folder):
        found = _open.get(folder)
        if found is not None and file.exists():
            found.engine.idle_seconds = found.engine.idle_seconds or idle_seconds
            return found
        engine = _waited_engine(file, home, create, wait_seconds, idle_seconds, memory_limit)
        _prepare(engine)
        _sweep(folder)
        _open[folder] = Workspace(name, folder, engine)
        return _open[folder]


def close_workspace(workspace: Workspace) -> None:
    """Let go of the file; `open_workspace` opens it anew."""
    with _opening:
        workspace.engine.close()
        _open.pop(workspace.folder, None)


def delete_workspace(workspace: Workspace) -> None:
    """Remove the workspace with all its files; somebody who waits for it will find none, or make a new one."""
    removed = workspace.folder.with_name(f".deleted-{uuid4().hex}")
    with suppress(OSError):  # while it is held, so that nobody gets hold of it in between; Windows does not let us
        workspace.folder.rename(removed)
    close_workspace(workspace)
    if not removed.exists():
        workspace.folder.rename(removed)
    shutil.rmtree(removed)


def _waited_engine(
    file: Path, home: Path, create: bool, wait_seconds: float, idle_seconds: float | None, memory_limit: str
) -> Engine:
    end = time.monotonic() + wait_seconds
    while True:
        if not file.exists():
            if not create:
                name, names = file.parent.name, ", ".join(workspace_names(home))
                raise WorkspaceError("workspace_missing", name=name, home=str(home), names=names)
            _create(file, memory_limit)
        try:
            return Engine(file, memory_limit=memory_limit, idle_seconds=idle_seconds)
        except WorkspaceError as error:
            is_gone = not file.exists()  # whoever held it has removed it
            if (error.code != "workspace_held" and not is_gone) or time.monotonic() >= end:
                raise
            time.sleep(0.25)


def _create(file: Path, memory_limit: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    log = file.with_name(f"{FILE_NAME}.wal")
    if log.exists():
        raise damage(file, f"the file is missing, its log {log.name} is there")
    make_file(file, memory_limit)


def _prepare(engine: Engine) -> None:
    """Bring the tables up to this version and make sure that nothing that was written is lacking; else let go."""
    try:
        _check_tables(engine)
        upgrade(engine, engine.path.parent / BACKUPS)
        check_last_write(engine)
    except BaseException:
        engine.close()
        raise


def _check_tables(engine: Engine) -> None:
    """A file is only ever put in its place with its tables: one without has lost them."""
    if not engine.rows("select 1 from duckdb_tables() where table_name = 'meta' and database_name <> 'cache'"):
        raise damage(engine.path, "it holds no tables of a workspace")


def _sweep(folder: Path) -> None:
    """Remove what processes that were stopped have left behind; a day old, so that nobody can still be at it."""
    inside = [path for pattern in LEFT_INSIDE for path in folder.glob(pattern)]
    beside = [path for pattern in LEFT_BESIDE for path in folder.parent.glob(pattern)]
    for path in (*inside, *beside):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime < LEFT_SECONDS:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
