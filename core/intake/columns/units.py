"""In what unit amounts are written: 万元, 千元, thousands. Their header says it, or a line above the table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.intake.columns.headers import plain, unit_of
from core.intake.files.reading import SkippedRow

_SIZES = {"百万": 1_000_000, "千万": 10_000_000, "万": 10_000, "千": 1_000, "亿": 100_000_000, "": 1}
_YUAN = r"(?:人民币|rmb|cny|[¥])?\s*(?:(百万|千万|万|千|亿|)元|(万|亿)(?![\u3400-\u9fff]))"
_OF_HEADER = re.compile(_YUAN)
_OF_TITLE = re.compile(rf"单位\s*[:：]\s*{_YUAN}")
_MONEY = r"(?:us|eur|usd|cny|rmb|gbp|hkd|jpy|euro|dollar|pound|yuan|[€$£¥])"
_WORDS = re.compile(
    rf"\bin\s+(?:[a-z]{{3}}\s+|[€$£¥]\s*)?(?:thousands|(millions))\b(?!\s+of\s+(?!{_MONEY}))"
    r"|(?:^|[\s(€$£¥])['’]000s?\b"
)
_HEADER_WORDS = re.compile(r"\b(?:thousands?|(millions?))\b|(?:^|[\s€$£¥])['’]000s?\b")
OWN_UNIT = "元圆万亿"  # signs of a unit that stands beside the number itself


def unit_in_header(header: str) -> int | None:
    """How many yuan, euros ... one of a column's amounts is, as its header says; None where it does not."""
    unit = unit_of(header)
    if found := _OF_HEADER.match(unit):
        return _size(found)
    found = _HEADER_WORDS.search(unit)
    return _of_word(found) if found else None


def unit_above(skipped: Iterable[SkippedRow]) -> int:
    """The same for a whole table, from its titles and notes, as in "单位：万元", "in thousands of EUR"; else 1."""
    for row in skipped:
        text = plain(row.text) if row.reason == "title" else ""
        if found := _OF_TITLE.search(text):
            return _size(found)
        if found := _WORDS.search(text):
            return _of_word(found)
    return 1


def _of_word(found: re.Match[str]) -> int:
    return 1_000_000 if found.group(1) else 1_000


def _size(found: re.Match[str]) -> int:
    return _SIZES[found.group(1) or found.group(2) or ""]
