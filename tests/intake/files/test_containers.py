"""Workbooks of all kinds, web pages and XML under the name of a workbook, Parquet: every cell arrives as text."""

from __future__ import annotations

import struct
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from core.__main__ import main
from core.errors import ReadingError
from core.intake.container.sheets import LARGE_ROWS
from core.intake.container.values import duration_text
from core.intake.files.reading import Hints, TextTable, read_tables
from tests.hostile.packages import (
    BOOK,
    BOOK_LINKS,
    ROOT,
    SHEET,
    TYPES,
    sheet_xml,
    text_cell,
    write_ole,
    write_xlsx,
    xls_error,
    xls_formula_error,
    xls_number,
    xls_stream,
    xls_text,
)
from tests.intake.files.reading_support import check_whole, engine_rows

NA, DIVISION = 42, 7


def tables(path: Path, sheet: str | None = None) -> list[TextTable]:
    return read_tables(path, path.name, path.parent / "spool", Hints(sheet=sheet))


def rows(path: Path) -> list[tuple[str | None, ...]]:
    (table,) = tables(path)
    return [table.columns, *engine_rows(table)]


def refusal(path: Path) -> tuple[str, object]:
    with pytest.raises(ReadingError) as caught:
        tables(path)
    return caught.value.code, caught.value.fields.get("found")


def test_errors_and_formulas_without_a_value_do_not_vanish(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["单号", "日期", "客户", "金额"], ["1", date(2024, 1, 2), "A", "=2*3"], ["2", "#N/A", "=B9", 5]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx") == [
        ("单号", "日期", "客户", "金额"),
        ("1", "2024-01-02", "A", "=2*3"),
        ("2", "#N/A", "=B9", "5"),
    ]


def test_a_formula_without_a_value_does_not_vanish_where_no_error_stands(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["单号", "金额"], ["1", "=2*3"], ["2", 5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx")[1:] == [("1", "=2*3"), ("2", "5")]


def test_the_last_value_of_a_formula_is_taken(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单号", "金额", "备注"])
        sheet.write(1, 0, "A1")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(1, 2, "=A1", None, "单号")
        sheet.write(2, 0, "A2")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write(2, 2, "x")
    assert rows(tmp_path / "a.xlsx")[1:] == [("A1", "2", "单号"), ("A2", "#DIV/0!", "x")]


def test_a_formula_that_gives_empty_text_is_empty(tmp_path: Path) -> None:
    cells = f'<row r="1">{text_cell("A1", "name")}{text_cell("B1", "n")}</row>'
    cells += f'<row r="2">{text_cell("A2", "x")}<c r="B2" t="str"><f>IF(A1="","y","")</f><v></v></c></row>'
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: sheet_xml(cells)})
    assert rows(path)[1:] == [("x", None)]


def test_cells_without_places_prefixes_and_shared_formulas(tmp_path: Path) -> None:
    cells = (
        "<x:row><x:c t='inlineStr'><x:is><x:t>name</x:t></x:is></x:c>"
        "<x:c t='inlineStr'><x:is><x:t>n</x:t></x:is></x:c></x:row>"
        "<x:row><x:c t='e'><x:v>#REF!</x:v></x:c><x:c><x:f t='shared' si='0'>A1&lt;2</x:f></x:c></x:row>"
        "<x:row><x:c><x:v>7</x:v></x:c><x:c><x:f t='shared' si='0'/><x:v></x:v></x:c></x:row>"
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f"<x:worksheet xmlns:x='{main}'><x:sheetData>{cells}</x:sheetData></x:worksheet>"
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: xml})
    assert rows(path)[1:] == [("#REF!", "=A1<2"), ("7", "=A1<2")]


def test_gaps_beyond_all_other_cells_still_count(tmp_path: Path) -> None:
    cells = (
        f'<row r="2">{text_cell("B2", "name")}{text_cell("C2", "n")}</row><row r="3">{text_cell("B3", "x")}</row>'
        '<row r="5"><c r="A5" t="e"><v>#NAME?</v></c><c r="D5"><f>SUM(D1:D4)</f></c></row>'
    )
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: sheet_xml(cells)})
    (table,) = tables(path)
    assert engine_rows(table)[-1] == ("#NAME?", None, None, "=SUM(D1:D4)")
    check_whole(table, 5)


