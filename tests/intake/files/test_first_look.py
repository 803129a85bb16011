"""The beginning of a file is shown without reading the rest of it."""

import pytest

from core.errors import ReadingError
from core.intake.files.first_look import LOOK_BYTES, first_look
from core.intake.files.reading import Hints, read_tables
from tests.intake.files.reading_support import engine_rows

HEADER = "订单号,日期,客户,金额\n"
LINES = "".join(f"{n:07},2024-01-05,海岚汽配,{n}.50\n" for n in range(60_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_large_file_is_seen_from_its_first_megabyte(tmp_path, encoding):
    path = tmp_path / "large.csv"
    path.write_bytes((HEADER + LINES).encode(encoding))
    look = first_look(path, path.name, tmp_path / "spool")
    (table,) = look.tables
    assert table.columns == ("订单号", "日期", "客户", "金额")
    assert table.sample[0] == ("0000000", "2024-01-05", "海岚汽配", "0.50")
    assert not table.ragged
    assert 0.2 < look.share_read < 0.6
    assert table.rows / look.share_read == pytest.approx(60_000, rel=0.02)
    assert engine_rows(table)[-1][0] == f"{table.rows - 1:07}"


def test_what_follows_is_not_read(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes((HEADER + LINES).encode() + b"1,\xff\xfe broken bytes,2\n")
    assert first_look(path, path.name, tmp_path / "spool").tables[0].rows > 10_000
    with pytest.raises(ReadingError):
        read_tables(path, path.name, tmp_path / "spool")


def test_a_small_file_is_seen_as_a_whole(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("a;b\n1;2\n")
    look = first_look(path, path.name, tmp_path / "spool", Hints(delimiter=";"))
    assert (look.share_read, look.tables[0].rows) == (1.0, 1)


def test_no_copy_stays_that_nothing_needs(tmp_path):
    spool = tmp_path / "spool"
    path = tmp_path / "small.csv"
    path.write_text("Title\n\na;b;c\n1;2;3\n2;3;4\n")
    look = first_look(path, path.name, spool)
    assert list(spool.iterdir()) == [look.tables[0].path]
    path.write_text("")
    with pytest.raises(ReadingError):
        first_look(path, path.name, spool)
    assert len(list(spool.iterdir())) == 1


def test_a_workbook_has_no_first_megabyte(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(path)
    assert first_look(path, path.name, tmp_path / "spool") is None


def test_one_line_longer_than_the_look_is_cut_between_characters(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(("a,b\n1," + "海" * LOOK_BYTES).encode("utf-16"))
    look = first_look(path, path.name, tmp_path / "spool", Hints(header_row=1))
    assert look.tables[0].columns == ("a", "b")
