"""`read`: how files are understood, and the tables as clean text."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.intake.files.reading import read_tables

SEMICOLONS = 'Sales of May\n\nid;name;amount\n01;Müller, Köln;1,5\n\n02;"said ""no""";2,5\nTotal;;4,0\n'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> tuple[int, dict[str, Any], str]:
        code = main(["read", *map(str, words), "--json"])
        out, err = capsys.readouterr()
        assert out.count("\n") == 1
        return code, json.loads(out), err

    return run


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_table_is_described_and_written(run, tmp_path):
    (tmp_path / "may.csv").write_bytes(SEMICOLONS.encode("cp1252"))
    code, answer, err = run(tmp_path / "may.csv", "--out", tmp_path / "clean.csv")
    (table,) = answer["files"][0]["tables"]
    assert (code, err) == (0, "")
    assert (table["encoding"], table["delimiter"], table["quote"], table["escape"]) == ("cp1252", ";", '"', '"')
    assert (table["header_rows"], table["columns"], table["rows"]) == ([3], ["id", "name", "amount"], 2)
    assert [(row["row"], row["reason"]) for row in table["skipped"]] == [
        (1, "title"), (2, "blank"), (5, "blank"), (7, "total"),
    ]  # fmt: skip
    assert table["rows_in_file"] == 7 == table["rows"] + len(table["skipped"]) + len(table["header_rows"])
    assert (tmp_path / "clean.csv").read_bytes() == (
        'id,name,amount\r\n01,"Müller, Köln","1,5"\r\n02,"said ""no""","2,5"\r\n'.encode()
    )


