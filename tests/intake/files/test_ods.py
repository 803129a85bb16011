"""An OpenDocument sheet, written by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

from core.intake.files.reading import read_tables

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
NAMES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def cell(kind: str, shown: str, value: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'


def text(words: str) -> str:
    return cell("string", words)


def number(value: str) -> str:
    return cell("float", value, f'office:value="{value}"')


def day(value: str) -> str:
    return cell("date", value, f'office:date-value="{value}"')


def write_ods(path: Path, rows: list[list[str]]) -> Path:
    body = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="销售">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_an_ods_sheet_is_read(tmp_path: Path) -> None:
    rows = [
        [text("订单号"), text("日期"), text("客户"), text("金额")],
        [text("007"), day("2024-01-05"), text("A"), number("10.5")],
        [text("008"), day("2024-01-06"), text("B"), number("20")],
    ]
    path = write_ods(tmp_path / "sales.ods", rows)
    (table,) = read_tables(path, path.name, tmp_path)
    assert (table.sheet, table.columns, table.rows) == ("销售", ("订单号", "日期", "客户", "金额"), 2)
    assert table.sample == (("007", "2024-01-05", "A", "10.5"), ("008", "2024-01-06", "B", "20"))


def test_errors_are_neither_zero_nor_nothing_and_long_durations_are_hours(tmp_path: Path) -> None:
    error = 'calcext:value-type="error"'
    rows = [
        [text("单号"), text("金额"), text("客户"), text("工时")],
        [
            text("007"),
            cell("float", "#DIV/0!", f'office:value="0" {error} table:number-columns-repeated="2"'),
            cell("time", "30:05:00", 'office:time-value="PT30H05M00S"'),
        ],
        [text("008"), number("0"), cell("string", "#N/A", f'{error} office:string-value=""'), number("1")],
    ]
    path = write_ods(tmp_path / "sales.ods", rows)
    (table,) = read_tables(path, path.name, tmp_path)
    assert table.sample == (("007", "#DIV/0!", "#DIV/0!", "30:05:00"), ("008", "0", "#N/A", "1"))
