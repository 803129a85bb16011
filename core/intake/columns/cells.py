"""What a cell looks like."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

CellKind = Literal["empty", "number", "date", "text"]

TYPED = frozenset[CellKind]({"number", "date"})
_CURRENCY = r"(?:[¥￥$€£]|[A-Z]{1,2}\$|CNY|RMB|USD|EUR|GBP|HKD)"
NUMBER = re.compile(
    rf"[-+(]?\s*{_CURRENCY}?\s*[-+]?(?:\d[\d.,'\u00a0\u202f ]*|\.\d+)(?:[eE][-+]?\d+)?"
    rf"\s*(?:%|元|万元|万|亿|{_CURRENCY})?\)?"
)
MARK = "\ufeff \t\u3000\u00a0\r\n"
RULE = re.compile(r"[-=_+|:*]{2,}")
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


def is_rule(cells: Sequence[str]) -> bool:
    """Whether a row is a line drawn in characters: it holds dashes and the like, and nothing else."""
    texts = bare(cells)
    return bool(texts) and all(RULE.fullmatch(text) for text in texts) and sum(map(len, texts)) > 3


def bare(cells: Sequence[str]) -> list[str]:
    """What the filled cells hold, without the blanks around it."""
    return [text for cell in cells if (text := cell.strip())]


def same_cells(row: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows hold the same; blanks around cells and the mark of another file before them do not count."""
    return len(row) == len(other) and all(
        one.strip(MARK) == two.strip(MARK) for one, two in zip(row, other, strict=True)
    )


def filled(cells: Sequence[str]) -> int:
    """How many cells hold more than blanks."""
    return sum(1 for cell in cells if cell.strip())