def test_times_durations_and_flags(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d"])
    book.active.append([time(9, 5), timedelta(hours=30), datetime.fromisoformat("2024-01-02 03:04:05"), True])
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx")[1] == ("09:05:00", "30:00:00", "2024-01-02 03:04:05", "TRUE")
    assert duration_text(-timedelta(minutes=90)) == "-1:30:00"


def test_a_large_sheet_is_written_whole_and_in_order(tmp_path: Path) -> None:
    count = LARGE_ROWS + 1
    cells = (
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c>{text_cell(f"B{row}", "x")}</row>' for row in range(2, count)
    )
    head = f'<row r="1">{text_cell("A1", "n")}{text_cell("B1", "text")}</row>'
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: sheet_xml(head + "".join(cells))})
    assert rows(path)[1:] == [(str(row), "x") for row in range(2, count)]


def test_hidden_sheets_are_read_and_charts_are_not(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("销售", "隐藏", "很隐藏"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["单号", "金额"])
            sheet.write_row(1, 0, ["A1", 5])
        book.get_worksheet_by_name("隐藏").hide()
        book.get_worksheet_by_name("很隐藏").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=销售!$B$2:$B$2"})
        book.add_chartsheet("图").set_chart(chart)
    assert [table.sheet for table in tables(tmp_path / "a.xlsx")] == ["销售", "隐藏", "很隐藏"]
    assert [table.sheet for table in tables(tmp_path / "a.xlsx", "隐藏")] == ["隐藏"]


def test_words_and_days_of_merged_cells_stand_in_each_row_and_numbers_once(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["客户", "客户编号", "日期", "产品", "订单金额", "运费"])
        sheet.merge_range(1, 0, 3, 0, "海岚汽配")
        sheet.merge_range(1, 1, 3, 1, "00017")
        sheet.merge_range(1, 2, 3, 2, 45000, day)
        for row, product in enumerate(("甲", "乙", "丙"), 1):
            sheet.write(row, 3, product)
        sheet.merge_range(1, 4, 3, 4, 300)
        sheet.merge_range(1, 5, 3, 5, "1,200.50")
    assert rows(tmp_path / "a.xlsx")[1:] == [
        ("海岚汽配", "00017", "2023-03-15", "甲", "300", "1,200.50"),
        ("海岚汽配", "00017", "2023-03-15", "乙", None, None),
        ("海岚汽配", "00017", "2023-03-15", "丙", None, None),
    ]


def test_merged_headers_of_two_rows_are_joined(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 1, 0, "订单编号")
        sheet.merge_range(0, 1, 1, 1, "日期")
        sheet.merge_range(0, 2, 0, 3, "金额")
        sheet.write_row(1, 2, ["含税", "不含税"])
        for row in range(2, 6):
            sheet.write_row(row, 0, [f"A{row}", f"2024-01-0{row}", 11.3, 10])
    (table,) = tables(tmp_path / "a.xlsx")
    assert table.columns == ("订单编号", "日期", "金额 含税", "金额 不含税")
    assert table.header_rows == (1, 2)


def test_old_workbooks_keep_their_errors(tmp_path: Path) -> None:
    cells = [xls_text(0, 0, "name"), xls_text(0, 1, "amount"), xls_text(1, 0, "A"), xls_error(1, 1, NA)]
    cells += [xls_text(2, 0, "B"), xls_formula_error(2, 1, DIVISION), xls_text(3, 0, "C"), xls_number(3, 1, 7.5)]
    path = write_ole(tmp_path / "a.xls", "Workbook", xls_stream(cells))
    assert rows(path) == [("name", "amount"), ("A", "#N/A"), ("B", "#DIV/0!"), ("C", "7.5")]


@pytest.mark.parametrize("cipher", [0, 1])
def test_old_workbooks_with_a_password(tmp_path: Path, cipher: int) -> None:
    path = write_ole(tmp_path / "a.xls", "Workbook", xls_stream([xls_text(0, 0, "name")], cipher=cipher))
    assert refusal(path)[0] == "workbook_protected"


def binary_record(kind: int, body: bytes) -> bytes:
    return (bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])) + bytes([len(body)]) + body


