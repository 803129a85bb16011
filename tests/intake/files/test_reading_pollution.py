"""One clean table, spoiled in one way at a time: it comes back cell by cell."""

import csv

import pytest

from core.errors import ReadingError
from core.intake.files.reading import Hints
from tests.intake.files.reading_support import CLEAN, as_csv, check_whole, engine_rows, expected, numbered_rows, read

HEADER, DATA = tuple(CLEAN[0]), CLEAN[1:]
LATIN = [[cell.replace("海岚汽配", "Hailan").replace("龙腾贸易", "José") for cell in row] for row in CLEAN]
LATIN[0] = ["order id", "date", "customer", "amount", "note"]
LATIN = [[cell if cell.isascii() or "ü" in cell or "é" in cell else "naïve" for cell in row] for row in LATIN]
PLAIN = as_csv(CLEAN)

REGULAR = {
    "utf-8": PLAIN.encode(),
    "utf-8 mark": PLAIN.encode("utf-8-sig"),
    "utf-16": PLAIN.encode("utf-16"),
    "utf-16 be without mark": PLAIN.encode("utf-16-be"),
    "utf-16 le without mark": PLAIN.encode("utf-16-le"),
    "crlf": as_csv(CLEAN, lineterminator="\r\n").encode(),
    "no final newline": PLAIN.rstrip("\n").encode(),
    "crlf, no final newline": as_csv(CLEAN, lineterminator="\r\n").rstrip().encode(),
    "semicolon": as_csv(CLEAN, delimiter=";").encode(),
    "tab": as_csv(CLEAN, delimiter="\t").encode(),
    "pipe": as_csv(CLEAN, delimiter="|").encode(),
    "caret": as_csv(CLEAN, delimiter="^").encode(),
    "tilde": as_csv(CLEAN, delimiter="~").encode(),
    "all quoted": as_csv(CLEAN, quoting=csv.QUOTE_ALL).encode(),
    "single quotes": as_csv(CLEAN, quotechar="'", quoting=csv.QUOTE_ALL).encode(),
}
IRREGULAR = {
    "cr": as_csv(CLEAN, lineterminator="\r", quoting=csv.QUOTE_ALL).encode(),
    "mixed line ends": PLAIN.replace("急件\n", "急件\r\n").encode(),
    "backslash escapes": as_csv(CLEAN, escapechar="\\", doublequote=False).encode(),
    "two characters": as_csv(CLEAN, delimiter="|").replace("|", "||").encode(),
    "three characters": as_csv(CLEAN, delimiter="|").replace("|", "~|~").encode(),
    "comma and blank": as_csv(CLEAN, delimiter="|").replace(",", "，").replace("|", ", ").encode(),
    "stray quote in a cell": PLAIN.replace("急件", '急"件').encode(),
    "quote within quotes": as_csv(CLEAN, quoting=csv.QUOTE_ALL).replace("急件", '急"件').encode(),
    "quote never closed": PLAIN.replace("急件", '"急件').encode(),
    "quote before the end": as_csv(CLEAN, quoting=csv.QUOTE_ALL).replace('"急件"', '"急件""').encode(),
    "blanks around quotes": as_csv(CLEAN, quoting=csv.QUOTE_ALL).replace('","', '" , "').encode(),
    "zero bytes": PLAIN.replace("急件", "急\0件").encode(),
}
CHANGED = {
    "comma and blank": ("Müller, Köln", "Müller， Köln"),
    "stray quote in a cell": ("急件", '急"件'),
    "quote within quotes": ("急件", '急"件'),
    "quote never closed": ("急件", '"急件'),
    "quote before the end": ("急件", '急件"'),
}


@pytest.mark.parametrize("kind", REGULAR)
def test_a_regular_file_is_read_as_it_is(tmp_path, kind):
    table = read(tmp_path, REGULAR[kind])
    assert table.columns == HEADER
    assert engine_rows(table) == expected(DATA)
    assert [*table.sample] == expected(DATA)
    assert not table.scan.row_column
    check_whole(table, 7)


