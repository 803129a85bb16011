"""Several tables in one file, headers and totals amid the data: each row is where it belongs."""

import pytest

from core.errors import ReadingError
from core.intake.files.reading import Hints, read_tables
from core.intake.files.survey import Survey
from tests.intake.files.reading_support import engine_rows, numbered_rows, read

SALES = "date,customer,amount\n2024-01-01,A,1\n2024-01-02,B,2\n2024-01-03,C,3\n"
STOCK = "product,place,stock\nP1,x,10\nP2,y,20\n"


def tables_of(tmp_path, content, hints=Hints()):  # noqa: B008
    path = tmp_path / "file.csv"
    path.write_text(content)
    return read_tables(path, path.name, tmp_path / "spool", hints)


@pytest.mark.parametrize("between", ["", "\n", "\n\n", "\nStock of the week\n\n"])
def test_a_second_table_with_other_names_is_a_table_of_its_own(tmp_path, between):
    sales, stock = tables_of(tmp_path, SALES + between + STOCK)
    assert (sales.sheet, stock.sheet) == ("#1", "#2")
    assert engine_rows(sales) == [("2024-01-01", "A", "1"), ("2024-01-02", "B", "2"), ("2024-01-03", "C", "3")]
    assert engine_rows(stock) == [("P1", "x", "10"), ("P2", "y", "20")]
    rows = [*numbered_rows(sales), *numbered_rows(stock)]
    skipped = [row.row for table in (sales, stock) for row in table.skipped]
    seen = [*(row[0] for row in rows), *sales.header_rows, *stock.header_rows, *skipped]
    assert sorted(seen) == list(range(1, 8 + between.count("\n")))
    assert (sales.first_row, stock.last_row) == (1, 7 + between.count("\n"))


def test_one_of_the_tables_can_be_chosen(tmp_path):
    (stock,) = tables_of(tmp_path, SALES + "\n" + STOCK, Hints(sheet="#2"))
    assert stock.columns == ("product", "place", "stock")
    with pytest.raises(ReadingError) as caught:
        tables_of(tmp_path, SALES + "\n" + STOCK, Hints(sheet="#3"))
    assert (caught.value.code, caught.value.fields["sheets"]) == ("sheet_missing", ["#1", "#2"])


def test_a_file_of_one_table_has_no_sheets(tmp_path):
    (table,) = tables_of(tmp_path, SALES, Hints(sheet="Sheet1"))
    assert table.sheet is None


def test_a_second_table_may_be_longer_than_what_is_looked_at(tmp_path):
    body = "".join(f"P{n},{n}.5,2024-01-01,x\n" for n in range(3000))
    sales, stock = tables_of(tmp_path, f"{SALES}\nproduct,price,since,unit\n{body}")
    assert (sales.rows, stock.rows) == (3, 3000)
    first = "".join(f"2024-01-01,customer {n},{n}\n" for n in range(3000))
    sales, stock = tables_of(tmp_path, f"date,customer,amount\n{first}\nproduct,price,since,unit\n{body}")
    assert (sales.rows, stock.rows, stock.header_rows) == (3000, 3000, (3003,))


def test_a_table_with_cells_too_many_does_not_lose_its_neighbours(tmp_path):
    content = SALES + "\n" + STOCK.replace("P2,y,20", "P2,y,20,late") + "\n" + "name,day,hours\nAnn,2024-01-01,8\n"
    sales, stock, hours = tables_of(tmp_path, content)
    assert (sales.rows, stock.has_extra, hours.columns) == (3, True, ("name", "day", "hours"))
    assert engine_rows(stock)[1] == ("P2", "y", "20", "late")
    assert engine_rows(hours) == [("Ann", "2024-01-01", "8")]


def test_rows_that_look_odd_are_no_table(tmp_path):
    table = read(tmp_path, SALES + "n/a,unknown,none\n" + "2024-01-04,D,4\n\n2024-01-05,E,5\n")
    assert (table.rows, len(table.skipped)) == (6, 1)


ROWS = "".join(f"C{n},2024-01-0{n},{n}.50\n" for n in range(1, 10))


@pytest.mark.parametrize("columns", ["customer,date,amount", "customer,date,amount,comment", "customer,date,amount,,"])
@pytest.mark.parametrize(
    "odd",
    ["Contoso,-,N/A", "Contoso,TBD,pending", "Contoso,open,pending", "Contoso,no date,no amount", "康达,待定,待确认"],
)
def test_a_row_of_words_amid_rows_of_one_kind_is_one_of_them(tmp_path, columns, odd):
    """Cut there, the file would lose all that follows."""
    content = f"{ROWS}{odd}\n{ROWS}".replace("\n", "," * (columns.count(",") - 2) + "\n")
    table = read(tmp_path, f"{columns}\n{content}")
    assert (table.rows, table.skipped) == (19, ())


