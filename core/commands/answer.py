"""What a command answers, and how numbers are written for machines."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENTS_OF_CENTS = Decimal("0.0001")
SHARE_PLACES = 6


@dataclass(frozen=True)
class Answer:
    """`data` is the one JSON object, `text` what a person reads on stdout, `notes` what goes to stderr."""

    data: dict[str, Any]
    text: str = ""
    notes: tuple[str, ...] = ()
    refused: bool = field(default=False)

    def as_json(self) -> str:
        """The object on one line; the same figures give the same bytes."""
        return json.dumps(self.data, ensure_ascii=False)


def money(amount: Decimal | None) -> str | None:
    """An amount with all its four decimals, as text."""
    return None if amount is None else f"{Decimal(amount).quantize(CENTS_OF_CENTS, ROUND_HALF_UP):f}"


def measured(amount: Decimal | None, measure: str) -> str | int | None:
    """A value of a measure: a count of orders is a whole number, everything else is money."""
    if amount is None or measure != "order_count":
        return money(amount)
    return int(amount)


def share(number: float | None) -> float | None:
    """A share or an index, rounded to six places; never minus zero."""
    return None if number is None else round(float(number), SHARE_PLACES) + 0.0


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Aligned columns for a terminal: the first `left` to the left, the others to the right; wide signs count twice."""
    lines = [tuple(header), *map(tuple, rows)]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(header))]
    return "\n".join(
        "  ".join(_padded(cell, widths[place], place < left) for place, cell in enumerate(line)).rstrip()
        for line in lines
    )


def _padded(cell: str, width: int, to_left: bool) -> str:
    blank = " " * (width - _width(cell))
    return cell + blank if to_left else blank + cell


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