@pytest.mark.parametrize("kind", IRREGULAR)
def test_an_irregular_file_is_read_from_a_copy(tmp_path, kind):
    table = read(tmp_path, IRREGULAR[kind])
    old, new = CHANGED.get(kind, ("", ""))
    wanted = [[cell.replace(old, new) if old else cell for cell in row] for row in DATA]
    assert table.columns == HEADER
    assert engine_rows(table) == expected(wanted)
    assert table.scan.row_column
    assert not table.ragged
    check_whole(table, 7)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp1252", "latin-1", "mac-roman"])
def test_other_encodings_are_recognised_by_their_characters(tmp_path, encoding):
    rows = CLEAN if encoding == "gb18030" else LATIN
    if encoding == "big5":
        rows = [
            ["訂單編號", "日期", "客戶名稱", "金額"],
            ["1", "2024-01-01", "臺灣積體電路", "5"],
            ["2", "2024-01-02", "統一超商", "7"],
        ]
    if encoding == "gb18030":
        rows = [[cell.replace("ü", "u").replace("ö", "o") for cell in row] for row in rows]
    table = read(tmp_path, as_csv(rows).encode(encoding))
    assert [*table.columns] == rows[0]
    assert engine_rows(table) == expected(rows[1:])
    check_whole(table, len(rows))


def test_titles_blanks_totals_and_notes_are_skipped_with_their_reason(tmp_path):
    clean = [row for row in CLEAN if "\n" not in row[4]]
    above, below = "海岚汽配 销售报表\n\n期间：2024-01 至 2024-03\n", "合计,,,1675.29,\n\n制表人：张三\n"
    content = f"{above}{as_csv(clean[:3])},,,,\n\n{as_csv(clean[3:])}{below}"
    table = read(tmp_path, content)
    reasons = {row.row: row.reason for row in table.skipped}
    titles, blanks = dict.fromkeys((1, 3, 14), "title"), dict.fromkeys((2, 7, 8, 13), "blank")
    assert reasons == {**titles, **blanks, 12: "total"}
    assert table.header_rows == (4,)
    assert engine_rows(table) == expected(clean[1:])
    assert table.skipped[5].text.startswith("合计")
    check_whole(table, 14)


def test_a_line_of_signatures_is_a_note_and_a_short_row_is_not(tmp_path):
    rows = "日期,客户,金额\n2024-01-01,甲,1\n2024-01-02,乙,2\n2024-01-03,备注：退,\n"
    table = read(tmp_path, f"{rows}制表人：王,审核：,\n")
    assert [(row.row, row.reason) for row in table.skipped] == [(5, "title")]
    assert table.rows == 3


def test_total_lines_in_english_need_not_be_alone(tmp_path):
    table = read(tmp_path, "date,customer,amount\n2024-01-01,A,1\n2024-01-02,B,2\nGrand Total,,3\n")
    assert [(row.row, row.reason) for row in table.skipped] == [(4, "total")]
    assert table.rows == 2


def test_a_customer_named_like_a_total_stays(tmp_path):
    table = read(tmp_path, "date,customer,amount\n2024-01-01,A,1\n2024-01-02,Total Energies,2\n")
    assert (table.rows, table.skipped) == (2, ())


def test_short_rows_are_padded_and_long_ones_keep_what_is_too_much(tmp_path):
    table = read(tmp_path, "date,customer,amount\n2024-01-01,A,1\n2024-01-02,B\n2024-01-03,C,1,234\n2024-01-04,D,5,\n")
    assert table.ragged == (3, 4, 5)
    assert table.has_extra
    assert numbered_rows(table) == [
        (2, "2024-01-01", "A", "1", None), (3, "2024-01-02", "B", None, None),
        (4, "2024-01-03", "C", "1", "234"), (5, "2024-01-04", "D", "5", None),
    ]  # fmt: skip
    check_whole(table, 5)


def test_cells_too_many_that_are_empty_are_no_overflow(tmp_path):
    table = read(tmp_path, "date,customer,amount\n2024-01-01,A,1,,\n2024-01-02,B,2\n2024-01-03,C,3\n")
    assert (table.ragged, table.has_extra) == ((2,), False)
    assert engine_rows(table)[0] == ("2024-01-01", "A", "1")


