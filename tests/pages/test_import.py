"""The import page: from a dropped file to the receipt, what has to be answered first, and the way back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.store.workspace import open_workspace, workspace_names
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company

CSV = b"""Order ID,Order date,Customer ID,Customer name,Sales,Quantity
1,2024-01-30,A,Anna,100.00,1
2,2024-01-31,B,Bert,50.50,2
3,2024-02-29,A,Anna,25.00,1
"""
UNCLEAR_DATES = b"""Order ID,Order date,Customer ID,Sales
1,01/02/2024,A,100.00
2,03/02/2024,B,50.00
"""
BAD_ROW = CSV + b"4,2024-02-30,C,Carl,10.00,1\n"
SURVEY = b"Customer ID,Product,Delivery\nA,4,5\nB,2,3\nC,5,1\n"


def dropped(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after files were dropped on it."""
    return app.file_uploader("upload_0").set_value([(name, content, "text/csv") for name, content in files]).run()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            ("**3** rows · 30 Jan 2024 to 29 Feb 2024 · **176**", "**3** rows = **3** accepted", "1 file imported"),
        ),
        ("zh", ("**3** 行 · 2024年1月30日至2024年2月29日 · **176**", "**3** 行 = **3** 已接受", "已导入 1 个文件")),
    ],
)
def test_understood_file_is_imported_with_one_click(
    open_page: OpenPage, tmp_path: Path, language: str, sentences: tuple[str, ...]
) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import", language), ("sales.csv", CSV))
    assert shows_no_error(app)
    assert sentences[0] in said(app)
    app.button("import").click().run()
    assert shows_no_error(app)
    assert sentences[1] in said(app)
    assert sentences[2] in said(app)
    assert sum(month.amount for month in open_workspace("main", tmp_path).months()) == Decimal("175.50")
    assert ":orange[" not in said(app)  # nothing was refused
    app.button("to_pyramid").click().run()
    assert shows_no_error(app)
    assert len(app.title) == 1
    assert app.title[0].value != sentences[0]