def binary_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def test_binary_workbooks_keep_their_errors(tmp_path: Path) -> None:
    def cell(kind: int, column: int, value: bytes) -> bytes:
        return binary_record(kind, struct.pack("<II", column, 0) + value)

    def row(number: int) -> bytes:
        return binary_record(0, struct.pack("<II", number, 0) + bytes(17))

    sheet = binary_record(129, b"") + binary_record(148, struct.pack("<IIII", 0, 2, 0, 1)) + binary_record(145, b"")
    sheet += row(0) + cell(6, 0, binary_text("name")) + cell(6, 1, binary_text("n"))
    sheet += row(1) + cell(6, 0, binary_text("A")) + cell(3, 1, bytes([NA]))
    sheet += row(2) + cell(11, 0, bytes([DIVISION]) + bytes(10)) + cell(5, 1, struct.pack("<d", 7.5))
    sheet += binary_record(146, b"") + binary_record(130, b"")
    book = binary_record(131, b"") + binary_record(143, b"")
    book += binary_record(156, struct.pack("<II", 0, 1) + binary_text("rId1") + binary_text("S"))
    book += binary_record(144, b"") + binary_record(132, b"")
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    assert rows(tmp_path / "a.xlsb") == [("name", "n"), ("A", "#N/A"), ("#DIV/0!", "7.5")]


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<style>td {x: y}</style></head>
<body><script>if (a < b) document.write("<table><tr><td>no</table>")</script><table border=1>
<tr><th colspan=3>五月 销售</th></tr>
<tr><th>单号<th>客户</th><th>金额</th></tr>
<tr><td>0017</td><td rowspan="2">甲 &amp; 乙<br>公司</td><td>&nbsp;1,200.50 </td></tr>
<tr><td>0018</td><td>80</td>
<tr><td>0019</td><td>=1+1</td><td></td></tr>
</table></body></html>"""


def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(PAGE.encode("gb18030"))
    (table,) = tables(path)
    assert table.columns == ("单号", "客户", "金额")
    assert engine_rows(table) == [
        ("0017", "甲 & 乙\n公司", "1,200.50"),
        ("0018", "甲 & 乙\n公司", "80"),
        ("0019", "=1+1", None),
    ]
    assert (table.sheet, table.encoding) == (None, None)
    check_whole(table, 5)


def test_several_tables_of_a_web_page_have_names(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    one = "<table><tr><td>id</td><td>n</td></tr><tr><td>a</td><td>1</td></tr></table>"
    path.write_text(f"<html>{one}<p>{one}</html>", encoding="utf-8")
    assert [table.sheet for table in tables(path)] == ["Table 1", "Table 2"]
    assert [table.sheet for table in tables(path, "Table 2")] == ["Table 2"]


def test_a_page_without_a_table_is_none(tmp_path: Path) -> None:
    path = tmp_path / "login.xls"
    path.write_text("<!DOCTYPE html><html><body><form>Please log in</form></body></html>")
    assert refusal(path) == ("kind_unsupported", "HTML")


SPREADSHEET = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="销售"><Table>
<Row><Cell><Data ss:Type="String">单号</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell>
<Cell><Data ss:Type="String">金额</Data></Cell><Cell><Data ss:Type="String">客户</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">0017</Data><Comment><Data>note</Data></Comment></Cell>
<Cell><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1.5E3</Data></Cell>
<Cell><Data ss:Type="String">甲</Data></Cell></Row>
<Row><Cell ss:Index="3" ss:Formula="=R[-1]C*2"/><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="空"><Table/></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "GB2312", "UTF-16"])
def test_xml_of_the_year_2003(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(SPREADSHEET.format(encoding=encoding).encode(encoding))
    (table,) = tables(path)
    assert (table.sheet, table.columns) == ("销售", ("单号", "日期", "金额", "客户"))
    assert engine_rows(table) == [("0017", "2024-05-01", "1500", "甲"), ("0017", None, "=R[-1]C*2", "#N/A")]
    check_whole(table, 4)


def test_xml_with_entities_of_its_own_is_refused_whatever_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(
        SPREADSHEET.format(encoding="UTF-8").replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook')
    )
    with pytest.raises(ReadingError) as caught:
        tables(path)
    assert (caught.value.code, caught.value.fields["detail"]) == ("file_broken", "it declares entities")


def test_other_xml_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text('<?xml version="1.0"?><feed><entry/></feed>')
    assert refusal(path) == ("kind_unsupported", "XML")


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = pa.table(
        {
            "单号": ["0017", "a,b"],
            "n": [17850.0, None],
            "whole": pa.array([2**60, 3]),
            "amount": pa.array([Decimal("1234.5000"), Decimal("0E-4")], pa.decimal128(18, 4)),
            "day": [date(2024, 5, 1), None],
            "at": pa.array([1_700_000_000_123_456_789, 0], pa.timestamp("ns")),
            "zone": [datetime(2024, 5, 1, 12, tzinfo=UTC), None],
            "tags": [["x", "y"], None],
            "kind": pa.array(["甲", "甲"]).dictionary_encode(),
            "yes": [True, False],
        }
    )
    pq.write_table(data, tmp_path / "a.parquet")
    found = rows(tmp_path / "a.parquet")
    assert found[0] == tuple(data.column_names)
    assert found[1] == (
        *("0017", "17850", str(2**60), "1234.5000", "2024-05-01", "2023-11-14 22:13:20"),
        *("2024-05-01 12:00:00+00:00", '["x", "y"]', "甲", "TRUE"),
    )
    assert found[2] == ("a,b", None, "3", "0.0000", None, "1970-01-01", None, None, "甲", "FALSE")
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(content[: len(content) // 2])
    assert refusal(tmp_path / "cut.parquet")[0] == "file_broken"


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        (b"%PDF-1.7\n", "file_not_text", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_not_text", "PNG"),
        (rb"{\rtf1\ansi Sales\par}", "file_not_text", "RTF"),
        (b"\x1f\x8b\x08" + bytes(50), "file_not_text", "GZIP"),
    ],
)
def test_other_kinds_under_a_false_name(tmp_path: Path, content: bytes, code: str, found: str) -> None:
    path = tmp_path / "sales.xlsx"
    path.write_bytes(content)
    assert refusal(path) == (code, found)


def test_a_letter_is_no_workbook(tmp_path: Path) -> None:
    path = write_ole(tmp_path / "letter.xls", "WordDocument", b"Dear Sir")
    assert refusal(path) == ("kind_unsupported", "DOC")


def test_a_sheet_is_written_as_it_was_read(tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{row}">{text_cell(f"A{row}", first)}{text_cell(f"B{row}", second)}</row>'
        for row, (first, second) in enumerate((("name", "n"), ("x", "1"), ("y", "2")), 1)
    )
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: sheet_xml(cells)})
    assert main(["read", str(path), "--out", str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.csv").read_bytes() == b"name,n\r\nx,1\r\ny,2\r\n"


def test_a_table_far_down_is_not_called_empty(tmp_path: Path) -> None:
    cells = f'<row r="9000">{text_cell("A9000", "name")}</row><row r="9001">{text_cell("A9001", "x")}</row>'
    path = write_xlsx(tmp_path / "a.xlsx", {SHEET: sheet_xml(cells)})
    with pytest.raises(ReadingError) as caught:
        tables(path)
    assert (caught.value.code, caught.value.fields["row"]) == ("table_too_low", 9000)


def test_a_workbook_may_have_its_parts_anywhere(tmp_path: Path) -> None:
    cells = f'<row r="1">{text_cell("A1", "name")}{text_cell("B1", "n")}</row>'
    cells += f'<row r="2">{text_cell("A2", "x")}<c r="B2" t="e"><v>#N/A</v></c></row>'
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES.replace("/xl/workbook.xml", "/workbook.xml"))
        archive.writestr("_rels/.rels", ROOT.replace("xl/workbook.xml", "workbook.xml"))
        archive.writestr("workbook.xml", BOOK)
        archive.writestr("_rels/workbook.xml.rels", BOOK_LINKS)
        archive.writestr("worksheets/sheet1.xml", sheet_xml(cells))
    assert rows(path)[1:] == [("x", "#N/A")]


def test_a_number_over_merged_rows_stands_once(tmp_path: Path) -> None:
    """It may be the total of the rows."""
    merged = '<Row><Cell ss:Index="4" ss:MergeDown="1"><Data ss:Type="Number">7.5</Data></Cell></Row><Row></Row>'
    path = tmp_path / "export.xls"
    path.write_text(SPREADSHEET.format(encoding="UTF-8").replace("</Table>", f"{merged}</Table>", 1), encoding="utf-8")
    assert [row[3] for row in rows(path)] == ["客户", "甲", "#N/A", "7.5"]


def test_a_cell_that_reaches_down_behind_a_short_row_belongs_to_that_row(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    lines = ["<th>id<th>amount<th>region", "<td>1<td>5<td rowspan=2>North", "<td>2", "<td>3<td>7", "<td>4<td>8<td>West"]
    path.write_text("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    assert rows(path)[1:] == [("1", "5", "North"), ("2", None, "North"), ("3", "7", None), ("4", "8", "West")]


def test_spans_and_tables_of_a_web_page_have_an_end(tmp_path: Path) -> None:
    path = tmp_path / "wide.xls"
    path.write_text("<table><tr><td>name<td>n</tr><tr>" + "<td colspan=16384 rowspan=65536>x" * 50 + "<tr><td>" * 3)
    (table,) = tables(path)
    assert (table.rows, table.sample[0][0], len(table.columns) < 1100) == (4, "x", True)
    path.write_text("<table><tr><td>" * 600)
    assert refusal(path)[0] == "file_broken"
