"""The second header row of survey services: the parts of a question are no answers."""

from __future__ import annotations

import re
from dataclasses import replace

from core.intake.columns.column_names import numbered
from core.intake.files.reading import TEXT_LISTED, SkippedRow, TextTable

OPEN_ANSWERS = frozenset(
    {"response", "open-ended response", "open ended response", "other (please specify)", "comment", "score"}
)
UNNAMED = re.compile(r"column_\d+$")


def without_second_header(table: TextTable) -> TextTable:
    """The table without a first row that is no answer: it is skipped as a title, and may complete the headers."""
    if not table.sample or not table.header_rows:
        return table
    first = [cell or "" for cell in table.sample[0]]
    if _is_second_header(table, first):
        return _without_first(table, _completed(table.columns, first))
    return table


def _is_second_header(table: TextTable, first: list[str]) -> bool:
    """Whether the first row names parts of questions only: the columns that all others fill are blank in it."""
    if not any(cell.strip().lower() in OPEN_ANSWERS for cell in first):
        return False
    always = [place for place in range(len(first)) if all(row[place] for row in table.sample[1:])]
    about = [place for place in always if not first[place]]
    return bool(about) and len(table.sample) > 1


def _completed(columns: tuple[str, ...], parts: list[str]) -> tuple[str, ...]:
    """Each question with its part; a part without a question belongs to the question before it."""
    names, question = [], ""
    for column, part in zip(columns, parts, strict=True):
        question = question if UNNAMED.match(column) else column
        said = " ".join(part.split())
        names.append(question if not said or said.lower() in OPEN_ANSWERS else f"{question} - {said}")
    return tuple(names)


def _without_first(table: TextTable, columns: tuple[str, ...]) -> TextTable:
    first = [cell or "" for cell in table.sample[0]]
    text = " ".join(cell for cell in first if cell)[:TEXT_LISTED]
    scan = replace(table.scan, skip=table.scan.skip + 1, first_row=table.scan.first_row + 1)
    return replace(
        table,
        columns=numbered(columns),
        rows=table.rows - 1,
        skipped=(*table.skipped, SkippedRow(table.scan.first_row, "title", text)),
        scan=scan,
        sample=table.sample[1:],
    )
