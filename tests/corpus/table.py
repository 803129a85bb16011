"""One clean table of sales, and what a spoiled file of it must come back as."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Row = list[str]

HEADER = ["订单号", "日期", "客户名称", "城市", "数量", "金额", "备注"]
LATIN_HEADER = ["Order", "Date", "Customer", "City", "Quantity", "Amount", "Note"]
CUSTOMERS = ["海岚汽配", "Müller & Söhne", "龙腾贸易", "Ann's Café", "北方商行", "José Peña", "Smith, Jones", "三友"]
LATIN_CUSTOMERS = [
    "Hailan Parts",
    "Müller & Söhne",
    "Longteng Ltd",
    "Ann's Café",
    "Norden",
    "José Peña",
    "Smith, Jones",
    "Ägidius",
]
CITIES = ["上海", "Köln", "广州", "Nice", "北京", "Málaga", "New York", "成都"]
LATIN_CITIES = ["Shanghai", "Köln", "Canton", "Nice", "Peking", "Málaga", "New York", "Düren"]
NOTES = ["", "急件", 'said "no"', "", "a; b", "", "后补", "ok"]
LATIN_NOTES = ["", "urgent", 'said "no"', "", "a; b", "", "later", "ok"]
ROWS = 24


def _rows(customers: Row, cities: Row, notes: Row) -> list[Row]:
    return [
        [
            f"{number + 7:05}",
            f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}",
            customers[number % 8],
            cities[(number * 3) % 8],
            str(number % 5 + 1),
            f"{number * 37 % 900 + 1}.{number % 10}0",
            notes[(number * 5) % 8],
        ]
        for number in range(ROWS)
    ]


CLEAN = _rows(CUSTOMERS, CITIES, NOTES)
LATIN = _rows(LATIN_CUSTOMERS, LATIN_CITIES, LATIN_NOTES)
ASCII = [[cell.encode("ascii", "replace").decode().replace("?", "x") for cell in row] for row in LATIN]
PLAIN = [[cell.translate(dict.fromkeys(map(ord, ",;'\"|:"), "_")) for cell in row] for row in ASCII]


@dataclass(frozen=True)
class Expected:
    """A table as it must come back; `header` None = it has none."""

    header: Row | None
    rows: list[Row]


@dataclass(frozen=True)
class Polluted:
    """A spoiled file: its bytes, how many rows a person counts in it, and its tables."""

    content: bytes
    rows_in_file: int
    tables: tuple[Expected, ...]


def text_of(rows: Sequence[Sequence[str]], **options: object) -> str:
    """Rows as the csv module writes them."""
    stream = io.StringIO()
    csv.writer(stream, **{"lineterminator": "\n", **options}).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def joined(rows: Sequence[Sequence[str]], delimiter: str, line_end: str = "\n") -> str:
    """Rows with nothing quoted."""
    return "".join(delimiter.join(row) + line_end for row in rows)


def whole(content: str | bytes, rows: list[Row] = CLEAN, header: Row | None = HEADER, more: int = 0) -> Polluted:
    """A file that holds one table, and `more` rows beside it."""
    data = content.encode() if isinstance(content, str) else content
    return Polluted(data, len(rows) + (header is not None) + more, (Expected(header, rows),))
