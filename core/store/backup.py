"""A workspace as one file, and back: a zip with a consistent copy of the database and the raw uploads."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from core.errors import WorkspaceError
from core.store.engine import Engine, literal, quoted
from core.store.workspace import FILE_NAME, SCHEMA_VERSION, Workspace, close_workspace, open_workspace

MANIFEST = "manifest.json"
FORMAT = "customer-pyramid-backup"
TABLES = {"meta", "settings", "batches", "sales", "customers", "customer_months"}
UPLOAD = re.compile(r"uploads/[0-9a-f]{64}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError)


def backup_workspace(workspace: Workspace, file: Path) -> int:
    """Write a workspace into a zip file, whole or not at all; gives its size in bytes.

    The database is copied in one transaction, so that an import at the same time is in it whole or not at all.
    Errors: WorkspaceError `backup_unwritable`, `storage_failed`.
    """
    copy = workspace.spool / f"backup-{os.getpid()}-{id(file)}.duckdb"
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with workspace.making("backup"), workspace.engine.cursor() as cursor:
            cursor.run(f"attach {literal(str(copy))} as backup_copy")
            try:
                cursor.run(f"copy from database {quoted(Path(FILE_NAME).stem)} to backup_copy")
            finally:
                cursor.run("detach backup_copy")
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            made.writestr(MANIFEST, json.dumps({"format": FORMAT, "schema_version": SCHEMA_VERSION}))
            made.write(copy, FILE_NAME)
            for upload in sorted(workspace.uploads.iterdir()):
                if UPLOAD.fullmatch(f"uploads/{upload.name}"):
                    made.write(upload, f"uploads/{upload.name}")
        partial.replace(file)
        return file.stat().st_size
    except OSError as error:
        raise WorkspaceError("backup_unwritable", file=str(file), detail=error.strerror or str(error)) from error
    finally:
        copy.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)


def restore_workspace(name: str, home: Path, file: Path, *, wait_seconds: float = 0) -> Workspace:
    """Replace a workspace by a backup, or create it from one; the workspace, open.

    Everything is checked before anything is touched. Errors: WorkspaceError `backup_unreadable`, `backup_newer`,
    `backup_too_large` and those of `replace_workspace`.
    """
    if not file.is_file():
        raise WorkspaceError("backup_unreadable", file=str(file), detail="no such file")
    with _unpacked(file, home) as folder:
        _check_database(folder / FILE_NAME, file)
        return replace_workspace(name, home, folder, wait_seconds=wait_seconds)


def replace_workspace(name: str, home: Path, folder: Path, *, wait_seconds: float = 0) -> Workspace:
    """Put the database and the uploads of a closed workspace's folder in the place of a workspace; it, open.

    The database is exchanged in one step: whatever happens, the workspace is the old one or the new one. Its data
    version is larger than both were, so that no kept answer is taken for one of the new data. A database that cannot
    be opened is set aside. Errors: WorkspaceError `workspace_held`, `workspace_busy`, `workspace_newer`,
    `workspace_name`.
    """
    is_new = not (home / name / FILE_NAME).exists()
    workspace = _opened(name, home, wait_seconds)
    try:
        _raise_version(folder / FILE_NAME, workspace.data_version)
        kept = _move_uploads(folder / "uploads", workspace.uploads)
        workspace.engine.exchange_file(folder / FILE_NAME)
    except BaseException:
        close_workspace(workspace)
        if is_new:
            shutil.rmtree(workspace.folder)
        raise
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
        if error.code != "workspace_unreadable" or not broken.is_file():
            raise
        for path in (broken, broken.with_name(f"{FILE_NAME}.wal")):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.broken"))
        return open_workspace(name, home, create=True, wait_seconds=wait_seconds)


def _move_uploads(source: Path, target: Path) -> set[str]:
    """Move all uploads into a folder that may hold some of them; their names."""
    found = list(source.iterdir()) if source.exists() else []
    for upload in found:
        upload.replace(target / upload.name)
    return {upload.name for upload in found}


@contextmanager
def _unpacked(file: Path, home: Path) -> Iterator[Path]:
    """The content of a backup in a folder of its own beside the workspaces, removed afterwards."""
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=".restore-", dir=home))
    try:
        try:
            with zipfile.ZipFile(file) as packed:
                _check_content(packed, file, folder)
                packed.extractall(folder)  # the names were checked, the sums of the content are checked while reading
        except BROKEN as error:
            raise WorkspaceError("backup_unreadable", file=str(file), detail=str(error)) from error
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
    size, free = sum(item.file_size for item in packed.infolist()), shutil.disk_usage(folder).free
    if size > free:
        raise WorkspaceError("backup_too_large", file=str(file), bytes=size, free=f"{free / 1_000_000:,.1f} MB")


def _check_database(database: Path, file: Path) -> None:
    """Refuse an unpacked database that is none of ours, or of a newer version."""
    try:
        engine = Engine(database)
    except WorkspaceError as error:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="database") from error
    try:
        tables = {
            row[0] for row in engine.rows("select table_name from duckdb_tables() where database_name <> 'cache'")
        }
        if not tables >= TABLES:
            raise WorkspaceError("backup_unreadable", file=str(file), detail="tables")
        meta: dict[str, str] = dict(engine.rows("select name, value from meta"))
        version, _ = int(meta["schema_version"]), int(meta["data_version"])
    except (KeyError, ValueError) as error:
        raise WorkspaceError("backup_unreadable", file=str(file), detail="version") from error
    finally:
        engine.close()
    if version > SCHEMA_VERSION:
        raise WorkspaceError("backup_newer", file=str(file), version=version, known=SCHEMA_VERSION)


def _raise_version(database: Path, above: int) -> None:
    """Give a database a data version above its own and another."""
    engine = Engine(database)
    with engine.transaction() as cursor:
        own = int(cursor.value("select value from meta where name = 'data_version'"))
        version = str(max(own, above) + 1)
        cursor.run("update meta set value = $version where name = 'data_version'", {"version": version})
    engine.close()
