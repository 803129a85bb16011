"""Cells at fixed places, also where they hold blanks or nothing."""

import os
from pathlib import Path

import pytest

from core.intake.files.fixed import fixed_delimiters
from core.intake.files.quotes import fixed_cells
from core.intake.files.reading import Hints
from tests.intake.files.reading_support import check_whole, engine_rows, read

DATA = os.environ.get("REAL_DATA_DIR")
ROWS = [
    ("A001", "Ann Smith", "2024-01-05", "Berlin", "12.5"),
    ("A002", "Bob", "2024-01-06", None, "300"),
    ("A003", "Carla de la Cruz", "2024-02-06", "New York", "7.25"),
    ("A004", None, "2024-02-07", "Paris", "1"),
]
FORM = "{:<6}{:<20}{:<12}{:<10}{:>8}\n"


def lines(rows, form=FORM):
    return "".join(form.format(*(cell or "" for cell in row)) for row in rows)


def test_blanks_within_cells_and_empty_cells_keep_their_places(tmp_path):
    table = read(tmp_path, lines([("id", "name", "date", "city", "amount"), *ROWS]))
    assert table.columns == ("id", "name", "date", "city", "amount")
    assert engine_rows(table) == ROWS
    check_whole(table, 5)


def test_without_a_header(tmp_path):
    table = read(tmp_path, lines(ROWS * 4))
    assert (table.header_rows, engine_rows(table)) == ((), ROWS * 4)


def test_a_rule_says_where_columns_are(tmp_path):
    rule = [("-----", "----------", "----------", "----", "------")]
    table = read(tmp_path, lines([("id", "name", "date", "city", "amount"), *rule, *ROWS]))
    assert engine_rows(table) == ROWS
    assert [(row.row, row.reason) for row in table.skipped] == [(2, "title")]


def test_single_blanks_divide_columns_where_numbers_stand(tmp_path):
    rows = [(f"{n:03}", f"2024-01-{n + 1:02}", f"{n}.50") for n in range(12)]
    table = read(tmp_path, lines(rows, "{} {}  {:>6}\n"))
    assert engine_rows(table) == rows


def test_single_blanks_above_each_other_may_be_chance_in_few_lines():
    places = ["Shop 12  Berlin   5.50", "Hall 34  Bremen  12.00", "Barn 56  Paris    7.25"]
    assert fixed_delimiters(places) == ["fixed:0,9,17"]
    assert fixed_delimiters(places * 3) == ["fixed:0,5,9,17"]


def test_a_number_wider_than_all_before_it_is_not_cut(tmp_path):
    far = [("A005", "Dan", "2024-02-08", "Rome", "1234567.25")]
    table = read(tmp_path, lines([*ROWS * 200, *far], "{:<6}{:<20}{:<12}{:<10}{:>14}\n"))
    assert engine_rows(table)[-1] == far[0]


CHINESE = [
    ("张三", "2023-05-01", "10.50"),
    ("欧阳 修", "2023-05-02", "7.25"),
    ("北京 商贸 有限公司", "2023-05-03", None),
    ("李\u3000四", "2023-05-04", "12.00"),
    ("Ann Smith", "2023-05-05", "3.00"),
]


def on_screen(text, places):
    """Padded as a screen shows it and as bytes of GBK are counted: hanzi take two places."""
    return text + " " * (places - len(text.encode("gb18030")))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_hanzi_take_two_places_where_cells_are_padded_so(tmp_path, encoding):
    rows = [("客户", "日期", "金额"), *CHINESE * 4]
    padded = "".join(on_screen(one, 20) + on_screen(two, 12) + (three or "") + "\n" for one, two, three in rows)
    table = read(tmp_path, padded.encode(encoding))
    assert (table.columns, table.delimiter) == (rows[0], "fixed:wide:0,20,32")
    assert engine_rows(table) == CHINESE * 4
    check_whole(table, 21)


def test_hanzi_take_one_place_where_cells_are_padded_so(tmp_path):
    form = "{:<20}{:<12}{:<8}\n"
    table = read(tmp_path, lines([("客户", "日期", "金额"), *CHINESE * 4], form))
    assert (table.columns, engine_rows(table)) == (("客户", "日期", "金额"), CHINESE * 4)


def test_a_word_over_a_border_belongs_to_the_right():
    assert fixed_cells("ab 12345", "fixed:0,5") == ["ab", "12345"]
    assert fixed_cells("ab   345", "fixed:0,5") == ["ab", "345"]
    assert fixed_cells("ab", "fixed:0,5") == ["ab", ""]


def test_the_places_can_be_said(tmp_path):
    table = read(tmp_path, "12345ab\n67890cd\n", Hints(delimiter="fixed:0,5", header_row=0))
    assert engine_rows(table) == [("12345", "ab"), ("67890", "cd")]


@pytest.mark.skipif(not DATA, reason="REAL_DATA_DIR names no folder of real data")
@pytest.mark.parametrize(("name", "columns", "rows"), [("CDNOW_master.txt", 4, 69_659), ("CDNOW_sample.txt", 5, 6919)])
def test_real_tables_of_padded_cells(tmp_path, name, columns, rows):
    table = read(tmp_path, (Path(DATA or "") / "cdnow" / name).read_bytes(), name=name)
    assert (len(table.columns), table.rows, bool(table.header_rows)) == (columns, rows, columns == 4)
    assert table.ragged == ()
