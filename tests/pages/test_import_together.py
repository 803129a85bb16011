"""Files that were dropped together: what they are to each other holds while single ones are changed or imported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, said, shows_no_error
from tests.pages.test_import import LINES, ORDERS, dropped

SOLD = (
    b"order_id,order_date,customer_id,product,amount\n"
    b"1,2024-01-05,A,Tea,10\n1,2024-01-05,A,Cup,5\n2,2024-01-06,B,Tea,20\n3,2024-01-07,A,Tea,30\n"
)
TOTALS = (
    b"order_id,order_date,customer_id,total\n"
    b"1,2024-01-05,A,15\n2,2024-01-06,B,20\n3,2024-01-07,A,30\n4,2024-01-08,C,40\n"
)
PRICES = b"product code,product name,price\np1,Tea,2\np2,Cup,3\n"


def part_of(app: AppTest, file_name: str) -> AppTest:
    (part,) = [one for one in app.expander if file_name in one.label]
    return part


def pressed(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def amount(home: Path) -> Decimal:
    return sum((month.amount for month in open_workspace("main", home).months()), Decimal(0))


@pytest.fixture
def asked(open_page: OpenPage, tmp_path: Path) -> AppTest:
    """The page after lines (65) and totals (105) were dropped: three of four orders would count twice."""
    no_data(tmp_path)
    app = dropped(open_page("import"), ("lines.csv", SOLD), ("orders.csv", TOTALS))
    assert "of the orders in orders.csv stand in lines.csv too" in said(app)
    assert app.button("import").label == "Import 1 file"
    return app


@pytest.mark.parametrize("file_name", ["orders.csv", "lines.csv"])
def test_orders_that_would_count_twice_are_asked_about_whatever_is_changed(asked: AppTest, file_name: str) -> None:
    (words,) = [one for one in part_of(asked, file_name).multiselect if one.label.startswith("Words that stand for")]
    words.set_value(["NA"]).run()
    assert shows_no_error(asked)
    assert "of the orders in orders.csv stand in lines.csv too" in said(asked)
    assert asked.button("import").label == "Import 1 file"


def test_orders_that_count_twice_once_a_column_is_mapped_are_asked_about(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("lines.csv", SOLD.replace(b"order_id", b"xyz")), ("orders.csv", TOTALS))
    assert app.button("import").label == "Import 2 files"
    next(one for one in app.selectbox if one.label == "Meaning of xyz").set_value("order_id").run()
    assert "of the orders in orders.csv stand in lines.csv too" in said(app)
    assert app.button("import").label == "Import 1 file"


def test_totals_are_asked_about_when_their_lines_were_imported(asked: AppTest, tmp_path: Path) -> None:
    asked.button("import").click().run()
    assert shows_no_error(asked)
    assert "of the orders in orders.csv stand in lines.csv too" in said(asked)
    assert asked.button("import").disabled
    assert amount(tmp_path) == 65
    pressed(asked, "Count both")
    assert "orders.csv stand in lines.csv" not in said(asked)
    asked.button("import").click().run()
    assert amount(tmp_path) == 170


def test_totals_are_no_question_without_the_lines(asked: AppTest) -> None:
    next(one for one in part_of(asked, "lines.csv").button if one.label == "Leave this file out").click().run()
    assert "stand in lines.csv too" not in said(asked)
    assert asked.button("import").label == "Import 1 file"


def test_totals_are_no_question_where_the_lines_are_something_else(asked: AppTest) -> None:
    (kind,) = [one for one in part_of(asked, "lines.csv").selectbox if one.label == "What the rows are"]
    kind.set_value("customers").run()
    assert shows_no_error(asked)
    assert "stand in lines.csv too" not in said(asked)


def test_totals_that_are_set_aside_can_count_too(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    same = TOTALS.replace(b"4,2024-01-08,C,40\n", b"")
    app = dropped(open_page("import"), ("lines.csv", SOLD), ("orders.csv", same))
    assert "3 rows skipped" in said(app)
    pressed(app, "Count both")
    app.button("import").click().run()
    assert amount(tmp_path) == 130


def test_lines_lose_what_a_changed_list_lends_no_more(open_page: OpenPage, tmp_path: Path) -> None:
    """A list that lends to several files is imported apart from them, and still they depend on it."""
    no_data(tmp_path)
    head = b"order_id,order_date,customer_id,product_code,quantity\n"
    months = [(f"{n}.csv", head + b"%d,2024-0%d-05,A,p1,1\n%d0,2024-0%d-06,B,p2,1\n" % (n, n, n, n)) for n in (1, 2)]
    app = dropped(open_page("import"), ("prices.csv", PRICES), *months)
    assert "refused" not in app.markdown[0].value
    next(one for one in app.selectbox if one.label == "Meaning of price").set_value("").run()
    assert "4 rows refused" in said(app)


CUSTOMERS = b"customer_id,customer_unique_id,customer_city\nA,anna,Bonn\nB,ben,Kiel\n"


def test_an_answer_about_a_list_leaves_its_join_alone(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("items.csv", LINES), ("orders.csv", ORDERS), ("customers.csv", CUSTOMERS))
    assert app.button("import").label == "Import 3 files"
    for change in ("words", "column"):
        if change == "words":
            app.multiselect[-1].set_value(["Bonn"]).run()
        else:
            [one for one in app.selectbox if one.label == "Meaning of customer_city"][-1].set_value("industry").run()
        assert shows_no_error(app)
        assert app.button("import").label == "Import 3 files"
        assert "**customers.csv** gives " in said(app)
    app.button("import").click().run()
    found = open_workspace("main", tmp_path).engine.rows("select distinct customer_id from sales order by 1")
    assert [row[0] for row in found] == ["anna", "ben"]


def test_an_answer_about_orders_lets_their_lines_come_later(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("orders.csv", ORDERS))
    app.multiselect[0].set_value(["NA"]).run()
    app.file_uploader("upload_1").set_value([("items.csv", LINES, "text/csv")]).run()
    assert shows_no_error(app)
    assert app.button("import").label == "Import 2 files"


def test_lines_find_their_orders_when_they_are_read_rightly(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("items.csv", LINES), ("orders.csv", ORDERS))
    for row, ready in ((2, False), (1, True)):
        header = app.number_input(next(one.key for one in app.number_input if str(one.key).startswith("header_")))
        header.set_value(row)
        next(one for one in app.button if one.label == "Read again").click().run()
        assert shows_no_error(app)
        assert app.button("import").disabled is not ready


HEAD = b"Order No,Order date,Customer,Product,Quantity,Amount\n"
FIRST = HEAD + b"1,2024-01-05,A,Tea,1,10\n2,2024-01-06,B,Tea,1,20\n3,2024-01-07,A,Tea,1,30\n"
SECOND = HEAD + b"3,2024-01-07,A,Tea,1,30\n2,2024-01-06,B,Tea,1,20\n4,2024-01-08,C,Tea,1,40\n"


def without_numbers(file: bytes) -> bytes:
    return b"\n".join(line.partition(b",")[2] for line in file.splitlines()) + b"\n"


def test_lines_of_two_files_count_once_whatever_is_changed(open_page: OpenPage, tmp_path: Path) -> None:
    """Two of three lines are in both; none is where one file says no quantity, or the first is left out."""
    no_data(tmp_path)
    second = SECOND.replace(b"Quantity", b"Qty")  # what is said of a table holds for all with its headers
    app = dropped(open_page("import"), ("first.csv", FIRST), ("second.csv", second))
    both = ":green[**4** rows are new] · 2 lines repeat in these files"
    assert both in said(app)
    assert "2 not new" in part_of(app, "second.csv").label
    assert "not new" not in part_of(app, "first.csv").label
    meant(app, "second.csv", "Qty", "")  # how many is a part of what a line is
    assert ":green[**6** rows are new]" in said(app)
    assert "repeat" not in said(app)
    meant(app, "second.csv", "Qty", "quantity")
    assert both in said(app)
    next(one for one in part_of(app, "first.csv").button if one.label == "Leave this file out").click().run()
    assert shows_no_error(app)
    assert ":green[**3** rows are new]" in said(app)
    assert "repeat" not in said(app)


def test_lines_without_order_numbers_that_two_files_hold_are_asked_about(open_page: OpenPage, tmp_path: Path) -> None:
    """One file asks after the other: what the second holds of the first is asked when the first will be written."""
    no_data(tmp_path)
    old, first, second = (without_numbers(file) for file in (HEAD + b"1,2024-01-05,A,Tea,1,10\n", FIRST, SECOND))
    dropped(open_page("import"), ("old.csv", old)).button("import").click().run()
    app = dropped(open_page("import"), ("first.csv", first), ("second.csv", second))
    assert "needs your answer" in part_of(app, "first.csv").label
    assert ":green[**3** rows are new]" in said(app)  # the second file alone would be written
    answered(app, "first.csv", "skip")
    assert "needs your answer" in part_of(app, "second.csv").label
    assert part_of(app, "second.csv").proto.expanded
    (asked,) = part_of(app, "second.csv").radio
    assert asked.label == "2 lines without an order number look like lines of first.csv."
    assert ":green[**2** rows are new] · 1 line is there already" in said(app)
    answered(app, "second.csv", "keep")
    assert ":green[**5** rows are new] · 1 line is there already" in said(app)
    answered(app, "second.csv", "skip")
    assert ":green[**3** rows are new] · 1 line is there already · 2 lines repeat in these files" in said(app)
    app.button("import").click().run()
    assert shows_no_error(app)
    assert "**6** rows = **3** accepted + 3 already there" in said(app)
    assert amount(tmp_path) == 100


def test_answers_hold_for_each_file_where_months_are_replaced(open_page: OpenPage, tmp_path: Path) -> None:
    """What stands leaves and is no question; the files of the one batch are asked about one by one."""
    no_data(tmp_path)
    first, second = without_numbers(FIRST), without_numbers(SECOND)
    third = HEAD.partition(b",")[2] + b"2024-01-08,C,Tea,1,40\n2024-01-09,C,Tea,1,50\n"
    dropped(open_page("import"), ("old.csv", first + b"2024-01-09,Z,Tea,1,9\n")).button("import").click().run()
    app = dropped(open_page("import"), ("first.csv", first), ("second.csv", second), ("third.csv", third))
    assert "needs your answer" in part_of(app, "first.csv").label
    app.radio("import_mode").set_value("replace-months").run()
    assert not part_of(app, "first.csv").radio
    answered(app, "second.csv", "keep")
    answered(app, "third.csv", "skip")
    assert ":green[**7** rows are new] · 1 line repeats in these files" in said(app)
    app.button("import").click().run()
    assert shows_no_error(app)
    assert "**8** rows = **7** accepted + 1 already there" in said(app)
    assert amount(tmp_path) == 60 + 90 + 50


def meant(app: AppTest, file_name: str, header: str, column: str) -> None:
    """Give a column its meaning."""
    next(one for one in part_of(app, file_name).selectbox if one.label == f"Meaning of {header}").set_value(
        column
    ).run()
    assert shows_no_error(app)


def answered(app: AppTest, file_name: str, answer: str) -> None:
    (asked,) = part_of(app, file_name).radio
    asked.set_value(answer).run()
    assert shows_no_error(app)
