"""The only door to a database. Nothing else imports duckdb."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb

from core.errors import WorkspaceError
from core.store.disk import disk_error, opening_error, storage_error
from core.store.gaps import vacuum_tasks
from core.store.query_log import noted

if TYPE_CHECKING:
    import pandas as pd

Parameters = Mapping[str, object]
Row = tuple[Any, ...]
BROKEN_OFF = (duckdb.FatalException, duckdb.InternalException)
KEPT_ROW_GROUP = 20_480  # a core takes a group at a time: of 100,000 customers in one, the others would see none
OF_THE_DISK = (*BROKEN_OFF, duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException)


def quoted(identifier: str) -> str:
    """An identifier made safe for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal made safe for SQL, for the few places where a value cannot be bound."""
    return "'" + text.replace("'", "''") + "'"


@cache
def sql_text(path: Path) -> str:
    """The text of a `.sql` file beside the function of the same name."""
    return path.read_text(encoding="utf-8")


class Engine:
    """One database file, one connection for the process; every use gets a cursor of its own.

    With `idle_seconds` the file is let go when nobody has used it for so long, and opened again on the next use, so
    that another process can have it in between. `openings`: how often that was; `cache` is empty after each.
    """

    def __init__(self, path: Path, memory_limit: str = "1GB", idle_seconds: float | None = None) -> None:
        """Open or create the file at `path`; files may be read and written under its folder only."""
        self.path = path
        self._memory_limit, self.idle_seconds = memory_limit, idle_seconds
        self._lock = threading.Lock()
        self._users, self.openings, self._is_broken = 0, 0, False
        self._timer: threading.Timer | None = None
        self._last_used = time.monotonic()
        self._connection: duckdb.DuckDBPyConnection | None = self._connect()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        config: dict[str, Any] = {
            "autoload_known_extensions": "false",
            "autoinstall_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": self._memory_limit,
            "temp_directory": str(self.path.parent / "spill"),
            "preserve_insertion_order": "false",
        }
        try:
            connection = duckdb.connect(str(self.path), config=config)
            connection.execute(f"set max_vacuum_tasks={vacuum_tasks(lambda q: connection.execute(q).fetchall())}")
        except duckdb.Error as error:
            raise opening_error(self.path, str(error)) from error
        folder = literal(str(self.path.parent.resolve()) + os.sep)
        connection.execute(f"attach ':memory:' as cache (row_group_size {KEPT_ROW_GROUP})")
        connection.execute(f"set allowed_directories=[{folder}]; set enable_external_access=false")
        connection.execute("set lock_configuration=true")
        self.openings += 1
        return connection

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor for one use, closed afterwards."""
        with self._lock:
            if self._connection is None:
                self._connection = self._connect()
            raw = self._connection.cursor()
            self._users += 1
        cursor = Cursor(raw, self.path)
        try:
            yield cursor
        finally:
            raw.close()
            with self._lock:
                self._users -= 1
                self._last_used = time.monotonic()
                self._is_broken = self._is_broken or cursor.is_fatal
                if self._is_broken and not self._users:
                    self._let_go()
                self._watch_idle()

    def _watch_idle(self) -> None:
        """See to it that one timer runs as long as the file is held; the lock is held."""
        if self.idle_seconds is None or self._connection is None or self._timer is not None:
            return
        left = self._last_used + self.idle_seconds - time.monotonic()
        self._timer = threading.Timer(max(left, 0) + 0.1, self._close_idle)
        self._timer.daemon = True
        self._timer.start()

    def _close_idle(self) -> None:
        with self._lock:
            self._timer = None
            if not self._users:  # else whoever ends sees to it
                if time.monotonic() - self._last_used >= (self.idle_seconds or 0):
                    self._let_go()
                self._watch_idle()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._is_broken = False

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """A cursor in a transaction: all or nothing."""
        with self.cursor() as cursor:
            cursor.run("begin transaction")
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.run("commit")

    def rows(self, query: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a query as tuples."""
        with self.cursor() as cursor:
            return cursor.rows(query, parameters)

    def frame(self, query: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """A query as a pandas frame; DECIMAL columns become `decimal.Decimal` objects, dates become `datetime.date`."""
        with self.cursor() as cursor:
            return cursor.frame(query, parameters)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            self._let_go()

    def settle(self) -> None:
        """Let go of the file with all that was committed written into it; WorkspaceError `disk_full`."""
        with self.cursor() as cursor:
            cursor.run("checkpoint")  # letting go alone would keep quiet about a disk that is full
        self.close()

    def exchange_file(self, path: Path, wait_seconds: float = 10) -> None:
        """Put another file in the place of this one, in one step, when nobody uses it; the next use opens it.

        Errors: WorkspaceError `workspace_busy` (somebody still uses it), `storage_failed` (it cannot be let go of).
        """
        end = time.monotonic() + wait_seconds
        while True:
            with self._lock:
                if not self._users:
                    self._exchange(path)
                    return
            if time.monotonic() >= end:
                raise WorkspaceError("workspace_busy")
            time.sleep(0.05)

    def _exchange(self, path: Path) -> None:
        self._let_go()
        for file in (self.path, path):
            if file.with_name(file.name + ".wal").exists():  # a log that was not written out belongs to its file
                raise storage_error(self.path, f"{file.name}.wal")
        path.replace(self.path)


class Cursor:
    """One use of the engine. `is_fatal`: the engine broke off and has to open its file anew."""

    def __init__(self, raw: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._raw = raw
        self._path = path
        self.is_fatal = False

    def run(self, statement: str, parameters: Parameters | None = None) -> None:
        """Execute a statement for its effect."""
        with self._worded():
            self._execute(statement, parameters)

    def rows(self, query: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a query as tuples."""
        with self._worded():
            return self._execute(query, parameters).fetchall()

    def row(self, query: str, parameters: Parameters | None = None) -> Row:
        """The single row of a query."""
        found = self.rows(query, parameters)
        if len(found) != 1:
            raise LookupError(f"one row expected, {len(found)} found")
        return found[0]

    def value(self, query: str, parameters: Parameters | None = None) -> Any:
        """The single value of a query."""
        return self.row(query, parameters)[0]

    def changed(self, statement: str, parameters: Parameters | None = None) -> int:
        """How many rows an insert, delete or update touched."""
        found = self.rows(statement, parameters)
        return int(found[0][0]) if found else 0

    def frame(self, query: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """A query as a pandas frame (see `Engine.frame`)."""
        with self._worded(), noted(query, parameters):
            table: Any = self._raw.sql(query, params=dict(parameters) if parameters else None).to_arrow_table()
        return cast("pd.DataFrame", table.to_pandas())

    def numpy(self, query: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """A query as numpy arrays by column."""
        with self._worded():
            return self._execute(query, parameters).fetchnumpy()

    def rollback(self) -> None:
        """Undo the open transaction; silent where the engine has already done so."""
        with suppress(duckdb.TransactionException, duckdb.FatalException):
            self._raw.execute("rollback")

    def _execute(self, statement: str, parameters: Parameters | None) -> duckdb.DuckDBPyConnection:
        with noted(statement, parameters):
            return self._raw.execute(statement, dict(parameters) if parameters else None)

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """What the disk refuses, or gives back damaged, becomes an error for a person; the rest stays as it is."""
        try:
            yield
        except duckdb.Error as error:
            self.is_fatal = self.is_fatal or isinstance(error, BROKEN_OFF)
            of_the_disk = isinstance(error, OF_THE_DISK) or type(error) is duckdb.Error  # others may cite values
            worded = disk_error(self._path, str(error)) if of_the_disk else None
            if worded is None and not isinstance(error, duckdb.IOException):
                raise
            raise worded or storage_error(self._path, str(error)) from error