def test_one_open_quote_does_not_swallow_the_rows_after_it(tmp_path):
    lines = [f'{n},name {n},{n}.5,"note {n}"' for n in range(1, 400)]
    lines[50] = '51,"name 51,51.5,x'
    table = read(tmp_path, "id,name,amount,note\n" + "\n".join(lines) + "\n")
    assert table.rows == 399
    assert engine_rows(table)[50] == ("51", '"name 51', "51.5", "x")
    check_whole(table, 400)


def test_a_blank_row_of_delimiters_far_down_is_found(tmp_path):
    body = "".join(f"{n},2024-01-01,{n}.5\n" for n in range(50_000))
    table = read(tmp_path, f"id,date,amount\n{body},,\n{body}")
    assert (table.rows, table.skipped[0].row, table.skipped[0].reason) == (100_000, 50_002, "blank")


def test_two_header_rows_are_joined(tmp_path):
    content = "客户,销售,,成本,\n,数量,金额,单价,合计\nA,1,2.5,3,4\nB,2,3.5,4,5\nC,3,4.5,5,6\n"
    table = read(tmp_path, content)
    assert table.header_rows == (1, 2)
    assert table.columns == ("客户", "销售 数量", "销售 金额", "成本 单价", "成本 合计")
    assert table.rows == 3


def test_no_header_gives_numbered_columns(tmp_path):
    table = read(tmp_path, as_csv(CLEAN[1:]))
    assert (table.header_rows, table.columns[0], table.scan.first_row) == ((), "column_1", 1)
    assert engine_rows(table) == expected(DATA)


def test_double_and_missing_names_are_numbered(tmp_path):
    table = read(tmp_path, "id, Amount ,Amount,\n1,2,3,4\n2,3,4,5\n")
    assert table.columns == ("id", "Amount", "Amount (2)", "column_4")


def test_comments_of_one_column_are_not_cut_at_their_blanks(tmp_path):
    table = read(tmp_path, "comment\ntea\nthe tea was good\nservice was very slow\n")
    assert (table.columns, table.rows) == (("comment",), 3)


@pytest.mark.parametrize("name", ["收琛", "闪蛉"])
def test_rare_signs_of_one_name_are_still_chinese(tmp_path, name):
    """As letters of Western alphabets they would do, but come in pairs."""
    assert engine_rows(read(tmp_path, f"id,name\n0,{name}\n".encode("gb18030"))) == [("0", name)]


def test_one_column_and_fixed_width(tmp_path):
    assert read(tmp_path, "name\nAnn, Bob\nCarl\n").columns == ("name",)
    table = read(tmp_path, " id  date     amount\n 001 20240101  1.5\n 002 20240102 12.0\n")
    assert engine_rows(table) == [("001", "20240101", "1.5"), ("002", "20240102", "12.0")]


def test_the_separator_line_of_excel_is_obeyed(tmp_path):
    table = read(tmp_path, "sep=;\nid;name;amount\n1;A,B;2\n2;C,D;3\n")
    assert (table.delimiter, table.columns, table.rows) == (";", ("id", "name", "amount"), 2)
    check_whole(table, 4)


def test_hints_are_obeyed(tmp_path):
    table = read(tmp_path, "a;b\n1;2\n3;4\n", Hints(delimiter=",", header_row=0))
    assert engine_rows(table) == [("a;b",), ("1;2",), ("3;4",)]
    table = read(tmp_path, "x,y\n1,2\nname,amount\nA,4\n", Hints(header_row=3))
    assert (table.columns, table.rows, len(table.skipped)) == (("name", "amount"), 1, 2)
    table = read(tmp_path, "名,价\n甲,4\n".encode("gbk"), Hints(encoding="GBK"))
    assert (table.encoding, table.columns) == ("gb18030", ("名", "价"))


def test_a_large_file_of_an_old_mac_has_lines(tmp_path):
    rows = [["name", "amount"], *([f"n{number}", str(number)] for number in range(200_000))]
    table = read(tmp_path, as_csv(rows, lineterminator="\r"))
    assert (table.columns, table.rows, table.sample[0]) == (("name", "amount"), 200_000, ("n0", "0"))
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, "a,b\r1,2\r" + "x" * 2_500_000)
    assert (caught.value.code, caught.value.fields["row"]) == ("row_too_large", 3)
