"""What becomes of a raw file: kept by its content, once, whatever its reader thinks of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core.errors import ReadingError
from core.intake.files.uploads import keep_upload
from core.store.workspace import Workspace, open_workspace

CONTENT = b"a,b\n1,2\n" * 300_000  # of several pieces


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    return path


def test_the_reader_sees_a_copy_which_is_then_named_by_its_content(workspace: Workspace, file: Path) -> None:
    upload, (seen, content) = keep_upload(workspace, file, "a.csv", lambda path: (path, path.read_bytes()))
    assert content == CONTENT
    assert seen != file
    assert upload.content_hash == upload.path.name == hashlib.sha256(CONTENT).hexdigest()
    assert upload.size_bytes == len(CONTENT)
    assert [path.read_bytes() for path in workspace.uploads.iterdir()] == [CONTENT]


def test_the_same_content_is_kept_once(workspace: Workspace, file: Path) -> None:
    first, _ = keep_upload(workspace, file, "a.csv", Path.stat)
    before = first.path.stat().st_mtime_ns
    second, _ = keep_upload(workspace, file, "b.csv", Path.stat)
    assert (second.path, second.file_name) == (first.path, "b.csv")
    assert list(workspace.uploads.iterdir()) == [first.path]
    assert first.path.stat().st_mtime_ns == before


def test_a_file_that_cannot_be_read_is_kept_too(workspace: Workspace, file: Path) -> None:
    def read(_path: Path) -> None:
        raise ReadingError("file_broken", file="a.csv", detail="")

    with pytest.raises(ReadingError):
        keep_upload(workspace, file, "a.csv", read)
    assert [path.name for path in workspace.uploads.iterdir()] == [hashlib.sha256(CONTENT).hexdigest()]
