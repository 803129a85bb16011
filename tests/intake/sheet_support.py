"""Sheets as programs export them, written by hand: `sheets/*.txt`, one line per column with what it means.

A block begins with "== name | kind | total amount"; a line is "header | meaning | cell | cell ...". A meaning is a
canonical column, "-" for none, or several that are all right, divided by a slash.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.intake.files.reading import TextTable
from core.schema import Kind
from tests.intake.rows.typed_support import table_of

FOLDER = Path(__file__).parent / "sheets"


@dataclass(frozen=True)
class Sheet:
    """One exported sheet. `meanings`: per header the columns that are right, "-" for none."""

    name: str
    kind: Kind
    total: str | None
    headers: tuple[str, ...]
    meanings: tuple[frozenset[str], ...]
    rows: tuple[tuple[str, ...], ...]

    def table(self, folder: Path) -> TextTable:
        """The sheet as reading gives it, under a file name that says nothing."""
        return table_of(folder, self.headers, self.rows, name="export.csv")


def sheets() -> list[Sheet]:
    """All sheets in the order of their files."""
    return [_sheet(block) for path in sorted(FOLDER.glob("*.txt")) for block in _blocks(path)]


def _blocks(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8").strip()
    return [block.strip().split("\n") for block in text.split("== ")[1:]]


def _sheet(block: list[str]) -> Sheet:
    name, kind, *total = (part.strip() for part in block[0].split(" | "))
    cells = [[cell.strip() for cell in line.split("|")] for line in block[1:]]
    return Sheet(
        name,
        kind,  # type: ignore[arg-type]  # one of Kind, or the test fails
        total[0] if total else None,
        tuple(line[0] for line in cells),
        tuple(frozenset(line[1].split("/")) for line in cells),
        tuple(zip(*(line[2:] for line in cells), strict=True)),
    )
