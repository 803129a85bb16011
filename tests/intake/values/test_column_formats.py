"""What is decided on a sample, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import MappingError
from core.intake.files.reading import SkippedRow
from core.intake.planning.plan import Choices, check_plan
from core.intake.values.column_formats import format_of_column
from core.intake.values.currencies import currencies_in
from core.intake.values.deciding import plan_of
from core.intake.values.formats import ColumnFormat, date_fits
from core.schema import ColumnType
from tests.intake.rows.typed_support import table_of, typed_rows

NO_CHOICES = Choices()


def decided(cells: list[str], column_type: ColumnType, choices: Choices = NO_CHOICES) -> tuple[ColumnFormat, list[str]]:
    column = {"date": "order_date", "id": "order_id", "share": "discount"}.get(column_type, "amount")
    found, doubts = format_of_column(column, "Header", column_type, list(cells), choices)
    return found, [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("cells", "name", "doubts"),
    [
        (["2023-05-01", "2023-12-31"], "ymd", []),
        (["01/02/2023", "25/12/2022"], "dmy", []),
        (["01/02/2023", "12/25/2022"], "mdy", []),
        (["01/02/2023", "03/02/2023", "11/02/2023"], "dmy", ["date_order"]),  # all in one month, day first
        (["13/01/2023", "14/01/2023", "01/13/2023"], "dmy", ["date_order"]),  # mixed: never swapped silently
        (["45047", "45048"], "excel1900", []),
        (["20230501", "-", "N/A"], "compact", []),
        (["2024-05", "2024-06"], "month", []),
        (["May-24", "June 2024"], "month", []),
        (["202405", "202406"], "month", []),
        (["2024-05-01", "2024-06-02", "2024-06"], "ymd", []),
        ([(datetime.now(UTC).date() + timedelta(400)).isoformat()], "ymd", ["future_dates"]),
    ],
)
def test_date_formats_are_decided(cells: list[str], name: str, doubts: list[str]) -> None:
    found, asked = decided(cells, "date")
    assert (found.date_format, asked) == (name, doubts)


def test_a_choice_answers_the_doubt() -> None:
    found, asked = decided(["01/02/2023"], "date", Choices(date_format={"order_date": "mdy"}))
    assert (found.date_format, asked) == ("mdy", [])


def test_date_doubt_shows_the_evidence() -> None:
    _, doubts = format_of_column("order_date", "Date", "date", ["01/02/2023", "02/02/2023"], Choices())
    assert doubts[0].options == ("dmy", "mdy")
    assert doubts[0].examples == ((("01/02/2023", "2023-02-01"),), (("01/02/2023", "2023-01-02"),))


@pytest.mark.parametrize(
    ("cells", "mark", "doubts"),
    [
        (["1,234.50", "7"], ".", []),
        (["1.234,50", "7"], ",", []),
        (["12,5", "3,75"], ",", []),
        (["12.5"], ".", []),
        (["1,234", "5,678"], ".", ["decimal_mark"]),
        (["1.234", "5.678"], ".", ["decimal_mark"]),
        (["1.234", "1500"], ".", ["decimal_mark"]),
        (["1,234", "2,345", "1500", "999"], ".", ["decimal_mark"]),
        (["1.234", "1500", "0.5"], ".", []),
        (["1,234", "1500", "0,5"], ",", []),
        (["1.234", "1500.000"], ".", []),
        (["0.123", "0.456"], ".", []),
        (["10", "20"], ".", []),
    ],
)
def test_decimal_marks_are_decided(cells: list[str], mark: str, doubts: list[str]) -> None:
    found, asked = decided(cells, "money")
    assert (found.decimal_mark, asked) == (mark, doubts)


def test_ids_lose_point_zero_only_where_all_have_it() -> None:
    assert decided(["17850.0", "12.0"], "id")[0].strip_point_zero
    assert not decided(["17850.0", "A12"], "id")[0].strip_point_zero


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["0.15", "0"], "share"),
        (["15", "0"], "percent"),
        (["15%", "5%", "0"], "signed"),
        (["15%", "5"], "percent"),
        (["8.5折"], "zhe"),
        (["8.5折", "8.5", "95"], "zhe"),
        (["8.5折", "0.85"], "zhe_mixed"),
        (["8.5折", "0"], "zhe_mixed"),
        (["8.5折", "15%"], "zhe_mixed"),
        (["15%", "0.15"], "mixed"),
        (["15%", "0.15", "20"], "percent"),
        (["15%", "1", "0"], "percent"),
    ],
)
def test_discount_styles(cells: list[str], style: str) -> None:
    assert decided(cells, "share")[0].share == style


def test_currencies_are_told_by_their_signs() -> None:
    assert currencies_in(["R$ 5", "5"]) == ("BRL",)
    assert currencies_in(["$5", "€6,00", "12元"]) == ("USD", "EUR", "CNY")


def test_year_first_excludes_all_others() -> None:
    assert date_fits(["2023-05-01"]) == {"ymd": 1.0}


def test_where_a_sample_mixes_orders_the_rows_that_decide_are_shown() -> None:
    cells: list[str | None] = ["13/01/2023", "02/03/2023", "14/01/2023", "01/25/2023"]
    _, (doubt,) = format_of_column("order_date", "Date", "date", cells, Choices())
    assert doubt.options == ("dmy", "mdy")
    assert doubt.examples == (
        (("13/01/2023", "2023-01-13"), ("14/01/2023", "2023-01-14")),
        (("01/25/2023", "2023-01-25"),),
    )


def test_an_order_that_lies_in_the_future_is_not_offered() -> None:
    """17-05-23 is no day of 2017 where 31-05-30 would then be one of 2031."""
    assert decided(["17-05-23", "31-05-20"], "date")[1] == []
    assert decided(["17-05-23", "31-05-20"], "date", Choices(future_dates=True))[1] == ["date_order"]


@pytest.mark.parametrize(
    ("cells", "damaged"),
    [
        (["6.9E+12", "17"], True),
        (["6.90123E+12"], True),
        (["330555111000001000", "330555111000002000", "330555111000003000"], True),  # 15 digits are left of 18
        (["330555111000001001", "330555111000002002", "330555111000003003"], False),
        (["1E5", "E+12", "A6E+12"], False),
    ],
)
def test_shortened_ids_are_asked_about(cells: list[str], damaged: bool) -> None:
    assert decided(cells, "id")[1] == (["ids_damaged"] if damaged else [])
    assert decided(cells, "id", Choices(damaged_ids=True))[1] == []


@pytest.mark.parametrize("word", ["none", "-"])
def test_words_for_nothing_are_text_in_text_until_it_is_said(tmp_path: Path, word: str) -> None:
    columns = ["Order ID", "Order date", "Customer", "Amount", "Cost"]
    lines = [["1", "2023-05-01", "none", "5.50", "-"], ["2", "2023-05-01", "-", "5.50", "1"]]
    table = table_of(tmp_path, columns, lines)
    as_text = plan_of(table)
    assert [row["customer_id"] for row in typed_rows(table, as_text)] == ["none", "-"]
    assert as_text.missing_seen == (("Customer", "none"), ("Customer", "-"))
    said = plan_of(table, choices=Choices(missing=(word,)))
    rows = typed_rows(table, said)
    assert [row["customer_id"] for row in rows] == [None if name == word else name for name in ("none", "-")]
    assert [row["refused_rule"] for row in rows] == [None, None]  # "-" is nothing among numbers, whatever was said


def test_other_columns_tell_the_decimal_mark(tmp_path: Path) -> None:
    columns = ["Order ID", "Order date", "Customer", "Quantity", "Amount"]
    points = table_of(tmp_path, columns, [["1", "2023-05-01", "A", "1.000", "5.50"]])
    commas = table_of(tmp_path, columns, [["1", "2023-05-01", "A", "1.000", "5,50"]], name="commas.csv")
    for table, quantity in ((points, 1), (commas, 1000)):
        plan = plan_of(table)
        assert plan.doubts == ()
        assert [row["quantity"] for row in typed_rows(table, plan)] == [quantity]


@pytest.mark.parametrize("choice", [{"decimal_mark": {"bogus": "."}}, {"date_format": {"bogus": "ymd"}}])
def test_a_choice_about_no_column_is_refused(tmp_path: Path, choice: dict[str, dict[str, str]]) -> None:
    table = table_of(tmp_path, ["Customer", "Date", "Amount"], [["A", "2023-05-01", "5.50"]])
    with pytest.raises(MappingError) as caught:
        plan_of(table, choices=Choices(**choice))  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.fields["column"]) == ("column_unknown", "bogus")


@pytest.mark.parametrize("day", ["112/05/01", "民國112年5月1日", "112.5.1", "1120501", "民国98年12月31日"])
def test_years_from_1912_are_refused_with_a_sentence(tmp_path: Path, day: str) -> None:
    table = table_of(tmp_path, ["客戶名稱", "訂單日期", "金額"], [["大同", day, "5.50"]] * 3)
    with pytest.raises(MappingError) as caught:
        check_plan(plan_of(table))
    assert (caught.value.code, caught.value.fields) == ("date_minguo", {"header": "訂單日期", "example": day})


def test_two_digit_years_are_not_taken_for_years_from_1912(tmp_path: Path) -> None:
    table = table_of(tmp_path, ["客户", "日期", "金额"], [["甲", "23/05/13", "5.50"]] * 3)
    check_plan(plan_of(table))


@pytest.mark.parametrize(
    ("title", "header", "cells", "unit"),
    [
        ("单位：万元", "金额", ["1.5", "20"], 10_000),
        ("编制单位：某公司　金额单位: 人民币千元", "金额", ["1.5", "20"], 1_000),
        ("单位：万元", "金额（元）", ["15000", "20"], 1),  # the column knows better
        ("单位：万元", "金额", ["1,500元", "20元"], 1),  # and so do the numbers
        ("单位：万元", "金额(万)", ["1.5万", "20万"], 1),
        ("单位：元", "金额", ["1.5"], 1),
        ("单位：元", "金额（千元）", ["1.5"], 1_000),
        ("单位：杭州万元贸易公司", "金额", ["1.5"], 1),
        ("Sales, in thousands of EUR", "Amount", ["1.5"], 1_000),
        ("Sales (USD '000)", "Amount", ["1.5"], 1_000),
        ("Revenue in millions", "Amount", ["1.5"], 1_000_000),
        ("Loved in thousands of homes", "Amount", ["1.5"], 1),
        ("Report", "Amount ('000)", ["1.5"], 1_000),
    ],
)
def test_the_unit_of_amounts(tmp_path: Path, title: str, header: str, cells: list[str], unit: int) -> None:
    rows = [(f"C{place}", f"2024-01-0{place}", cell) for place, cell in enumerate(cells, 1)]
    table = replace(table_of(tmp_path, ("Customer", "Date", header), rows), skipped=(SkippedRow(1, "title", title),))
    plan = plan_of(table, kind="sales")
    amount = plan.format_of("amount")
    assert amount is not None
    assert amount.factor == unit
