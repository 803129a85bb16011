"""A workspace as one file, and back: a zip with a consistent copy of the database and the raw uploads."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from core.errors import WorkspaceError
from core.store.copies import copy_database, read_through
from core.store.disk import FULL, free_bytes, saving, storage_error
from core.store.engine import Engine
from core.store.last_write import NAME as NOTE
from core.store.last_write import note_write
from core.store.upgrade import SCHEMA_VERSION, upgrade
from core.store.workspace import FILE_NAME, Workspace, close_workspace, open_workspace

MANIFEST = "manifest.json"
FORMAT = "customer-pyramid-backup"
TABLES = {"meta", "settings", "batches", "sales", "customers", "customer_months"}
UPLOAD = re.compile(r"uploads/[0-9a-f]{64}")
DAMAGES = {"workspace_damaged", "workspace_behind", "workspace_unreadable"}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError)


def backup_workspace(workspace: Workspace, file: Path) -> int:
    """Write a workspace into a zip file, whole or not at all; gives its size in bytes.

    The database is copied in one transaction, so that an import at the same time is in it whole or not at all.
    Errors: WorkspaceError `backup_unwritable`, `disk_full`, `workspace_damaged`.
    """
    mark = uuid4().hex[:8]
    copy = workspace.spool / f"backup-{mark}.duckdb"
    partial = file.with_name(f".{file.name}.{mark}.part")
    try:
        copy_database(workspace.engine, copy)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            made.writestr(MANIFEST, json.dumps({"format": FORMAT, "schema_version": SCHEMA_VERSION}))
            made.write(copy, FILE_NAME)
            for upload in sorted(workspace.uploads.iterdir()):
                if UPLOAD.fullmatch(f"uploads/{upload.name}"):
                    made.write(upload, f"uploads/{upload.name}")
        partial.replace(file)
        return file.stat().st_size
    except OSError as error:
        detail = error.strerror or str(error)
        if FULL.search(detail):
            raise storage_error(partial, detail) from error
        raise WorkspaceError("backup_unwritable", file=str(file), detail=detail) from error
    finally:
        copy.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)


def restore_workspace(name: str, home: Path, file: Path, *, wait_seconds: float = 0) -> Workspace:
    """Replace a workspace by a backup, or create it from one; the workspace, open.

    The file is a backup, or a mere database such as the copies that are made before an upgrade, with which the uploads
    stay as they are. Everything is checked before anything is touched. Errors: WorkspaceError `backup_unreadable`,
    `backup_newer`, `backup_too_large` and those of `replace_workspace`.
    """
    if not file.is_file():
        raise WorkspaceError("backup_unreadable", file=str(file), detail="no such file")
    with _unpacked(file, home) as folder:
        _check_database(folder / FILE_NAME, file)
        return replace_workspace(name, home, folder, wait_seconds=wait_seconds)


def replace_workspace(name: str, home: Path, folder: Path, *, wait_seconds: float = 0) -> Workspace:
    """Put the database and the uploads of a closed workspace's folder in the place of a workspace; it, open.

    The database is exchanged in one step: whatever happens, the workspace is the old one or the new one. Its data
    version is larger than both were, so that no kept answer is taken for one of the new data. A database that is
    damaged is set aside. Where the folder has no uploads at all, those of the workspace stay. Errors: WorkspaceError
    `workspace_held`, `workspace_busy`, `workspace_newer`, `workspace_name`.
    """
    is_new = not (home / name / FILE_NAME).exists()
    workspace = _opened(name, home, wait_seconds)
    try:
        _raise_version(folder / FILE_NAME, workspace.data_version)
        kept = _move_uploads(folder / "uploads", workspace.uploads)
        workspace.engine.exchange_file(folder / FILE_NAME)
        note_write(workspace.engine)
    except BaseException:
        close_workspace(workspace)
        if is_new:
            shutil.rmtree(workspace.folder)
        raise
    if kept is not None:
        for upload in workspace.uploads.iterdir():
            if upload.name not in kept:
                upload.unlink()
    return workspace


def _opened(name: str, home: Path, wait_seconds: float) -> Workspace:
    """The workspace to be replaced; where its database is broken, an empty one in its place."""
    try:
        return open_workspace(name, home, create=True, wait_seconds=wait_seconds)
    except WorkspaceError as error:
        broken = home / name / FILE_NAME
        if error.code not in DAMAGES:
            raise
        for path in (broken, broken.with_name(f"{FILE_NAME}.wal"), broken.with_name(NOTE)):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.broken"))
        return open_workspace(name, home, create=True, wait_seconds=wait_seconds)


def _move_uploads(source: Path, target: Path) -> set[str] | None:
    """Move all uploads into a folder that may hold some of them; their names, None where there is no such folder."""
    if not source.exists():
        return None
    found = list(source.iterdir())
    for upload in found:
        upload.replace(target / upload.name)
    return {upload.name for upload in found}


@contextmanager
def _unpacked(file: Path, home: Path) -> Iterator[Path]:
    """The content of a backup in a folder of its own beside the workspaces, removed afterwards."""
    with saving(home):
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=".restore-", dir=home))
    try:
        try:
            with saving(folder):
                _unpack(file, folder)
        except BROKEN as error:
            raise WorkspaceError("backup_unreadable", file=str(file), detail=str(error)) from error
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(file: Path, folder: Path) -> None:
    if not zipfile.is_zipfile(file):
        shutil.copyfile(file, folder / FILE_NAME)
        return
    with zipfile.ZipFile(file) as packed:
        _check_content(packed, file, folder)
        packed.extractall(folder)  # the names were checked, the sums of the content are checked while reading
    (folder / "uploads").mkdir(exist_ok=True)


def _check_content(packed: zipfile.ZipFile, file: Path, folder: Path) -> None:
    names = packed.namelist()
    foreign = [name for name in names if name not in {MANIFEST, FILE_NAME} and not UPLOAD.fullmatch(name)]
    if foreign or len(set(names)) < len(names) or not {MANIFEST, FILE_NAME} <= set(names):
        raise WorkspaceError("backup_unreadable", file=str(file), detail=f"content: {', '.join(foreign[:3] or names)}")
    manifest = json.loads(packed.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="manifest")
    if int(manifest["schema_version"]) > SCHEMA_VERSION:
        raise WorkspaceError(
            "backup_newer", file=str(file), version=int(manifest["schema_version"]), known=SCHEMA_VERSION
        )
    size, free = sum(item.file_size for item in packed.infolist()), free_bytes(folder)
    if size > free:
        raise WorkspaceError("backup_too_large", file=str(file), bytes=size, free=free)


def _check_database(database: Path, file: Path) -> None:
    """Refuse an unpacked database that is none of ours, of a newer version, or damaged anywhere."""
    try:
        engine = Engine(database)
    except WorkspaceError as error:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="database") from error
    try:
        version = _version_of(engine, file)
        read_through(engine)
    except WorkspaceError as error:
        if error.code != "workspace_damaged":
            raise
        raise WorkspaceError("backup_unreadable", file=str(file), detail=str(error.fields["detail"])) from error
    finally:
        engine.close()
    if version > SCHEMA_VERSION:
        raise WorkspaceError("backup_newer", file=str(file), version=version, known=SCHEMA_VERSION)


def _version_of(engine: Engine, file: Path) -> int:
    tables = {row[0] for row in engine.rows("select table_name from duckdb_tables() where database_name <> 'cache'")}
    if not tables >= TABLES:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="tables")
    meta: dict[str, str] = dict(engine.rows("select name, value from meta"))
    try:
        version, _ = int(meta["schema_version"]), int(meta["data_version"])
    except (KeyError, ValueError) as error:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="version") from error
    return version


def _raise_version(database: Path, above: int) -> None:
    """Bring a database to this version of the tables, with a data version above its own and another."""
    engine = Engine(database)
    try:
        upgrade(engine)
        with engine.transaction() as cursor:
            own = int(cursor.value("select value from meta where name = 'data_version'"))
            version = str(max(own, above) + 1)
            cursor.run("update meta set value = $version where name = 'data_version'", {"version": version})
        engine.settle()
    finally:
        engine.close()
