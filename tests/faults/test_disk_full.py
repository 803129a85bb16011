"""A disk that is full is said to be; what was committed stays, and with room it goes on."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from core.errors import CoreError, QuestionError, WorkspaceError
from core.intake.batching.batches import batches, import_files, undo_batch
from core.store.backup import backup_workspace, restore_workspace
from core.store.engine import Engine
from core.store.facts import differences
from core.store.upgrade import SCHEMA_VERSION, VERSION
from core.store.workspace import FILE_NAME, Workspace, close_workspace, open_workspace
from core.text.messages import message
from core.text.words import words_for
from pages.shared import dropped
from tests.faults.conftest import SmallDisk
from tests.faults.old import old_workspace

FIRST = "order id,date,customer,amount\n1,2024-01-03,A,10.00\n2,2024-02-03,B,20.00\n"
ROWS = 12_000


def _large(folder: Path, *, refused: bool = False) -> Path:
    """A sheet of half a megabyte; with `refused` every second row has no day."""
    days = [f"2024-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(ROWS)]
    rows = (f"N{n * 7919},{'' if refused and n % 2 else days[n]},K{n % 5000},{n % 997}.25" for n in range(ROWS))
    path = folder / "large.csv"
    path.write_text("order id,date,customer,amount\n" + "\n".join(rows) + "\n")
    return path


def _begun(home: Path, folder: Path) -> Workspace:
    (folder / "first.csv").write_text(FIRST)
    workspace = open_workspace("main", home, create=True)
    assert import_files(workspace, [folder / "first.csv"])[0].status == "imported"
    return workspace


def _assert_untouched(home: Path, undone: tuple[int, ...] = ()) -> None:
    """Only the first batch is there, whole, in this process and after opening anew, on the full disk."""
    for _ in range(2):
        workspace = open_workspace("main", home)
        found = [batch for batch in batches(workspace) if batch.batch_id not in undone]
        assert [(batch.batch_id, batch.accepted) for batch in found] == [(1, 2)]
        assert sum(month.amount for month in workspace.months()) == Decimal(30)
        assert differences(workspace) == 0
        assert list(workspace.spool.iterdir()) == []
        assert list(workspace.uploads.glob("*.part")) == []
        close_workspace(workspace)


@pytest.mark.parametrize("refused", [False, True], ids=["accepted", "refused rows"])
def test_an_import_onto_a_full_disk(small_disk: SmallDisk, tmp_path: Path, refused: bool) -> None:
    _begun(small_disk.path, tmp_path)
    large = _large(tmp_path, refused=refused)
    # too little for the upload; for what is read from it; for the lines; for the log of the change
    for leaving in (0, 100_000, 500_000, 700_000, 900_000):
        small_disk.fill(leaving)
        (receipt,) = import_files(open_workspace("main", small_disk.path), [large])
        assert isinstance(receipt.error, CoreError), leaving
        assert receipt.error.code == "disk_full", (leaving, receipt.error)
        said = message(receipt.error, words_for("en"))
        assert str(small_disk.path) in said
        assert "MB free" in said
        _assert_untouched(small_disk.path)
    small_disk.make_room()
    workspace = open_workspace("main", small_disk.path)
    assert import_files(workspace, [large])[0].accepted == (ROWS // 2 if refused else ROWS)
    assert differences(workspace) == 0


def test_a_change_that_fits_into_the_log_alone(small_disk: SmallDisk, tmp_path: Path) -> None:
    """Written is written, also where the log cannot be written out into the file."""
    large = _large(tmp_path)
    in_log_alone = 0
    for leaving in range(3_400_000, 5_000_000, 400_000):
        small_disk.make_room()
        if (small_disk.path / "main").exists():
            shutil.rmtree(small_disk.path / "main")
        _begun(small_disk.path, tmp_path)
        small_disk.fill(leaving)
        workspace = open_workspace("main", small_disk.path)
        (receipt,) = import_files(workspace, [large])
        close_workspace(workspace)
        in_log_alone += receipt.status == "imported" and (workspace.folder / f"{FILE_NAME}.wal").exists()
        workspace = open_workspace("main", small_disk.path)
        lines = sum(month.lines for month in workspace.months())
        assert lines == (ROWS + 2 if receipt.status == "imported" else 2)
        assert differences(workspace) == 0
        close_workspace(workspace)
    assert in_log_alone


def test_an_undo_and_settings_on_a_full_disk(small_disk: SmallDisk, tmp_path: Path) -> None:
    workspace = _begun(small_disk.path, tmp_path)
    import_files(workspace, [_large(tmp_path)])
    close_workspace(workspace)
    small_disk.fill()
    workspace = open_workspace("main", small_disk.path)
    with pytest.raises(WorkspaceError, match="disk_full"):
        undo_batch(workspace, 2)
    with pytest.raises(WorkspaceError, match="disk_full"):
        workspace.save_settings(replace(workspace.settings(), title="long " * 10_000))
    assert workspace.settings().title == ""
    assert (sum(month.lines for month in workspace.months()), differences(workspace)) == (ROWS + 2, 0)
    small_disk.make_room()
    undo_batch(workspace, 2)
    close_workspace(workspace)
    _assert_untouched(small_disk.path, undone=(2,))


def test_archives_and_workbooks_on_a_full_disk(small_disk: SmallDisk, tmp_path: Path) -> None:
    _begun(small_disk.path, tmp_path)
    large = _large(tmp_path)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(large, "large.csv")
    frame = pd.read_csv(large)
    frame.to_excel(tmp_path / "a.xlsx", index=False, engine="xlsxwriter")
    frame.to_parquet(tmp_path / "a.parquet")
    for name in ("a.zip", "a.xlsx", "a.parquet"):
        small_disk.fill((tmp_path / name).stat().st_size + 50_000)
        (receipt,) = import_files(open_workspace("main", small_disk.path), [tmp_path / name])
        assert receipt.error, name
        assert receipt.error.code == "disk_full", (name, receipt.error)
        _assert_untouched(small_disk.path)


def test_a_backup_and_a_restore_without_room(small_disk: SmallDisk, tmp_path: Path) -> None:
    home = tmp_path / "home"
    workspace = _begun(home, tmp_path)
    import_files(workspace, [_large(tmp_path)])
    for leaving in (0, 300_000):
        small_disk.fill(leaving)
        with pytest.raises(WorkspaceError, match="disk_full"):
            backup_workspace(workspace, small_disk.path / "b.zip")
        assert [path.name for path in small_disk.path.iterdir() if path.name != "ballast"] == []
    small_disk.make_room()
    backup_workspace(workspace, small_disk.path / "b.zip")

    _begun(small_disk.path, tmp_path)
    small_disk.fill(500_000)
    with pytest.raises(WorkspaceError, match="backup_too_large") as caught:
        restore_workspace("main", small_disk.path, small_disk.path / "b.zip")
    assert "0.5 MB are free" in message(caught.value, words_for("en"))
    small_disk.fill()
    workspace = open_workspace("main", small_disk.path)
    with pytest.raises(WorkspaceError, match="disk_full"):  # the copy of the database comes first
        backup_workspace(workspace, tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists()
    _assert_untouched(small_disk.path)
    small_disk.make_room()
    restored = restore_workspace("main", small_disk.path, small_disk.path / "b.zip")
    assert sum(month.lines for month in restored.months()) == ROWS + 2


def test_no_upgrade_without_room_for_the_copy(small_disk: SmallDisk) -> None:
    folder = old_workspace(small_disk.path)
    small_disk.fill(200_000)
    with pytest.raises(WorkspaceError, match="disk_full"):
        open_workspace("main", small_disk.path)
    assert list((folder / "backups").iterdir()) == []
    engine = Engine(folder / FILE_NAME)
    assert engine.rows(VERSION) == [(1,)]
    engine.close()
    small_disk.make_room()
    assert open_workspace("main", small_disk.path).engine.rows(VERSION) == [(SCHEMA_VERSION,)]


def test_a_new_workspace_without_room(small_disk: SmallDisk) -> None:
    small_disk.fill(100_000)
    with pytest.raises(WorkspaceError, match="disk_full"):
        open_workspace("main", small_disk.path, create=True)
    small_disk.make_room()
    assert open_workspace("main", small_disk.path, create=True).months() == []


def test_a_dropped_file_that_finds_no_room(
    small_disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(small_disk.path))
    monkeypatch.setattr(dropped.st, "session_state", {})
    upload = io.BytesIO(_large(tmp_path).read_bytes())
    upload.name = "large.csv"
    small_disk.fill(100_000)
    with pytest.raises(WorkspaceError, match="disk_full"):
        dropped.take_uploads([upload])  # type: ignore[list-item]
    assert dropped.dropped_files() == []
    assert list((small_disk.path / dropped.INCOMING).iterdir()) == []
    small_disk.make_room()
    upload.seek(0)
    dropped.take_uploads([upload])  # type: ignore[list-item]
    assert dropped.dropped_files()[0].path.stat().st_size == len(upload.getvalue())


def test_a_list_that_finds_no_room(small_disk: SmallDisk) -> None:
    from core.targets.export import write_whole

    small_disk.fill(100_000)
    with pytest.raises(QuestionError, match="No space left"):
        write_whole(b"x" * 200_000, small_disk.path / "list.csv")
    assert [path.name for path in small_disk.path.iterdir()] == ["ballast"]
