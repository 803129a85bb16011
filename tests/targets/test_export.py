"""Exports, opened again and checked cell by cell: no cell may act."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import QuestionError
from core.targets import export
from core.targets.export import export_csv, export_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    "  =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://x","y")',
    "http://example.com",
    "mailto:a@b.c",
    "{=1+1}",
    "00123",
    "1e5",
    "a\x00b\x07c\ud800",
    "客户 “甲”, 乙",
    'quote " and, comma\nnew line',
]


def _frame() -> pd.DataFrame:
    count = len(HOSTILE)
    return pd.DataFrame(
        {
            "=name": pd.Series(HOSTILE, dtype=object),
            "amount": [Decimal("-1234.5600"), *[Decimal(1)] * (count - 1)],
            "day": [date(2011, 11, 30), None, *[date(2020, 2, 29)] * (count - 2)],
            "n": pd.array([5, None, *[-7] * (count - 2)], dtype="Int64"),
            "x": [0.25, float("nan"), float("inf"), *[1.5] * (count - 3)],
        }
    )


def _csv_rows(frame: pd.DataFrame) -> list[list[str]]:
    made = io.BytesIO()
    export_csv(frame, made)
    assert made.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.getvalue().decode("utf-8-sig"), newline="")))


def test_csv_cells_come_back_and_none_is_live() -> None:
    head, *rows = _csv_rows(_frame())
    assert head == ["'=name", "amount", "day", "n", "x"]
    assert rows[0] == ["'=1+1", "-1234.5600", "2011-11-30", "5", "0.25"]
    assert rows[1][1:] == ["1", "", "", ""]
    assert rows[2][4] == ""
    assert [row[3] for row in rows[2:4]] == ["-7", "-7"]
    names = [row[0] for row in rows]
    assert [name.startswith("'") for name in names] == [True] * 13 + [False] * 8
    assert names[15:] == [
        "{=1+1}",
        "00123",
        "1e5",
        "abc",
        "客户 “甲”, 乙",
        'quote " and, comma\nnew line',
    ]


@given(st.text())
def test_no_text_stays_live_in_csv(text: str) -> None:
    cell = _csv_rows(pd.DataFrame({"a": [text], "b": ["x"]}))[1][0]
    assert not cell.strip() or cell.lstrip()[0] not in "=+-@＝＋－＠"
    assert cell[:1] not in {"\t", "\r", "\n"}


def test_xlsx_cells_come_back_with_their_types_and_none_is_live(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    export_xlsx(_frame(), path, "Liste: [a]/b")
    sheet = openpyxl.load_workbook(path).active
    assert sheet.title == "Liste   a  b"
    cells = list(sheet.iter_rows())
    assert [cell.value for cell in cells[0]] == ["=name", "amount", "day", "n", "x"]
    for row in cells:
        for cell in row:
            assert cell.data_type != "f", cell.coordinate
            assert cell.hyperlink is None
    first = cells[1]
    assert [cell.data_type for cell in first] == ["s", "n", "d", "n", "n"]
    assert (first[1].value, first[1].number_format) == (-1234.56, "#,##0.00")
    assert (first[2].value.date(), first[2].number_format) == (date(2011, 11, 30), "yyyy-mm-dd")
    assert (first[3].value, first[3].number_format) == (5, "#,##0")
    assert [cell.value for cell in cells[2][2:]] == [None, None, None]
    assert cells[3][4].value is None
    written = [row[0].value for row in cells[1:]]
    assert written[16:19] == ["00123", "1e5", "abc"]
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_the_largest_sheet_and_the_longest_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    export_xlsx(pd.DataFrame({"a": ["x" * 40_000]}), made)
    value = openpyxl.load_workbook(made).active["A2"].value
    assert (len(value), value[-1]) == (32_767, "…")
    monkeypatch.setattr(export, "XLSX_MOST_ROWS", 2)
    with pytest.raises(QuestionError, match="too_many_rows"):
        export_xlsx(pd.DataFrame({"a": [1, 2, 3]}), io.BytesIO())
    export_xlsx(pd.DataFrame({"a": [1, 2]}), io.BytesIO())


def test_an_empty_table_is_a_header() -> None:
    empty = pd.DataFrame({"a": [], "b": []})
    assert _csv_rows(empty) == [["a", "b"]]
    made = io.BytesIO()
    export_xlsx(empty, made)
    assert [cell.value for cell in openpyxl.load_workbook(made).active[1]] == ["a", "b"]


def test_moments_become_days() -> None:
    moments = pd.DataFrame({"a": pd.to_datetime(["2020-01-02", None])})
    assert _csv_rows(moments) == [["a"], ["2020-01-02"], [""]]
    made = io.BytesIO()
    export_xlsx(moments, made)
    sheet = openpyxl.load_workbook(made).active
    assert (sheet["A2"].value.date(), sheet["A3"].value) == (date(2020, 1, 2), None)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    export_csv(pd.DataFrame({"a": [1]}), path)
    export_csv(pd.DataFrame({"a": [2]}), path)
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n2\r\n"
    assert list(tmp_path.iterdir()) == [path]
    for bad in (tmp_path / "none" / "list.csv", tmp_path):
        with pytest.raises(QuestionError, match="file_unwritable"):
            export_csv(pd.DataFrame({"a": [1]}), bad)
    assert [item.name for item in tmp_path.iterdir()] == ["list.csv"]