@pytest.mark.parametrize("odd", ["Contoso,2024-01-04,unknown", "Contoso,unknown,not known", "Contoso,n/a,?"])
def test_a_row_of_words_behind_a_blank_one_is_no_header_where_its_words_name_nothing(tmp_path, odd):
    table = read(tmp_path, f"customer,date,amount\n{ROWS}\n{odd}\n{ROWS}")
    assert (table.rows, len(table.skipped)) == (19, 1)


@pytest.mark.parametrize(
    "content",
    [
        f"customer,date,amount\n{ROWS}supplier,order date,price\n{ROWS}",
        f"Kunde,Datum,Betrag\n{ROWS}\nArtikel,Seit,Bestand\n{ROWS}",
        f"Kunde,Datum,Betrag,Ort\n{ROWS.replace('50', '50,x')}Artikel,Seit,Bestand\n{ROWS}",
    ],
)
def test_tables_of_the_same_kinds_of_columns_are_two_where_their_names_or_what_divides_them_say_so(tmp_path, content):
    first, second = tables_of(tmp_path, content)
    assert (first.rows, second.rows) == (9, 9)


def test_the_header_again_is_skipped_wherever_it_stands(tmp_path):
    body = "".join(f"2024-01-01,customer {n},{n}.50\n" for n in range(40_000))
    table = read(tmp_path, f"date,customer,amount\n{body}date,customer,amount\n{body}")
    assert (table.rows, [(row.row, row.reason) for row in table.skipped]) == (80_000, [(40_002, "header")])


def test_files_written_one_behind_the_other_with_their_marks_are_one_table(tmp_path):
    body = "".join(f"2024-01-01,customer {n},{n}.50\n" for n in range(20_000))
    month = f"\ufeffdate,customer,amount\n{body}"
    table = read(tmp_path, month * 3)
    assert (table.rows, [row.row for row in table.skipped]) == (60_000, [20_002, 40_003])


@pytest.mark.parametrize("size", [7, 9, 10_000])
@pytest.mark.parametrize(("again", "regular"), [(b"", True), (b"id\n", False), (b"\xef\xbb\xbfid\n", False)])
def test_the_survey_sees_the_header_again_and_not_cells_that_end_like_it(size, again, regular):
    data = b"id\n" + b"".join(b"%d valid\n" % n for n in range(50)) + again + b"x\n"
    survey = Survey(",", '"', 1, b"id\n")
    for start in range(0, len(data), size):
        survey.feed(data[start : start + size])
    survey.finish()
    assert survey.regular is regular
    assert not regular or survey.rows == 52


def test_subtotals_are_skipped_where_they_are_certain(tmp_path):
    content = (
        "日期,客户,产品,金额\n2024-01-01,A,x,1\n2024-01-02,A,y,2\n小计,,,3\n"
        "2024-01-03,B,x,4\nB 合计：,,,4\n2024-01-04,Total Energies,,5\n2024-01-05,Total,z,6\n总计,,,18\n"
    )
    table = read(tmp_path, content)
    assert [(row.row, row.reason) for row in table.skipped] == [(4, "total"), (6, "total"), (9, "total")]
    assert [row[3] for row in engine_rows(table)] == ["1", "2", "4", "5", "6"]


def test_a_customer_called_like_a_total_stays_without_a_date(tmp_path):
    content = "customer,city,amount\nA,x,1\nTotal,,2\nB,y,3\nC,z,4\n"
    table = read(tmp_path, content)
    assert (table.rows, table.skipped) == (4, ())


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("Total Energies,2024-01-10,900.00,", None),
        ("SUM Logistics,2024-01-10,900.00,", None),
        ("Total Energies,soon,900.00,Paris", None),
        ("Total Germany,,900.00,", "total"),
        ("Total,2024-01-10,900.00,", "total"),
        ("Total amount,2024-01-10,900.00,", "total"),
        ("Total for May,2024-01-10,900.00,", "total"),
        ("Grand total 2024,2024-01-10,900.00,", "total"),
        ("合计（元）,2024-01-10,900.00,", "total"),
        ("合计,—,900.00,—", "total"),
        ("合计,2024-01-10,900.00,Paris", None),
    ],
)
def test_the_last_row_is_a_total_and_not_somebody_called_like_one(tmp_path, last, reason):
    rows = ROWS.replace("\n", ",Paris\n")
    table = read(tmp_path, f"customer,date,amount,city\n{rows}{last}\n")
    assert [row.reason for row in table.skipped] == ([reason] if reason else [])


def test_the_last_of_a_list_of_customers_may_be_called_like_a_total(tmp_path):
    table = read(tmp_path, "name,city,phone\nContoso,Lyon,123\nFabrikam,Nice,124\nTotal Energies,Paris,\n")
    assert (table.rows, table.skipped) == (3, ())


def test_page_titles_and_numbers_are_skipped(tmp_path):
    table = read(tmp_path, f"Sales\n\n{SALES}page 1 of 2\nSales\n{SALES}第 2 页，共 2 页\n")
    reasons = [(row.row, row.reason) for row in table.skipped]
    assert reasons == [(1, "title"), (2, "blank"), (7, "title"), (8, "title"), (9, "header"), (13, "title")]
    assert table.rows == 6
