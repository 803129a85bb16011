"""A backup brings everything back; a bad one changes nothing."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import WorkspaceError
from core.store import backup
from core.store.backup import backup_workspace, restore_workspace
from core.store.engine import Engine
from core.store.workspace import Workspace, close_workspace, open_workspace
from tests.support import workspace_with

HASH = "a" * 64
OTHER = "b" * 64


def _filled(home: Path, name: str, amount: int) -> Workspace:
    lines = [{"order_id": "1", "order_date": date(2024, 1, 3), "customer_id": "A", "amount": amount}]
    workspace = workspace_with(home, lines, name=name)
    workspace.save_settings(replace(workspace.settings(), title=f"{name} {amount}"))
    return workspace


def _state(workspace: Workspace) -> tuple[Decimal, str, list[str]]:
    amount = workspace.engine.rows("select sum(net_amount) from customer_months")[0][0]
    return amount, workspace.settings().title, sorted(item.name for item in workspace.uploads.iterdir())


def test_everything_comes_back(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    (workspace.uploads / HASH).write_bytes(b"raw")
    (workspace.uploads / "unfinished.part").write_bytes(b"half")
    file = tmp_path / "b.zip"
    assert backup_workspace(workspace, file) == file.stat().st_size
    assert list(workspace.spool.iterdir()) == []
    version = workspace.data_version
    with workspace.writing() as cursor:
        cursor.run("delete from customer_months")
    (workspace.uploads / HASH).unlink()
    (workspace.uploads / OTHER).write_bytes(b"later")

    restored = restore_workspace("main", tmp_path, file)

    assert _state(restored) == (Decimal(100), "main 100", [HASH])
    assert (restored.uploads / HASH).read_bytes() == b"raw"
    assert restored.data_version > version + 1  # above both, so that no kept answer fits
    assert open_workspace("main", tmp_path) is restored
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".")] == []


def test_an_open_workspace_goes_on_with_the_restored_data(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    file = tmp_path / "b.zip"
    backup_workspace(workspace, file)
    with workspace.writing() as cursor:
        cursor.run("delete from customer_months")
    restore_workspace("main", tmp_path, file)
    assert _state(workspace)[0] == Decimal(100)


def test_a_backup_makes_a_new_workspace(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    backup_workspace(_filled(tmp_path, "main", 7), file)
    copy = restore_workspace("copy", tmp_path, file)
    with copy.writing() as cursor:
        cursor.run("delete from customer_months")
    assert _state(open_workspace("main", tmp_path))[0] == Decimal(7)


def _rewritten(source: Path, target: Path, changes: dict[str, bytes | None]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return target


def _bad_files(folder: Path, good: Path) -> dict[str, Path]:
    whole = good.read_bytes()
    damaged = bytearray(whole)
    damaged[len(damaged) // 2] ^= 0xFF
    made = {"truncated": whole[: len(whole) // 2], "text": b"not a zip", "empty": b"", "damaged": bytes(damaged)}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    manifest = json.dumps({"format": backup.FORMAT, "schema_version": 99}).encode()
    rewritten = {
        "newer": {backup.MANIFEST: manifest},
        "foreign manifest": {backup.MANIFEST: b'{"format": "other", "schema_version": 1}'},
        "no manifest": {backup.MANIFEST: None},
        "manifest without format": {backup.MANIFEST: b"{}"},
        "manifest is a list": {backup.MANIFEST: b"[]"},
        "no database": {"workspace.duckdb": None},
        "foreign database": {"workspace.duckdb": b"x" * 5000},
        "outside": {"../evil": b"x"},
        "absolute": {"/tmp/evil": b"x"},
        "upload outside": {"uploads/../../evil": b"x"},
    }
    for name, changes in rewritten.items():
        _rewritten(good, folder / name, changes)
    return {name: folder / name for name in (*made, *rewritten)} | {"none": folder / "absent"}


def test_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "files"
    folder.mkdir()
    workspace = _filled(home, "main", 100)
    (workspace.uploads / HASH).write_bytes(b"raw")
    good = tmp_path / "b.zip"
    backup_workspace(workspace, good)
    before, version = _state(workspace), workspace.data_version
    for name, file in _bad_files(folder, good).items():
        for target in ("main", "fresh"):
            with pytest.raises(WorkspaceError) as caught:
                restore_workspace(target, home, file)
            assert caught.value.code == ("backup_newer" if name == "newer" else "backup_unreadable"), name
        assert [item.name for item in home.iterdir()] == ["main"], name
        assert (_state(workspace), workspace.data_version) == (before, version), name
    assert not (tmp_path / "evil").exists()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    with workspace.engine.transaction() as cursor:
        cursor.run("update meta set value = '99' where name = 'schema_version'")
    file = tmp_path / "b.zip"
    backup_workspace(workspace, file)
    with pytest.raises(WorkspaceError, match="backup_newer"):
        restore_workspace("other", tmp_path, file)


def test_a_fault_while_exchanging_leaves_the_old_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = _filled(tmp_path, "main", 100)
    file = tmp_path / "b.zip"
    backup_workspace(_filled(tmp_path, "other", 5), file)

    def fault(*_: object) -> None:
        raise OSError("no more space")

    monkeypatch.setattr(Engine, "_exchange", fault)
    for name in ("main", "fresh"):
        with pytest.raises(OSError, match="no more space"):
            restore_workspace(name, tmp_path, file)
    monkeypatch.undo()
    assert _state(open_workspace("main", tmp_path))[0] == Decimal(100)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["b.zip", "main", "other"]
    assert workspace.name == "main"


def test_a_broken_workspace_can_be_restored(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    file = tmp_path / "b.zip"
    backup_workspace(workspace, file)
    close_workspace(workspace)
    database = tmp_path / "main" / "workspace.duckdb"
    database.write_bytes(b"x" * 9000)
    assert _state(restore_workspace("main", tmp_path, file))[0] == Decimal(100)
    assert (tmp_path / "main" / "workspace.duckdb.broken").read_bytes() == b"x" * 9000


def test_a_workspace_in_use_is_not_exchanged(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    new = tmp_path / "new.duckdb"
    Engine(new).close()
    with workspace.engine.cursor() as cursor:
        with pytest.raises(WorkspaceError, match="workspace_busy"):
            workspace.engine.exchange_file(new, wait_seconds=0)
        assert cursor.value("select count(*) from customer_months") == 1
    close_workspace(workspace)


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    workspace = _filled(tmp_path, "main", 100)
    with pytest.raises(WorkspaceError, match="backup_unwritable"):
        backup_workspace(workspace, tmp_path / "none" / "b.zip")
    assert list(workspace.spool.iterdir()) == []
