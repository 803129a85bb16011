"""Whatever happens to the child process, this one gets a sentence and goes on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core.errors import ReadingError
from core.intake.container.limits import OUT_OF_MEMORY
from core.intake.files import child
from core.intake.files.reading import read_tables
from tests.hostile.packages import SHEET, sheet_xml, text_cell, write_xlsx


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="2">{text_cell("A2", "b")}</row>'
    return write_xlsx(tmp_path / "book.xlsx", {SHEET: sheet_xml(rows)})


def refusal(book: Path, spool: Path) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_tables(book, book.name, spool)
    assert list(spool.iterdir()) == []
    return caught.value


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the reader")
@pytest.mark.parametrize(
    ("script", "code", "detail"),
    [
        ("kill -SEGV $$", "workbook_broken", "exit -11"),
        ("kill -KILL $$", "file_time", None),
        ("kill -XCPU $$", "file_time", None),
        (f"exit {OUT_OF_MEMORY}", "file_memory", None),
        ("echo 'memory allocation of 99999999999 bytes failed' >&2; kill -ABRT $$", "file_memory", None),
        ("echo 'first line' >&2; echo 'PanicException: index out of range' >&2; exit 1", "workbook_broken", "Panic"),
    ],
)
def test_a_reader_that_dies(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str, detail: str | None
) -> None:
    reader = tmp_path / "reader"
    reader.write_text(f"#!/bin/sh\n{script}\n")
    reader.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(reader))
    error = refusal(book, tmp_path / "spool")
    assert error.code == code
    assert detail is None or detail in str(error.fields["detail"])


def test_a_reader_that_does_not_end(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "BASE_SECONDS", 0)
    assert refusal(book, tmp_path / "spool").code == "file_time"


def test_the_limits_hold_in_the_child(tmp_path: Path) -> None:
    """The child gives itself the limits that this process would not want for itself."""
    pytest.importorskip("resource")
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="5000">{text_cell("XFD5000", "b")}</row>'
    wide = write_xlsx(tmp_path / "wide.xlsx", {SHEET: sheet_xml(rows)})
    assert refusal(wide, tmp_path / "spool").code == "file_memory"
