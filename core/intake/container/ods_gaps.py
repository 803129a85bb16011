"""Error cells of an ODS sheet: their value is stored as 0 or as empty text, and what they show beside it."""

from __future__ import annotations

import zipfile

from core.intake.container.gaps import BLOCK_BYTES, Gaps
from core.intake.container.xml import parser

ERROR_MARK = b'value-type="error"'
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0\n"


def ods_gaps(archive: zipfile.ZipFile) -> dict[int, Gaps]:
    """The error cells of each sheet by the sheet's place (from 0); a first quick look finds files without any."""
    if not _has_errors(archive):
        return {}
    cells = _ErrorCells()
    reader = parser(cells.start, cells.end, local_attributes=False)
    reader.CharacterDataHandler = cells.data
    with archive.open("content.xml") as stream:
        while block := stream.read(BLOCK_BYTES):
            reader.Parse(block, False)
    return cells.found


def _has_errors(archive: zipfile.ZipFile) -> bool:
    rest = b""
    with archive.open("content.xml") as stream:
        while block := stream.read(BLOCK_BYTES):
            if ERROR_MARK in rest + block:
                return True
            rest = block[-len(ERROR_MARK) :]
    return False


class _ErrorCells:
    """Follows rows and cells, repeated ones too, and keeps what error cells show."""

    def __init__(self) -> None:
        self.found: dict[int, Gaps] = {}
        self.sheet = self.row = self.column = -1
        self.rows = self.columns = 1  # how often the row and the cell stand
        self.text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == "table":
            self.sheet, self.row, self.rows = self.sheet + 1, -1, 1
        elif name == "table-row":
            self.row += self.rows
            self.column, self.columns = -1, 1
            self.rows = int(attributes.get(f"{TABLE}number-rows-repeated", 1))
        elif name in {"table-cell", "covered-table-cell"}:
            self.column += self.columns
            self.columns = int(attributes.get(f"{TABLE}number-columns-repeated", 1))
            self.text = [] if "error" in attributes.values() else None

    def data(self, text: str) -> None:
        """What an error cell shows."""
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if name != "table-cell" or self.text is None:
            return
        shown = "".join(self.text).strip() or "#ERROR"
        rows = self.found.setdefault(self.sheet, {})
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                rows.setdefault(row, {})[column] = shown
        self.text = None