def test_nothing_of_a_dropped_file_is_left_behind(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    assert len(list((tmp_path / ".incoming").iterdir())) == 1
    app.button("import").click().run()
    assert list((tmp_path / ".incoming").iterdir()) == []


def test_an_archive_is_as_good_as_the_files_in_it(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in (("五月/sales.csv", CSV), ("survey.csv", b"%PDF-1.7"), (".DS_Store", b"x")):
            archive.writestr(name, content)
    app = dropped(open_page("import"), ("all.zip", packed.getvalue()))
    assert shows_no_error(app)
    assert "1 file that a system left in the archive was passed over: .DS_Store." in said(app)
    assert "all.zip/survey.csv is not a table: its content is PDF" in said(app)
    app.button("import").click().run()
    assert shows_no_error(app)
    assert "1 file imported" in said(app)
    assert sum(month.amount for month in open_workspace("main", tmp_path).months()) == Decimal("175.50")


def test_a_broken_archive_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("all.zip", b"PK\x03\x04" + bytes(100)))
    assert shows_no_error(app)
    assert "all.zip is broken or was not copied whole" in said(app)


def test_own_data_never_go_into_the_sample(open_page: OpenPage, tmp_path: Path) -> None:
    open_workspace("sample", tmp_path, create=True)
    app = open_page("import")
    assert app.text_input("import_target").value == "main"
    app.text_input("import_target").set_value("sample").run()
    assert "A name begins with" in said(app)
    app.text_input("import_target").set_value("shop").run()
    dropped(app, ("sales.csv", CSV)).button("import").click().run()
    assert "shop" in workspace_names(tmp_path)
    assert open_workspace("sample", tmp_path).months() == []
    assert app.session_state["workspace"] == "shop"


def test_refused_rows_are_shown_with_row_value_and_reason(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", BAD_ROW))
    assert "1 row refused" in said(app)
    table = next(one.value for one in app.dataframe if "rule" in one.value.columns)
    assert table[["row", "value"]].values.tolist() == [[5, "2024-02-30"]]
    app.button("import").click().run()
    assert "**4** rows = **3** accepted + 0 already there + 1 refused + 0 skipped" in said(app)
    assert "Refused rows can be mended below" in said(app)


def test_unclear_dates_are_asked_about_with_evidence(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", UNCLEAR_DATES))
    assert "1 file needs your answer." in said(app)
    assert app.button("import").disabled
    assert "How are the dates in Order date written?" in said(app)
    assert "`01/02/2024` → 1 Feb 2024" in said(app)
    next(one for one in app.button if one.label == "day first").click().run()
    assert not app.button("import").disabled
    app.button("import").click().run()
    assert [month.month for month in open_workspace("main", tmp_path).months()] == [date(2024, 2, 1)]


def test_survey_asks_for_its_day_and_scale(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("survey.csv", SURVEY))
    words = said(app)
    assert "The survey has no dates. When was it answered?" in words
    assert "On which scale were the scores given?" in words
    app.date_input[0].set_value(date(2024, 3, 1))
    next(one for one in app.button if one.label == "Use this day").click().run()
    next(one for one in app.button if one.label == "Use this scale").click().run()
    app.button("import").click().run()
    assert "1 file imported" in said(app)
    app.button("to_satisfaction").click().run()
    assert shows_no_error(app)


def test_columns_can_be_corrected(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    box = next(one for one in app.selectbox if one.label == "Meaning of Sales")
    assert box.value == "amount"
    box.set_value("").run()
    assert app.button("import").disabled
    assert "1 file needs your answer." in said(app)
    next(one for one in app.selectbox if one.label == "Meaning of Sales").set_value("amount").run()
    assert not app.button("import").disabled


def test_what_was_not_corrected_stays_a_guess(open_page: OpenPage, tmp_path: Path) -> None:
    """Neither does it become certain, nor does a meaning come back that was taken away before."""
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV.replace(b"Quantity", b"Qty pieces")))
    meanings(app)["Customer name"].set_value("").run()
    meanings(app)["Order ID"].set_value("line_id").run()
    assert {header: box.value for header, box in meanings(app).items()} == {
        "Order ID": "line_id",
        "Order date": "order_date",
        "Customer ID": "customer_id",
        "Customer name": "",
        "Sales": "amount",
        "Qty pieces": "quantity",
    }
    certain = {header for header in meanings(app) if f"**{header}** :green" in said(app)}
    assert certain == {"Order ID", "Order date", "Customer ID"}
    assert "**Qty pieces** :gray[:small[likely]]" in said(app)


def meanings(app: AppTest) -> dict[str, Any]:
    """The choice of a meaning per header."""
    start = "Meaning of "
    return {box.label.removeprefix(start): box for box in app.selectbox if box.label.startswith(start)}


def test_same_file_twice_is_refused_with_the_date(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    app.button("import").click().run()
    app.file_uploader("upload_1").set_value([("again.csv", CSV, "text/csv")]).run()
    assert "as batch 1 and still stands" in said(app)
    assert app.button("import").disabled


def test_batch_is_undone_after_a_question(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    app.button("import").click().run()
    assert "Take **sales.csv** with its 3 rows out?" in said(app)
    app.button("undo_confirm").click().run()
    assert "Batch 1 was undone." in said(app)
    assert open_workspace("main", tmp_path).months() == []


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [("en", "3 files cannot be read.", "cannot be read"), ("zh", "3 个文件无法读取。", "无法读取")],
)
def test_files_that_are_none_are_said_to_be_none(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str, word: str
) -> None:
    no_data(tmp_path)
    files = [("empty.csv", b""), ("report.csv", b"%PDF-1.7 nothing of use"), ("book.xlsx", b"PK\x03\x04 cut short")]
    app = dropped(open_page("import", language), *files)
    assert shows_no_error(app)
    assert sentence in said(app)
    assert len(app.error) == 3
    assert all("not a zip" not in one.value for one in app.error)  # what a library says, in English
    assert [one.label for one in app.expander][:3] == [f"**{name}** · :red[{word}]" for name, _ in files]
    assert app.button("import").disabled
    assert app.number_input == []  # another way of reading would not help


def test_a_file_that_is_read_wrongly_can_be_read_otherwise(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV), ("head.csv", CSV.splitlines()[0]))
    for row in (99, 1):
        header = app.number_input(next(str(one.key) for one in app.number_input if str(one.key).startswith("header_")))
        header.set_value(row)
        next(one for one in app.button if one.label == "Read again").click().run()
        assert shows_no_error(app)
        assert len(app.number_input) == 2
        assert ("2 files cannot be read." in said(app)) is (row == 99)


@pytest.mark.parametrize(("language", "sentence"), [("en", "none is missing"), ("zh", "没有缺失月份")])
def test_calendar_says_what_is_there(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("import", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    one_customer(tmp_path)
    assert shows_no_error(open_page("import", language))


LINES = b"order_id,item,product_id,quantity,amount\n1,1,p1,1,10\n1,2,p2,2,20\n2,1,p1,1,10\n3,1,p2,1,10\n"
ORDERS = b"order_id,customer_id,order_date\n1,A,2024-01-05\n2,B,2024-02-06\n3,A,2024-02-07\n"


def test_files_that_complete_each_other_are_one_card_and_can_be_declined(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("items.csv", LINES), ("orders.csv", ORDERS))
    assert shows_no_error(app)
    assert len(app.expander) >= 1
    assert "**orders.csv** gives" in said(app)
    assert "100" in next(one.value for one in app.markdown if "orders.csv** gives" in one.value)
    assert "**7** rows · " in said(app)  # of both files, as the receipt will count them
    assert "3 rows add columns to others" in said(app)
    assert not app.button("import").disabled
    next(one for one in app.button if one.label == "Do not join").click().run()
    assert app.button("import").disabled
    assert "orders.csv is not joined with the others" in said(app)
    next(one for one in app.button if one.label == "Join after all").click().run()
    app.button("import").click().run()
    assert shows_no_error(app)
    assert "2 files imported" in said(app)
    assert "**7** rows = **7** accepted" in said(app)
    assert sum(month.amount for month in open_workspace("main", tmp_path).months()) == 50


def test_every_reading_can_be_changed_in_place(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    text = b"Order ID;Order date;Customer ID;Sales\n1;13/02/2024;A;1.234\n2;14/02/2024;NA;2.500\n"
    app = dropped(open_page("import"), ("sales.csv", text))
    assert shows_no_error(app)
    mark = next(one for one in app.selectbox if one.label == "How Sales is written")
    mark.set_value(",").run()
    assert "amount 3,734" in "".join(one.label for one in app.expander)
    next(one for one in app.selectbox if one.label == "How Sales is written").set_value(".").run()
    assert "amount 4" in "".join(one.label for one in app.expander)
    day = next(one for one in app.selectbox if one.label == "How Order date is written")
    assert day.value == "dmy"
    day.set_value("mdy").run()
    assert "Refused (2)" in [tab.label for tab in app.tabs]
    next(one for one in app.selectbox if one.label == "How Order date is written").set_value("dmy").run()
    missing = next(one for one in app.multiselect if one.label == "Words that stand for an empty cell")
    missing.set_value(["NA"]).run()
    app.button("import").click().run()
    assert open_workspace("main", tmp_path).engine.rows("select customer_id from sales order by order_id") == [
        ("A",),
        (None,),
    ]


def test_what_will_happen_is_said_before(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    app.button("import").click().run()
    more = CSV + b"4,2024-02-28,C,Carl,10.00,1\n5,soon,C,Carl,10.00,1\n"
    app.file_uploader("upload_1").set_value([("more.csv", more, "text/csv")]).run()
    words = said(app)
    assert ":green[**1** row is new] · 3 lines are there already · :orange[1 row refused]" in words
    table = next(one.value for one in app.dataframe if "now" in one.value.columns)
    assert table[["now", "lines"]].values.tolist() == [[2, 2], [1, 2]]
    app.radio("import_mode").set_value("replace-months").run()
    assert "3 lines of Jan 2024 and Feb 2024 leave and are kept aside; 4 come." in said(app)
    assert not months_shown(app)
    assert ":green[**4** rows are new] · :orange[1 row refused]" in said(app)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", ":orange[1 order stands already with other lines or amounts, and these stay."),
        ("zh", ":orange[有 1 个订单已存在，但明细或金额不同，原有明细会保留。"),
    ],
)
def test_a_corrected_order_is_said_before_it_counts_twice(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str
) -> None:
    """The amount of one line is another one; where the months are replaced nothing stays."""
    no_data(tmp_path)
    app = dropped(open_page("import", language), ("sales.csv", CSV))
    app.button("import").click().run()
    corrected = CSV.replace(b"50.50", b"55.50")
    app.file_uploader("upload_1").set_value([("corrected.csv", corrected, "text/csv")]).run()
    assert sentence in said(app)
    app.radio("import_mode").set_value("replace-months").run()
    assert shows_no_error(app)
    assert sentence not in said(app)
    app.radio("import_mode").set_value("add").run()
    app.button("import").click().run()
    again = {"en": "1 of its orders stood already with other lines", "zh": "其中 1 个订单此前已有不同的明细或金额"}
    assert again[language] in said(app)


def months_shown(app: AppTest) -> bool:
    """Whether the table of months is open."""
    (months,) = [one for one in app.expander if one.label in ("Month by month", "逐月查看")]
    return bool(months.proto.expanded)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", ":orange[3 lines of Jan 2024 and Feb 2024 leave and are kept aside; 2 come.]"),
        ("zh", ":orange[2024年1月和2024年2月的 3 行将移出并另行保留，移入 2 行。]"),
    ],
)
def test_a_month_that_loses_lines_is_shown_before_it_is_replaced(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str
) -> None:
    """January would have one line for two, and February the one that it has."""
    no_data(tmp_path)
    app = dropped(open_page("import", language), ("sales.csv", CSV))
    app.button("import").click().run()
    part = b"".join(line for line in CSV.splitlines(keepends=True) if not line.startswith(b"2,"))
    app.file_uploader("upload_1").set_value([("part.csv", part, "text/csv")]).run()
    assert not months_shown(app)
    app.radio("import_mode").set_value("replace-months").run()
    assert shows_no_error(app)
    assert sentence in said(app)
    assert months_shown(app)
    app.radio("import_mode").set_value("add").run()
    assert not months_shown(app)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "**1** row of **sales.csv** was refused"), ("zh", "1** 行被拒绝")]
)
def test_refused_rows_are_offered_for_mending(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str
) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import", language), ("sales.csv", BAD_ROW))
    app.button("import").click().run()
    assert shows_no_error(app)
    assert sentence in said(app)
    assert app.button("import_mended").disabled


