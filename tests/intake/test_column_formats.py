"""What is decided on a sample, and what is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.intake.column_formats import format_of_column
from core.intake.formats import ColumnFormat, currencies_in, date_fits
from core.intake.validation import Choices
from core.schema import ColumnType

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
        (["1.234", "1500"], ".", []),
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
    [(["0.15", "0"], "share"), (["15", "0"], "percent"), (["15%", "5%"], "percent"), (["8.5折"], "zhe")],
)
def test_discount_styles(cells: list[str], style: str) -> None:
    assert decided(cells, "share")[0].share == style


def test_currencies_are_told_by_their_signs() -> None:
    assert currencies_in(["R$ 5", "5"]) == ("BRL",)
    assert currencies_in(["$5", "€6,00", "12元"]) == ("USD", "EUR", "CNY")


def test_year_first_excludes_all_others() -> None:
    assert date_fits(["2023-05-01"]) == {"ymd": 1.0}
