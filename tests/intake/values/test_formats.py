"""Numbers and dates in every convention, in Python and in the engine alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.intake.rows.validation import Choices
from core.intake.values.column_formats import format_of_column
from core.intake.values.currencies import SYMBOLS
from core.intake.values.expressions import MONEY, date_sql, number_sql
from core.intake.values.formats import ColumnFormat, parse_date, parse_number
from core.store.engine import Engine, literal


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("formats") / "typed.duckdb")


def in_engine(engine: Engine, expression: str, cells: list[str]) -> list[Any]:
    """The expression over the column `c` of these cells, in order."""
    values = ", ".join(f"({place}, {literal(cell)})" for place, cell in enumerate(cells))
    return [row[0] for row in engine.rows(f"select {expression} from (values {values}) as t(n, c) order by n")]


def number(mark: str, symbols: tuple[str, ...] = (), factor: int = 1) -> ColumnFormat:
    return ColumnFormat("amount", "Amount", "money", mark, symbols=symbols, factor=factor)


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("(12.00)", ".", "-12"),
        ("-12", ".", "-12"),
        ("12-", ".", "-12"),
        ("¥ 12.30", ".", "12.30"),
        ("￥1,000", ".", "1000"),
        ("12元", ".", "12"),
        ("-¥5", ".", "-5"),
        ("¥-5", ".", "-5"),
        ("(¥5)", ".", "-5"),
        ("1.2万", ".", "12000"),
        ("3亿", ".", "300000000"),
        ("１２３．５", ".", "123.5"),
        ("1 234,5", ",", "1234.5"),
        ("1'234.5", ".", "1234.5"),
        ("\u30005.5 ", ".", "5.5"),
        ("12,34,567.5", ".", "1234567.5"),
        (".5", ".", "0.5"),
        ("−7", ".", "-7"),
        ("+3", ".", "3"),
        ("1e3", ".", "1000"),
        ("0,5", ",", "0.5"),
        ("1.234", ",", "1234"),
        ("\u00a012", ".", "12"),
        ("1,23", ".", None),
        ("1.23", ",", None),
        ("12,34.5", ".", None),
        ("1.2.3", ".", None),
        ("5 kg", ".", None),
        ("--5", ".", None),
        ("(5", ".", None),
        ("5)", ".", None),
        ("", ".", None),
        ("$5", ".", None),
        ("nan", ".", None),
        ("Infinity", ".", None),
        ("1,2345", ".", None),
        ("0.123", ",", None),
        ("１，２３", ".", None),
        ("abc", ".", None),
        ("5-3", ".", None),
    ],
)
def test_numbers(engine: Engine, cell: str, mark: str, value: str | None) -> None:
    expected = None if value is None else Decimal(value)
    assert parse_number(cell, mark, SYMBOLS["CNY"]) == expected
    assert in_engine(engine, number_sql("c", number(mark, SYMBOLS["CNY"])), [cell]) == [expected]


def test_rounding_is_half_up_and_too_large_is_none(engine: Engine) -> None:
    cells = ["0.00005", "-0.00005", "0.00004999", "125.43999999999998", "99999999999999.9999", "100000000000000"]
    expected = ["0.0001", "-0.0001", "0", "125.44", "99999999999999.9999", None]
    found = in_engine(engine, number_sql("c", number("."), MONEY), cells)
    assert found == [None if value is None else Decimal(value) for value in expected]


def test_amounts_in_ten_thousands(engine: Engine) -> None:
    found, _ = format_of_column("amount", "金额(万元)", "money", ["1.5", "12"], Choices())
    assert in_engine(engine, number_sql("c", found), ["1.5", "12"]) == [Decimal(15000), Decimal(120000)]


@pytest.mark.parametrize(
    ("cell", "name", "day"),
    [
        ("2023-05-01", "ymd", (2023, 5, 1)),
        ("2023/5/1", "ymd", (2023, 5, 1)),
        ("2023年5月1日", "ymd", (2023, 5, 1)),
        ("2023.5.1", "ymd", (2023, 5, 1)),
        ("2023-05-01 23:59:59", "ymd", (2023, 5, 1)),
        (" 2023-05-01", "ymd", (2023, 5, 1)),
        ("2023-05-01T23:30:00+08:00", "ymd", (2023, 5, 1)),
        ("２０２３/5/1", "ymd", (2023, 5, 1)),
        ("2024-02-29", "ymd", (2024, 2, 29)),
        ("2023-02-29", "ymd", None),
        ("epoch", "ymd", None),
        ("infinity", "ymd", None),
        ("2023-13-01", "ymd", None),
        ("20230501", "compact", (2023, 5, 1)),
        ("20230501.0", "compact", (2023, 5, 1)),
        ("20231301", "compact", None),
        ("2023051", "compact", None),
        ("20230501123000", "compact", (2023, 5, 1)),
        ("2023-05-01", "compact", None),
        ("01/02/2023", "dmy", (2023, 2, 1)),
        ("1.2.2023", "dmy", (2023, 2, 1)),
        ("25/12/2021 08:30", "dmy", (2021, 12, 25)),
        ("12/25/2021", "dmy", None),
        ("2023-05-01", "dmy", None),
        ("01/02/23", "dmy", None),
        ("1/2/20234", "dmy", None),
        ("01/02/2023", "mdy", (2023, 1, 2)),
        ("25/12/2021", "mdy", None),
        ("1/2/2023 8:30 PM", "mdy", (2023, 1, 2)),
        ("1/2/69", "dmy2", (2069, 2, 1)),
        ("1/2/70", "dmy2", (1970, 2, 1)),
        ("1-2-23", "mdy2", (2023, 1, 2)),
        ("23/5/1", "ymd2", (2023, 5, 1)),
        ("29/02/00", "dmy2", (2000, 2, 29)),
        ("5 Jan 2023", "named", (2023, 1, 5)),
        ("05-Jan-23", "named", (2023, 1, 5)),
        ("January 5, 2023", "named", (2023, 1, 5)),
        ("Mon, 5 Feb 2024", "named", (2024, 2, 5)),
        ("5th March 2024", "named", (2024, 3, 5)),
        ("5 Foo 2024", "named", None),
        ("45047", "excel1900", (2023, 5, 1)),
        ("45047.75", "excel1900", (2023, 5, 1)),
        ("43585", "excel1904", (2023, 5, 1)),
        ("61", "excel1900", (1900, 3, 1)),
        ("60", "excel1900", None),
        ("2023-05-01", "excel1900", None),
        ("2024-02", "month", (2024, 2, 29)),
        ("2023/12", "month", (2023, 12, 31)),
        ("2024年5月份", "month", (2024, 5, 31)),
        ("2024 年 5 月", "month", (2024, 5, 31)),
        ("202404", "month", (2024, 4, 30)),
        ("2024.10", "month", (2024, 10, 31)),
        ("2024.1", "month", None),  # January, or an October that lost its zero
        ("2024-13", "month", None),
        ("202413", "month", None),
        ("1.234", "month", None),
        ("May 2024", "month", (2024, 5, 31)),
        ("May-24", "month", (2024, 5, 31)),
        ("February 1999", "month", (1999, 2, 28)),
        ("2024 Sep", "month", (2024, 9, 30)),
        ("Foo 2024", "month", None),
        ("5", "month", None),
        ("5月", "month", None),
        ("2024-05-01", "month", None),
        ("May 5, 2024", "month", None),
    ],
)
def test_dates(engine: Engine, cell: str, name: str, day: tuple[int, int, int] | None) -> None:
    expected = date(*day) if day else None
    assert parse_date(cell, name) == expected
    found = in_engine(engine, date_sql("c", ColumnFormat("order_date", "Date", "date", date_format=name)), [cell])[0]
    assert (found if found and found.year >= 1900 else None) == expected


def written(value: Decimal, mark: str, grouped: bool, style: str) -> str:
    text = f"{abs(value):,f}" if grouped else f"{abs(value):f}"
    if mark == ",":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    sign = {"minus": "-{}", "brackets": "({})", "behind": "{}-", "yuan": "-¥{}"}[style]
    return sign.format(text) if value < 0 else text


DECIMALS = st.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(DECIMALS, min_size=1, max_size=30),
    st.sampled_from([".", ","]),
    st.booleans(),
    st.sampled_from(["minus", "brackets", "behind", "yuan"]),
)
def test_any_number_comes_back(engine: Engine, values: list[Decimal], mark: str, grouped: bool, style: str) -> None:
    cells = [written(value, mark, grouped, style) for value in values]
    assert [parse_number(cell, mark, ("¥",)) for cell in cells] == values
    assert in_engine(engine, number_sql("c", number(mark, ("¥",))), cells) == values


DAY_STYLES = {
    "ymd": ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S"],
    "compact": ["%Y%m%d"],
    "dmy": ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y %H:%M"],
    "mdy": ["%m/%d/%Y", "%m/%d/%Y %H:%M"],
    "named": ["%d %b %Y", "%B %d, %Y", "%d-%b-%Y"],
}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.dates(date(1950, 1, 1), date(2100, 12, 31)), min_size=1, max_size=20),
    st.sampled_from([(name, style) for name, styles in DAY_STYLES.items() for style in styles]),
)
def test_any_day_comes_back(engine: Engine, days: list[date], style: tuple[str, str]) -> None:
    name, pattern = style
    cells = [day.strftime(pattern) for day in days]
    assert [parse_date(cell, name) for cell in cells] == days
    assert in_engine(engine, date_sql("c", ColumnFormat("d", "D", "date", date_format=name)), cells) == days


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.dates(date(1970, 1, 1), date(2069, 12, 31)), min_size=1, max_size=20),
    st.sampled_from(["dmy2", "mdy2", "ymd2"]),
)
def test_two_digit_years_come_back(engine: Engine, days: list[date], name: str) -> None:
    pattern = {"dmy2": "%d/%m/%y", "mdy2": "%m/%d/%y", "ymd2": "%y/%m/%d"}[name]
    cells = [day.strftime(pattern) for day in days]
    assert [parse_date(cell, name) for cell in cells] == days
    assert in_engine(engine, date_sql("c", ColumnFormat("d", "D", "date", date_format=name)), cells) == days
