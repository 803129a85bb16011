"""Exports, opened again and checked cell by cell: no cell may act."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.targets import export
from core.targets.export import export_csv, export_sheets, export_xlsx
from tests.targets.payloads import PAYLOADS, WITHIN

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


@settings(deadline=None)
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


LIVE_SIGNS = frozenset("=+-@＝＋－＠﹦﹢﹣﹫−")


def _starts_live(cell: str) -> bool:
    """Whether a spreadsheet might see a formula, looking past what it may leave out before it."""
    seen = "".join(sign for sign in cell if not (sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")))
    return seen.lstrip('"“')[:1] in LIVE_SIGNS


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) >= 60
    assert all(_starts_live(text) or text in WITHIN for text in PAYLOADS if not text.startswith("'"))


def test_no_payload_is_live_in_csv_as_value_or_header() -> None:
    frame = pd.DataFrame([PAYLOADS, PAYLOADS], columns=PAYLOADS)
    rows = _csv_rows(frame)
    assert [len(row) for row in rows] == [len(PAYLOADS)] * 3
    assert rows[0] == rows[1] == rows[2]
    for cell in rows[0]:
        assert not _starts_live(cell), repr(cell)
        for part in re.split(r"[;\t\r\n]", cell)[1:]:  # where another spreadsheet may begin a cell
            assert not _starts_live(part) or part.lstrip()[:2] == "- ", repr(cell)


def test_no_payload_is_live_in_xlsx_as_value_header_note_or_name(tmp_path: Path) -> None:
    frame = pd.DataFrame([PAYLOADS], columns=PAYLOADS)
    path = tmp_path / "list.xlsx"
    export_xlsx(frame, path, PAYLOADS[0], notes=(PAYLOADS[1], [(text, text) for text in PAYLOADS]))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["=1+1", "+1+1"]
    assert not any(cell.data_type == "f" or cell.hyperlink for page in book for row in page.iter_rows() for cell in row)
    table, notes = (list(page.iter_rows(values_only=True)) for page in book)
    kept = [_kept(text) for text in PAYLOADS]
    assert [[_kept(str(cell)) for cell in row] for row in table] == [kept, kept]
    assert [[_kept(str(cell)) for cell in row] for row in notes] == [[text, text] for text in kept]
    with zipfile.ZipFile(path) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
        assert not any("externalLink" in name or "connections" in name for name in parts.namelist())


def _kept(text: str) -> str:
    """A text as a workbook keeps it: without signs that cannot be printed; ends of lines are one sign."""
    clean = export.UNPRINTABLE.sub("", text)
    return re.sub(r"\r\n|\r", "\n", clean)


@pytest.mark.parametrize(
    "name", [*PAYLOADS[:: len(PAYLOADS) // 16], "History", "a" * 40, "😀" * 20, "'", "[]", "Notes"]
)
def test_any_name_can_name_a_sheet(name: str) -> None:
    made = io.BytesIO()
    export_sheets([(name, pd.DataFrame({"a": [1]})), (name, pd.DataFrame({"a": [2]}))], made, notes=("Notes", []))
    titles = openpyxl.load_workbook(made).sheetnames
    assert len({title.lower() for title in titles}) == 3
    assert all(0 < len(title.encode("utf-16-le")) // 2 <= 31 for title in titles)
    assert "history" not in {title.lower() for title in titles}


def test_negative_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"text": ["-5", "-12.50", "-1-1"], "number": [Decimal("-1.5"), -7, -0.25]})
    assert _csv_rows(frame)[1:] == [["-5", "-1.5"], ["-12.50", "-7"], ["'-1-1", "-0.25"]]
    made = io.BytesIO()
    export_xlsx(frame, made)
    sheet = openpyxl.load_workbook(made).active
    assert [cell.value for cell in sheet["B"][1:]] == [-1.5, -7, -0.25]
    assert [cell.data_type for cell in sheet["A"][1:]] == ["s", "s", "s"]


def test_a_sheet_is_ready_to_work_with() -> None:
    made = io.BytesIO()
    frame = pd.DataFrame({"phone": ["00123", None], "share": [Decimal("0.125"), None], "n": [3, 4]})
    export_xlsx(frame, made, shares={"share": "0.0%"})
    sheet = openpyxl.load_workbook(made).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert [(cell.value, cell.number_format) for cell in sheet[2]] == [("00123", "@"), (0.125, "0.0%"), (3, "#,##0")]
