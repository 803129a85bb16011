"""Workbooks: every sheet with data, each cell as exact text, every row accounted for."""

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from core.errors import ReadingError
from core.intake.container.values import float_text, value_text
from core.intake.files.reading import Hints, read_tables
from tests.intake.files.reading_support import check_whole, engine_rows


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as file:
        day = file.add_format({"num_format": "yyyy-mm-dd"})
        sheet = file.add_worksheet("销售")
        sheet.merge_range(0, 0, 0, 4, "海岚汽配 销售明细")
        sheet.write_row(2, 0, ["订单编号", "日期", "客户编号", "金额", "已付"])
        for row in range(3, 13):
            sheet.write_string(row, 0, f"00{row}")
            sheet.write_datetime(row, 1, datetime.fromisoformat(f"2024-01-{row:02}"), day)
            sheet.write_number(row, 2, 1234567890123456)
            sheet.write_number(row, 3, 17850 if row == 3 else row + 0.1)
            sheet.write_boolean(row, 4, row % 2 == 0)
        sheet.write_row(14, 0, ["合计", "", "", 123.4])
        file.add_worksheet("空")
        other = file.add_worksheet("退货")
        other.write_row(0, 0, ["订单编号", "退货日期"])
        other.write_row(1, 0, ["003", "2024-02-01"])
        file.add_worksheet("只有表头").write_row(0, 0, ["a", "b"])
    return path


def test_each_sheet_with_data_is_a_table(book, tmp_path):
    tables = read_tables(book, "book.xlsx", tmp_path / "spool")
    assert [table.sheet for table in tables] == ["销售", "退货"]
    sales = tables[0]
    assert sales.header_rows == (3,)
    assert sales.columns == ("订单编号", "日期", "客户编号", "金额", "已付")
    assert [(row.row, row.reason) for row in sales.skipped] == [
        (1, "title"),
        (2, "blank"),
        (14, "blank"),
        (15, "total"),
    ]
    rows = engine_rows(sales)
    assert rows[0] == ("003", "2024-01-03", "1234567890123456", "17850", "FALSE")
    assert rows[1] == ("004", "2024-01-04", "1234567890123456", "4.1", "TRUE")
    assert (sales.encoding, sales.delimiter, len(rows)) == (None, None, 10)
    check_whole(sales, 15)


def test_the_row_of_a_header_may_lie_below_the_end_of_another_sheet(book, tmp_path):
    (table,) = read_tables(book, "book.xlsx", tmp_path / "spool", Hints(header_row=3))
    assert (table.sheet, table.header_rows) == ("销售", (3,))
    with pytest.raises(ReadingError) as caught:
        read_tables(book, "book.xlsx", tmp_path / "spool", Hints(header_row=99))
    assert caught.value.code == "header_row_beyond"
    assert caught.value.fields == {"file": "book.xlsx", "row": 99, "rows": 15}


def test_one_sheet_can_be_chosen(book, tmp_path):
    (table,) = read_tables(book, "book.xlsx", tmp_path / "spool", Hints(sheet="退货"))
    assert engine_rows(table) == [("003", "2024-02-01")]
    with pytest.raises(ReadingError) as caught:
        read_tables(book, "book.xlsx", tmp_path / "spool", Hints(sheet="没有"))
    assert caught.value.code == "sheet_missing"
    assert caught.value.fields["sheets"] == ["销售", "空", "退货", "只有表头"]


def test_a_workbook_is_known_by_its_content(book, tmp_path):
    assert len(read_tables(book, "export.csv", tmp_path / "spool")) == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [(17850.0, "17850"), (0.1, "0.1"), (2.0**53 - 1, "9007199254740991"), (1e22, "10000000000000000000000"),
     (1e-05, "0.00001"), (-60.70400000000001, "-60.70400000000001")],
)  # fmt: skip
def test_numbers_have_no_exponent_and_no_needless_zero(value, text):
    assert float_text(value) == text


def test_dates_times_and_empty_cells():
    values = [*map(datetime.fromisoformat, ("2024-01-02", "2024-01-02T03:04:05.600")), date(2024, 1, 2), None, ""]
    assert [value_text(value) for value in values] == ["2024-01-02", "2024-01-02 03:04:06", "2024-01-02", "", ""]


def _code(path, tmp_path):
    with pytest.raises(ReadingError) as caught:
        read_tables(path, path.name, tmp_path / "spool")
    assert not list((tmp_path / "spool").iterdir()), "nothing half written stays behind"
    return caught.value.code


def test_broken_bombs_and_foreign_archives_are_refused(book, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(book.read_bytes()[:3000])
    assert _code(broken, tmp_path) == "workbook_broken"
    with zipfile.ZipFile(tmp_path / "sheetless.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<not><closed>")
    assert _code(tmp_path / "sheetless.xlsx", tmp_path) == "workbook_broken"
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 301_000_000)
    assert _code(tmp_path / "bomb.xlsx", tmp_path) == "file_too_large"
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "x")
    assert _code(tmp_path / "letter.docx", tmp_path) == "kind_unsupported"


def test_a_protected_workbook_says_so(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le"))
    assert _code(path, tmp_path) == "workbook_protected"


def test_a_sheet_of_headers_alone_has_no_rows(tmp_path):
    path = tmp_path / "header.xlsx"
    with xlsxwriter.Workbook(path) as file:
        file.add_worksheet().write_row(0, 0, ["订单编号", "金额"])
    assert _code(path, tmp_path) == "file_header_only"
