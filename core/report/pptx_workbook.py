"""The workbooks behind native charts: numbers as numbers, names as text that is never evaluated."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from core.report.pptx_text import plain

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def by_category(names: Sequence[str], series: Iterable[tuple[str, Sequence[float | None]]]) -> bytes:
    """Names down the first column, a column per series."""
    columns: list[list[Any]] = [["", *names]]
    columns += [[name, *values] for name, values in series]
    return _written(columns)


def by_points(series: Iterable[tuple[str, Sequence[tuple[float, float]]]]) -> bytes:
    """Series below each other: x and y beside each other, the name of the series above y."""
    across: list[Any] = []
    up: list[Any] = []
    for name, points in series:
        across += ["", *(x for x, _ in points), None]
        up += [name, *(y for _, y in points), None]
    return _written([across, up])


def _written(columns: list[list[Any]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, SAFE) as book:
        page = book.add_worksheet()
        for place, column in enumerate(columns):
            for row, value in enumerate(column):
                if isinstance(value, str):
                    page.write_string(row, place, plain(value))
                elif value is not None:
                    page.write_number(row, place, value)
    return made.getvalue()
