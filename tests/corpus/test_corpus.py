"""One clean table, spoiled in many ways: nearly every file comes back cell by cell, and none loses a row in silence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from core.errors import ReadingError
from core.intake.files.reading import TextTable, read_tables
from tests.corpus import heads, places, signs
from tests.corpus.table import Polluted
from tests.intake.files.reading_support import expected, numbered_rows

LEAST_PERFECT = 0.97
LEAST_KINDS = 60
NOT_PERFECT = {"delimiters: between cells '---'"}  # dashes stand in dates too
GROUPS = (
    signs.encodings, signs.line_ends, signs.delimiters, signs.quotes, places.surroundings, places.amid,
    heads.headers, heads.several, places.sizes, places.fixed,
)  # fmt: skip
CORPUS: dict[str, Polluted] = {f"{group.__name__}: {name}": file for group in GROUPS for name, file in group().items()}


def faults(polluted: Polluted, folder: Path) -> list[str]:
    """What came back otherwise than it should; [] = perfect."""
    path = folder / "file.csv"
    path.write_bytes(polluted.content)
    try:
        tables = read_tables(path, path.name, folder / "spool")
    except ReadingError as error:
        return [str(error)]
    if len(tables) != len(polluted.tables):
        return [f"{len(tables)} tables"]
    found = []
    for table, wanted in zip(tables, polluted.tables, strict=True):
        header = list(table.columns) if table.header_rows else None
        if header != wanted.header:
            found.append(f"header {header}")
        rows = [row[1:] for row in numbered_rows(table)]
        pairs = zip(rows, expected(wanted.rows), strict=False)
        wrong = [(one, two) for one, two in pairs if _bare(one) != _bare(two)]
        if len(rows) != len(wanted.rows) or wrong:
            found.append(f"{len(rows)} rows, {len(wrong)} wrong: {wrong[:1]}")
    return found


def _bare(row: Sequence[object]) -> list[object]:
    """A row without the empty cells at its end."""
    return [*row[: max((place for place, cell in enumerate(row, 1) if cell is not None), default=0)]]


def lost(polluted: Polluted, folder: Path) -> list[int]:
    """The rows of the file that are neither header, data nor skipped, or more than one of these."""
    path = folder / "file.csv"
    path.write_bytes(polluted.content)
    try:
        tables = read_tables(path, path.name, folder / "spool")
    except ReadingError:
        return []
    places = sorted(place for table in tables for place in _places(table))
    wanted = range(1, polluted.rows_in_file + 1)
    return sorted({*places} ^ {*wanted}) or ([-1] if len(places) != len(wanted) else [])


def _places(table: TextTable) -> list[int]:
    rows = [int(str(row[0])) for row in numbered_rows(table)]
    return [*rows, *table.header_rows, *(row.row for row in table.skipped)]


@cache
def _failing(folder: Path) -> dict[str, list[str]]:
    return {name: wrong for name, polluted in CORPUS.items() if (wrong := faults(polluted, folder))}


def test_nearly_all_files_are_read_perfectly(tmp_path: Path) -> None:
    failing = _failing(tmp_path)
    print(f"{len(CORPUS) - len(failing)} of {len(CORPUS)} files perfect")
    for name, wrong in failing.items():
        print(name, "-", "; ".join(wrong))
    assert len(CORPUS) >= LEAST_KINDS
    assert len(CORPUS) - len(failing) >= LEAST_PERFECT * len(CORPUS)
    assert set(failing) == NOT_PERFECT


@pytest.mark.parametrize("name", CORPUS)
def test_no_row_is_lost_in_silence(name: str, tmp_path: Path) -> None:
    assert lost(CORPUS[name], tmp_path) == []
