"""What a cell looks like, and how a value of a workbook is written as text."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

CellKind = Literal["empty", "number", "date", "text"]

_CURRENCY = r"(?:[¥￥$€£]|[A-Z]{1,2}\$|CNY|RMB|USD|EUR|GBP|HKD)"
NUMBER = re.compile(
    rf"[-+(]?\s*{_CURRENCY}?\s*[-+]?(?:\d[\d.,'\u00a0\u202f ]*|\.\d+)(?:[eE][-+]?\d+)?"
    rf"\s*(?:%|元|万元|万|亿|{_CURRENCY})?\)?"
)
DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}年\d{1,2}月(?:\d{1,2}日)?"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{2,4}|[A-Za-z]{3,9} \d{1,2}, ?\d{4})"
    r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[-+]\d{2}:?\d{2})?)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)


@lru_cache(maxsize=65_536)
def cell_kind(text: str) -> CellKind:
    """The kind of one cell; blanks around it do not count."""
    text = text.strip()
    if not text:
        return "empty"
    if len(text) > 40:
        return "text"
    if DATE.fullmatch(text):
        return "date"
    return "number" if NUMBER.fullmatch(text) else "text"


def is_blank(cells: Sequence[str]) -> bool:
    """Whether no cell holds more than blanks."""
    return not any(map(str.strip, cells))


def filled(cells: Sequence[str]) -> int:
    """How many cells hold more than blanks."""
    return sum(1 for cell in cells if cell.strip())


@lru_cache(maxsize=65_536)
def float_text(value: float) -> str:
    """17850.0 -> "17850", 0.1 -> "0.1": the shortest digits that give the number back, never with an exponent."""
    if value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def datetime_text(value: datetime) -> str:
    """ISO day, with the time to the second unless it is midnight."""
    value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")


_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: str,
    float: float_text,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: datetime_text,
    time: time.isoformat,
    timedelta: str,
    type(None): lambda _: "",
}


def values_text(values: Sequence[object]) -> list[str]:
    """The values of a row of a workbook as text: bool TRUE/FALSE, dates ISO, numbers without a needless `.0`."""
    return [value if value.__class__ is str else _WRITTEN.get(value.__class__, str)(value) for value in values]