def test_many_files_in_one_call_and_a_bad_one_does_not_stop_the_others(run, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text("1\t2\n3\t4\n5\t6\n")
    out = tmp_path / "out"
    names = [tmp_path / name for name in ("a.csv", "bad.pdf", "b.txt", "missing.csv")]
    code, answer, err = run(*names, "--out-dir", out)
    assert (code, answer["error"]) == (1, "file_not_text")
    assert [each.get("error") for each in answer["files"]] == [None, "file_not_text", None, "file_missing"]
    assert "bad.pdf" in err
    assert "missing.csv" in err
    assert rows_of(out / "a.csv_converted.csv") == [["x", "y"], ["1", "2"]]
    assert rows_of(out / "b.txt_converted.csv") == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert sorted(path.name for path in out.iterdir()) == ["a.csv_converted.csv", "b.txt_converted.csv"]


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(run, tmp_path, monkeypatch):
    def closed(path: Path, *more: Any, **how: Any) -> Any:
        if path.name == "b.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read_tables(path, *more, **how)

    monkeypatch.setattr("core.commands.read.read_tables", closed)
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for path in paths:
        path.write_text("x,y\n1,2\n")
    code, answer, err = run(*paths)
    assert (code, answer["error"]) == (1, "place_closed")
    assert [(each.get("error"), len(each.get("tables", ()))) for each in answer["files"]] == [
        (None, 1), ("place_closed", 0), (None, 1),
    ]  # fmt: skip
    assert "b.csv" in err


def test_rows_are_written_with_the_cells_that_they_have(run, tmp_path):
    (tmp_path / "ragged.csv").write_text("date,name,amount,\n2024-01-01,A,1\n2024-01-02,B,2,3,\n2024-01-03\n")
    assert run(tmp_path / "ragged.csv", "--out", tmp_path / "out.csv")[0] == 0
    assert rows_of(tmp_path / "out.csv") == [
        ["date", "name", "amount", ""], ["2024-01-01", "A", "1"], ["2024-01-02", "B", "2", "3", ""], ["2024-01-03"],
    ]  # fmt: skip


def test_rows_of_a_header_are_joined(run, tmp_path):
    (tmp_path / "two.csv").write_text("who,,what,\nname,city,pieces,sum\nA,x,1,2.5\nB,y,2,3.5\nC,z,3,4.5\n")
    run(tmp_path / "two.csv", "--out", tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv")[0] == ["who name", "who city", "what pieces", "what sum"]


def test_several_tables_are_files_of_their_own(run, tmp_path):
    (tmp_path / "x.csv").write_text("date,amount,by\n2024-01-01,1,A\n2024-01-02,2,B\n\nplace,stock\nP,10\nQ,20\n")
    code, answer, _ = run(tmp_path / "x.csv", "--out-dir", tmp_path)
    assert code == 0
    assert [table["sheet"] for table in answer["files"][0]["tables"]] == ["#1", "#2"]
    assert rows_of(tmp_path / "x.csv_converted.csv")[0] == ["date", "amount", "by"]
    assert rows_of(tmp_path / "x.csv_converted_2.csv") == [["place", "stock"], ["P", "10"], ["Q", "20"]]


def test_a_header_alone_is_a_table_and_nothing_is_empty(run, tmp_path):
    (tmp_path / "head.csv").write_text("date,amount\n")
    (tmp_path / "empty.csv").write_text("")
    code, answer, err = run(tmp_path / "head.csv", tmp_path / "empty.csv", "--out-dir", tmp_path)
    assert (code, answer["error"]) == (1, "file_empty")
    assert "empty.csv is empty" in err
    assert answer["files"][0]["tables"][0]["rows"] == 0
    assert rows_of(tmp_path / "head.csv_converted.csv") == [["date", "amount"]]
    assert (tmp_path / "empty.csv_converted.csv").read_bytes() == b""


def test_nothing_is_written_over_in_silence(run, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_text(f"name,amount\n{folder},1\n")
    out = tmp_path / "out"
    code, answer, _ = run(tmp_path / "one" / "x.csv", tmp_path / "two" / "x.csv", "--out-dir", out)
    assert (code, answer["files"][1]["error"]) == (1, "out_taken")
    assert rows_of(out / "x.csv_converted.csv")[1] == ["one", "1"]
    own = tmp_path / "one" / "x.csv"
    code, answer, _ = run(own, "--out", own)
    assert (code, answer["error"], own.read_text()) == (1, "out_taken", "name,amount\none,1\n")
    code, answer, _ = run(own, tmp_path / "two" / "x.csv", "--out", tmp_path / "y.csv")
    assert (code, answer["error"]) == (1, "out_for_one")


def test_a_workbook_is_written_sheet_by_sheet(run, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["name", "amount"])
    book.active.append(["Ann", 2.5])
    other = book.create_sheet("second")
    other.append(["day", "count"])
    other.append(["2024-01-01", 3])
    book.save(tmp_path / "book.xlsx")
    code, answer, _ = run(tmp_path / "book.xlsx", "--out-dir", tmp_path)
    assert code == 0
    assert [table["sheet"] for table in answer["files"][0]["tables"]] == ["Sheet", "second"]
    assert rows_of(tmp_path / "book.xlsx_converted.csv") == [["name", "amount"], ["Ann", "2.5"]]
    assert rows_of(tmp_path / "book.xlsx_converted_2.csv") == [["day", "count"], ["2024-01-01", "3"]]


def test_an_archive_is_opened_as_an_import_does(run, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["name", "amount"])
    book.active.append(["Ann", 2.5])
    book.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("x.csv", "a,b\n1,2\n")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("2024/may.csv", "x,y\n1,2\n3,4\n")
        archive.writestr("__MACOSX/._may.csv", "?")
        archive.write(tmp_path / "book.xlsx", "book.xlsx")
        archive.write(tmp_path / "inner.zip", "inner.zip")
    out = tmp_path / "out"
    code, answer, err = run(tmp_path / "all.zip", "--out-dir", out)
    assert (code, answer["error"]) == (1, "archive_unopened")  # the inner one, which an import refuses too
    assert [(Path(each["file"]).relative_to(tmp_path).as_posix(), each.get("error")) for each in answer["files"]] == [
        ("all.zip/2024/may.csv", None), ("all.zip/book.xlsx", None), ("all.zip/inner.zip", "archive_unopened"),
    ]  # fmt: skip
    assert "1 file that a system left in the archive was passed over: __MACOSX/._may.csv." in err
    assert rows_of(out / "all.zip_2024_may.csv_converted.csv") == [["x", "y"], ["1", "2"], ["3", "4"]]
    assert rows_of(out / "all.zip_book.xlsx_converted.csv") == [["name", "amount"], ["Ann", "2.5"]]
    code, answer, _ = run(tmp_path / "all.zip", "--out", tmp_path / "one.csv")
    assert (code, answer["error"], (tmp_path / "one.csv").exists()) == (1, "out_for_one", False)
    code, answer, _ = run(tmp_path / "inner.zip", "--out", tmp_path / "inner.zip")
    assert (code, answer["error"]) == (1, "out_taken")
    code, answer, _ = run(tmp_path / "inner.zip", "--out", tmp_path / "one.csv")
    assert (code, rows_of(tmp_path / "one.csv")) == (0, [["a", "b"], ["1", "2"]])


def test_without_json_it_is_one_line_per_table(tmp_path, capsys):
    (tmp_path / "may.csv").write_text(SEMICOLONS)
    assert main(["read", str(tmp_path / "may.csv"), "--lang", "zh"]) == 0
    assert main(["read", str(tmp_path / "may.csv")]) == 0
    chinese, english = (part.split("\n") for part in capsys.readouterr().out.split("\nFile", 1))
    assert "空行" in chinese[1]
    assert "2 blank, 1 title or note, 1 total" in english[1] or "1 title or note" in english[1]
