"""What cannot be read is refused with a code, and the real files are read whole."""

import pytest

from core.errors import ReadingError
from core.intake.files.reading import Hints, read_tables
from tests.intake.files.reading_support import engine_rows, read

REFUSED = {
    "empty": (b"", "file_empty"),
    "blank": (b"\xef\xbb\xbf\n\n  \n", "file_empty"),
    "header only": (b"order id,date,amount\n", "file_header_only"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "file_not_text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_not_text"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "file_not_text"),
    "binary": (bytes(range(1, 32)) * 200, "file_not_text"),
    "xml": (b'<?xml version="1.0"?><a/>', "kind_unsupported"),
    "old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kind_unsupported"),
    "broken bytes": (b"id,name\n" + "1,客户名称\n".encode() * 300 + b"2,\xff\xfe\n", "encoding_failed"),
    "endless line": (b"id,name\n1," + b"x" * 3_000_000 + b"\n", "row_too_large"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_each_refusal_has_its_code(tmp_path, kind):
    content, code = REFUSED[kind]
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, content)
    assert caught.value.code == code
    assert not list((tmp_path / "spool").glob("*"))


def test_a_broken_byte_is_named_by_its_place(tmp_path):
    content = REFUSED["broken bytes"][0]
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, content)
    assert caught.value.fields == {"encoding": "utf-8", "byte": content.index(b"\xff")}


def test_an_unknown_encoding_is_said(tmp_path):
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, b"a,b\n1,2\n", Hints(encoding="klingon"))
    assert caught.value.code == "encoding_unknown"


def test_a_late_first_chinese_name_decides_the_encoding(tmp_path):
    body = "".join(f"{n},name {n},{n}.5\n" for n in range(60_000))
    table = read(tmp_path, f"id,name,amount\n{body}60000,海岚汽配有限公司,1\n".encode("gb18030"))
    assert (table.encoding, table.rows) == ("gb18030", 60_001)
    assert engine_rows(table)[-1] == ("60000", "海岚汽配有限公司", "1")


def test_the_months_of_online_retail_are_read_whole(real_data, tmp_path):
    paths = sorted((real_data / "uci_online_retail").glob("*.csv"))
    tables = [table for path in paths for table in read_tables(path, path.name, tmp_path)]
    assert sum(table.rows for table in tables) == 541_909
    assert not any(table.skipped or table.ragged or table.scan.row_column for table in tables)


def test_the_superstore_has_three_sheets(real_data, tmp_path):
    (path,) = (real_data / "cn_superstore").glob("*.xls")
    tables = read_tables(path, path.name, tmp_path)
    assert [(table.sheet, table.rows) for table in tables] == [("订单", 10_000), ("退货", 296), ("销售人员", 6)]
    assert engine_rows(tables[0])[0][:4] == ("1", "US-2017-1357144", "2017-04-27", "2017-04-29")


@pytest.mark.parametrize(
    ("file", "rows", "header"),
    [
        ("olist_subset/olist_order_reviews_dataset.csv", 8225, (1,)),
        ("surveys/Factor-Hair-Revised.csv", 100, (1,)),
        ("surveys/NPS_timeseries_data.csv", 5000, (1,)),
        ("cdnow/CDNOW_master.txt", 69_659, (1,)),
        ("cdnow/CDNOW_sample.txt", 6919, ()),
    ],
)
def test_other_public_files(real_data, tmp_path, file, rows, header):
    path = real_data / file
    (table,) = read_tables(path, path.name, tmp_path)
    assert (table.rows, table.header_rows) == (rows, header)
    assert len(engine_rows(table)) == rows


def test_a_header_row_below_the_last_row_is_no_empty_file(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("day,amount\n" + "2024-01-05,5.50\n" * 20)
    with pytest.raises(ReadingError) as caught:
        read_tables(path, path.name, tmp_path / "spool", Hints(header_row=99))
    assert caught.value.code == "header_row_beyond"
    assert caught.value.fields == {"file": "short.csv", "row": 99, "rows": 21}
    assert read_tables(path, path.name, tmp_path / "spool", Hints(header_row=1))[0].rows == 20
