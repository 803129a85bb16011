"""What the page asks about the meaning of columns, and what an answer changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, said
from tests.pages.test_import import dropped

HEAD = "Order No,Order date,Customer,Product,Amount\n"
REPEATED = HEAD + "1,2024-01-05,A,Tea,30\n1,2024-01-05,A,Cup,30\n"
DISCOUNTED = "Order No,Order date,Customer,Quantity,Unit price,Discount\n1,2024-01-05,A,2,10,0.85\n"
SHORTENED = "Order No,Order date,Customer ID,Amount\n1,2024-01-05,6.9E+12,5.50\n"


@pytest.mark.parametrize(
    ("text", "question", "answer", "sold"),
    [
        (REPEATED, "What is the amount in Amount that all lines of an order repeat?", "of the whole order", "30"),
        (REPEATED, "What is the amount in Amount that all lines of an order repeat?", "of each line", "60"),
        (DISCOUNTED, "What is left to pay with the discounts in Discount?", "it is taken off", "3"),
        (DISCOUNTED, "`0.85` → 85 %", "it is what is left to pay", "17"),
        (SHORTENED, "A spreadsheet has shortened the numbers in Customer ID.", "Take them as they stand", "5.5"),
    ],
)
def test_an_answer_settles_the_amounts(
    open_page: OpenPage, tmp_path: Path, text: str, question: str, answer: str, sold: str
) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", text.encode()))
    assert app.button("import").disabled
    assert question in said(app)
    next(one for one in app.button if one.label.startswith(answer)).click().run()
    app.button("import").click().run()
    (month,) = open_workspace("main", tmp_path).months()
    assert month.amount == Decimal(sold)


def test_the_scale_of_recommending_is_asked(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    text = "Customer ID,Survey date,NPS\nK1,2024-01-05,5\nK2,2024-01-05,3\n"
    app = dropped(open_page("import"), ("survey.csv", text.encode()))
    assert "Answers in NPS do not look like 0 to 10. Which scale is it?" in said(app)
    next(one for one in app.button if one.label == "Use this scale").click().run()
    app.button("import").click().run()
    rows = open_workspace("main", tmp_path).engine.rows("select distinct lowest, highest from survey_answers")
    assert rows == [(Decimal(1), Decimal(5))]


def test_what_the_first_line_says_is_counted(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    text = HEAD.replace("Amount", "Total") + "1,2024-01-05,A,Tea,30\n1,,,Cup,\n"
    words = said(dropped(open_page("import"), ("sales.csv", text.encode())))
    assert "1 row takes over what only the first line of its order says." in words
    assert "The amount is that of the whole order and is spread over its lines." in words


def test_a_second_table_that_is_left_out_is_named(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    text = HEAD + "1,2024-01-05,A,Tea,30\n2,2024-01-05,B,Cup,30\n\nPart,Place,Stock\nP1,x,10\nP2,y,20\n"
    app = dropped(open_page("import"), ("sales.csv", text.encode()))
    assert "from row 5 on another table begins" in said(app)
