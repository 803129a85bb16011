"""A ZIP stands for the files inside: each with its own receipt, whatever the archive calls it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ReadingError
from core.intake.batching.batches import batches, import_files
from core.intake.batching.receipts import FileReceipt
from core.intake.files.uploads import keep_upload, opened
from core.store.workspace import Workspace, open_workspace
from tests.hostile.packages import SHEET, sheet_xml, text_cell, write_xlsx

HEADER = "Order No,Date,Customer,Amount\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def zipped(path: Path, files: Mapping[str, str | bytes], encoding: str | None = None) -> Path:
    """A ZIP of these files; with an encoding the names are written in it, without saying so."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            if encoding:
                entry = _Raw(name.encode(encoding))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return path


class _Raw(zipfile.ZipInfo):
    """An entry whose name is written as these bytes."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"))
        self.raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits & ~0x800


def sales(number: int) -> str:
    return f"{HEADER}{number},2024-05-0{number},A,10\n"


def statuses(receipts: list[FileReceipt]) -> list[tuple[str, str, str | None]]:
    return [(found.file_name, found.status, found.error.code if found.error else None) for found in receipts]


def test_each_file_inside_is_a_file_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    cells = [
        f'<row r="{row}">{"".join(map(text_cell, (f"{letter}{row}" for letter in "ABCD"), line.split(",")))}</row>'
        for row, line in enumerate(sales(3).splitlines(), 1)
    ]
    book = write_xlsx(tmp_path / "book.xlsx", {SHEET: sheet_xml("".join(cells))})
    files = {
        "五月/一.csv": sales(1),
        "五月/": "",
        "二.CSV": sales(2).encode("gb18030"),
        "三.xlsx": book.read_bytes(),
        "letter.pdf": b"%PDF-1.7\n",
        "__MACOSX/五月/._一.csv": "x",
        "五月/.DS_Store": "x",
        "五月/~$三.xlsx": "x",
    }
    path = zipped(tmp_path / "all.zip", files)
    found = import_files(workspace, [path])
    assert statuses(found) == [
        ("all.zip", "unpacked", None),
        ("all.zip/letter.pdf", "refused", "file_not_text"),
        ("all.zip/三.xlsx", "imported", None),
        ("all.zip/二.CSV", "imported", None),
        ("all.zip/五月/一.csv", "imported", None),
    ]
    assert sorted(found[0].ignored) == ["__MACOSX/五月/._一.csv", "五月/.DS_Store", "五月/~$三.xlsx"]
    assert [batch.file_name for batch in batches(workspace)] == [name for name, status, _ in statuses(found)[2:]]
    assert [path.name for path in workspace.spool.iterdir() if path.is_dir()] == []
    again = import_files(workspace, [path])
    assert {code for _, status, code in statuses(again) if status == "refused"} == {"file_known", "file_not_text"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_chinese_that_do_not_say_how_they_are_written(
    workspace: Workspace, tmp_path: Path, encoding: str
) -> None:
    path = zipped(tmp_path / "月报.zip", {"销售明细/五月.csv": sales(1)}, encoding)
    assert statuses(import_files(workspace, [path])) == [("月报.zip/销售明细/五月.csv", "imported", None)]


def test_names_cannot_lead_out_of_the_archive(workspace: Workspace, tmp_path: Path) -> None:
    names = ["../../../up.csv", "/root.csv", "C:\\win\\dos.csv", "a/../b\x07.csv", "n" * 300 + ".csv", "<script>.csv"]
    path = zipped(tmp_path / "evil.zip", {name: sales(1) + f"x{place}" for place, name in enumerate(names)})
    before = {each for each in tmp_path.rglob("*") if workspace.folder not in each.parents}
    with opened(workspace, [(path, path.name)]) as (drop,):
        shown = [part.file_name for part in drop.parts]
        assert all(workspace.spool in part.path.parents for part in drop.parts)
    assert sorted(shown) == sorted(
        f"evil.zip/{name}"
        for name in ("up.csv", "root.csv", "C:/win/dos.csv", "a/b_.csv", "n" * 300 + ".csv", "<script>.csv")
    )
    assert {each for each in tmp_path.rglob("*") if workspace.folder not in each.parents} == before
    import_files(workspace, [path])
    assert list(workspace.spool.glob("*/")) == []


def test_an_archive_within_an_archive_says_so_and_stops_nobody(workspace: Workspace, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": sales(1)})
    path = zipped(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "b.csv": sales(2)})
    assert statuses(import_files(workspace, [path])) == [
        ("outer.zip/b.csv", "imported", None),
        ("outer.zip/inner.zip", "refused", "archive_unopened"),
    ]


def test_archives_that_cannot_be_opened(workspace: Workspace, tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.csv": sales(1) * 500})
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-30])
    flipped = bytearray(whole.read_bytes())
    flipped[60] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(flipped)
    locked = bytearray(whole.read_bytes())
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    zipped(tmp_path / "noise.zip", {".DS_Store": "x"})
    zipped(tmp_path / "empty.zip", {})
    codes = {"cut": "file_broken", "flipped": "file_broken", "locked": "archive_protected"}
    codes |= {"noise": "file_empty", "empty": "file_empty"}
    found = import_files(workspace, [tmp_path / f"{name}.zip" for name in codes])
    assert statuses(found) == [(f"{name}.zip", "refused", code) for name, code in codes.items()]
    assert list(workspace.spool.iterdir()) == []


def test_folders_missing_and_too_large_files_are_said_before_anything_is_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.save_settings(replace(workspace.settings(), upload_limit_mb=1))
    large, packed = tmp_path / "large.csv", tmp_path / "packed.zip"
    large.write_bytes(b"\xff" * 1_000_001)
    zipped(packed, {"a.csv": "x" * 1_000_001})
    found = import_files(workspace, [tmp_path, tmp_path / "no.csv", large, packed])
    assert [code for _, _, code in statuses(found)] == [
        "file_folder", "file_missing", "upload_too_large", "file_too_large",
    ]  # fmt: skip
    with pytest.raises(ReadingError) as caught:
        keep_upload(workspace, large, "large.csv", Path.stat)
    assert caught.value.fields == {"file": "large.csv", "bytes": 1_000_001, "limit": 1_000_000}
    assert list(workspace.uploads.iterdir()) == []