def test_a_row_with_too_many_cells_is_mended_in_place(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_data(tmp_path)
    more = b"".join(b"%d,2024-02-28,A,Anna,5,1\n" % order for order in range(5, 15))
    app = dropped(open_page("import"), ("sales.csv", CSV + more + b"4,2024-02-28,C,Carl, Ltd,10,1\n"))

    def typed(frame: pd.DataFrame, **_: Any) -> pd.DataFrame:
        assert list(frame.columns)[-2:] == ["Quantity", "__surplus"]
        assert frame["__surplus"].tolist() == ["1"]
        return frame.assign(**{"Customer name": "Carl, Ltd", "Sales": "10", "Quantity": "1", "__surplus": ""})

    monkeypatch.setattr("streamlit.data_editor", typed)
    app.button("import").click().run()
    app.button("import_mended").click().run()
    assert shows_no_error(app)
    assert "**1** rows = **1** accepted" in said(app)
    rows = open_workspace("main", tmp_path).engine.rows("select customer_name, amount from sales where order_id = '4'")
    assert rows == [("Carl, Ltd", 10)]


def test_what_is_wrong_stands_first_among_what_can_be_mended(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_data(tmp_path)
    more = b"".join(b"%d,2024-02-28,A,Anna,5,1\n" % order for order in range(6, 26))
    app = dropped(open_page("import"), ("sales.csv", BAD_ROW + more + b"5,2024-02-28,C,Carl,ten,1\n"))
    orders: list[list[str]] = []

    def shown(frame: pd.DataFrame, *, column_order: list[str], **_: Any) -> pd.DataFrame:
        orders.append(column_order)
        return frame

    monkeypatch.setattr("streamlit.data_editor", shown)
    app.button("import").click().run()
    assert shows_no_error(app)
    named, rest = ["Order date", "Sales"], ["Order ID", "Customer ID", "Customer name", "Quantity"]
    assert orders[-1] == ["__row", *named, "__why", *rest]


def test_undo_says_what_it_will_change(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", CSV))
    app.button("import").click().run()
    app.file_uploader("upload_1").set_value([("more.csv", CSV + b"4,2024-02-28,C,Carl,10,1\n", "text/csv")]).run()
    app.button("import").click().run()
    app.button("close_receipt").click().run()
    batches = next(one.value for one in app.dataframe if "batch" in one.value.columns)
    assert batches["duplicates"].tolist() == [3, 0]
    assert not {"completed", "skipped", "undone"} & set(
        batches.columns
    )  # there are none; the last column stays in sight
    assert "- Feb 2024: −1 line," in said(app)
    app.selectbox[0].set_value(1).run()
    words = said(app)
    assert "3 lines that were set aside because of it come back." in words
    assert "- Jan 2024: 0 lines" in words


def test_unusual_months_are_said_in_words() -> None:
    """Sentences alone: what is unusual is worked out where it is computed."""
    from core.intake.rows.regularity import Outlier
    from core.text import words_for
    from pages.shared.standing import outlier_sentence

    class Surroundings:
        t = words_for("en")

    def said_of(*values: Any) -> str:
        return outlier_sentence(Surroundings(), Outlier(date(2024, 5, 1), *values))  # type: ignore[arg-type]

    assert said_of(60, 100, -0.4, "months").startswith("**May 2024** has 40 % fewer lines than usual (60, usually 100)")
    assert "130 % more lines than usual" in said_of(230, 100, 1.3, "months")
    assert "5 times as many lines as usual" in said_of(500, 100, 4.0, "months")
    assert "fewer lines than the same month of other years" in said_of(60, 100, -0.4, "years")


@pytest.mark.parametrize("names", [["orders, 2024.csv"], ["orders, a.csv", "orders, b.csv"]])
def test_a_join_is_declined_by_the_names_of_its_files(open_page: OpenPage, tmp_path: Path, names: list[str]) -> None:
    """The months of one export lend together, and a comma in a name divides nothing."""
    no_data(tmp_path)
    head, *rows = ORDERS.splitlines(keepends=True)
    parts = [head + b"".join(rows[number :: len(names)]) for number in range(len(names))]
    app = dropped(open_page("import"), ("items.csv", LINES), *zip(names, parts, strict=True))
    assert f"**{', '.join(names)}** gives" in said(app)
    next(one for one in app.button if one.label == "Do not join").click().run()
    assert app.button("import").disabled
    words = said(app)
    assert "** gives" not in words
    assert all(f"{name} is not joined with the others" in words for name in names)


TICKETS = b"Order date,Customer ID,Product,Sales\n2024-01-30,A,Tea,100\n2024-01-31,B,Tea,50\n"


def answered(app: AppTest, file_name: str, answer: str) -> AppTest:
    """The page after it was said of lines without an order number of a file whether they are the same."""
    (part,) = [one for one in app.expander if file_name in one.label]
    (radio,) = [one for one in part.radio if str(one.key).startswith("matching_")]
    return radio.set_value(answer).run()


@pytest.mark.parametrize(
    ("answer", "mode", "promise", "lines"),
    [
        ("skip", "add", ":green[**1** row is new] · 2 lines are there already", 3),
        ("keep", "add", ":green[**3** rows are new]", 5),
        ("skip", "replace-months", ":green[**3** rows are new]", 3),
    ],
)
def test_what_is_promised_of_lines_without_an_order_number_is_done(
    open_page: OpenPage, tmp_path: Path, answer: str, mode: str, promise: str, lines: int
) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("first.csv", TICKETS))
    app.button("import").click().run()
    app.file_uploader("upload_1").set_value([("more.csv", TICKETS + b"2024-01-31,C,Tea,7\n", "text/csv")]).run()
    assert app.button("import").disabled
    answered(app, "more.csv", answer)
    app.radio("import_mode").set_value(mode).run()
    (counted,) = [one.value for one in app.markdown if "is new]" in one.value or "are new]" in one.value]
    assert counted.splitlines()[1].rstrip() == promise
    app.button("import").click().run()
    assert shows_no_error(app)
    assert [month.lines for month in open_workspace("main", tmp_path).months()] == [lines]


def test_an_answer_holds_for_the_files_that_are_imported_together_alone(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("first.csv", TICKETS))
    app.button("import").click().run()
    files = [
        (f"{name}.csv", TICKETS + name.encode() + b",C,Tea,7\n", "text/csv") for name in ("2024-02-01", "2024-02-02")
    ]
    app.file_uploader("upload_1").set_value(files).run()
    assert "2 files need your answer." in said(app)
    answered(app, "2024-02-02.csv", "keep")
    assert "1 file needs your answer." in said(app)
    assert app.button("import").label == "Import 1 file"


def test_a_file_that_is_not_needed_can_be_used_all_the_same(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    opinions = b"order_id,how,said\n1,5,fine\n2,2,late\n3,4,\n"
    app = dropped(open_page("import"), ("items.csv", LINES), ("orders.csv", ORDERS), ("opinions.csv", opinions))
    assert app.button("import").label == "Import 3 files"
    (unused,) = [one for one in app.selectbox if one.label == "What the rows are" and one.value is None]
    unused.set_value("surveys").run()
    assert shows_no_error(app)
    assert app.button("import").label == "Import 2 files"
    assert "1 file needs your answer." in said(app)
    next(one for one in app.selectbox if one.label == "Meaning of how").set_value("score").run()
    app.date_input[0].set_value(date(2024, 3, 1))
    next(one for one in app.button if one.label == "Use this day").click().run()
    next(one for one in app.button if one.label == "Use this scale").click().run()
    assert app.button("import").label == "Import 3 files"


SAID = "Refused rows can be mended below"


def test_rows_are_said_to_be_mended_below_where_they_can_be(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import"), ("sales.csv", BAD_ROW), ("empty.csv", b""))
    app.button("import").click().run()
    assert "1 refused" in said(app)
    assert SAID not in said(app)  # the other file still waits: no row to mend is shown
    app.button("forget_all").click().run()
    assert SAID in said(app)
    assert "Which rows were refused?" in [one.value for one in app.subheader]


def test_lines_that_hang_on_their_order_are_not_said_to_be_mended_below(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    first = b"Order ID,Order date,Customer ID,Sales\n"
    filled = b"".join(b"%d,2024-01-%02d,C%d,10\n%d,,,5\n" % (n, n, n, n) for n in range(1, 20))
    app = dropped(open_page("import"), ("sales.csv", first + filled + b"77,2024-02-30,C,10\n77,,,5\n"))
    app.button("import").click().run()
    assert shows_no_error(app)
    assert "Mend them in the file itself" in said(app)
    assert SAID not in said(app)


def test_files_that_replace_a_month_together_both_count(open_page: OpenPage, tmp_path: Path) -> None:
    """And a line which both hold counts once, as it is said before it is written."""
    head = b"Order No,Order date,Customer,Amount\n"
    no_data(tmp_path)
    app = dropped(open_page("import"), ("old.csv", head + b"1,2024-01-05,A,10\n2,2024-02-06,B,20\n"))
    assert "counts once" not in said(app)
    app.button("import").click().run()
    halves = [
        ("first.csv", head + b"3,2024-01-02,A,30\n4,2024-01-09,B,40\n", "text/csv"),
        ("second.csv", head + b"4,2024-01-09,B,40\n5,2024-01-20,C,50\n", "text/csv"),
    ]
    app.file_uploader("upload_1").set_value(halves).run()
    assert ":green[**3** rows are new] · 1 line repeats in these files" in said(app)
    assert "1 of the lines stands in first.csv too and counts once." in said(app)
    app.radio("import_mode").set_value("replace-months").run()
    assert "1 line of Jan 2024 leaves and is kept aside; 3 come." in said(app)
    assert ":green[**3** rows are new] · 1 line repeats in these files" in said(app)
    app.button("import").click().run()
    assert shows_no_error(app)
    workspace = open_workspace("main", tmp_path)
    assert [(month.lines, int(month.amount)) for month in workspace.months()] == [(3, 120), (1, 20)]
