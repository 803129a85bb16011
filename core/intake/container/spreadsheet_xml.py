"""XML Spreadsheet 2003 -> one CSV file per sheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TextIO
from xml.parsers.expat import ExpatError

from core.errors import ReadingError
from core.intake.columns.cells import cell_kind
from core.intake.container.request import Request
from core.intake.container.sheets import repeats
from core.intake.container.xml import ForbiddenError, parser
from core.intake.files.encoding import codec_name, decode, guess_encoding

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")
MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")


def write_spreadsheet_xml(request: Request) -> Iterator[tuple[str, Path]]:
    """The name and the CSV file of each sheet that holds anything.

    Raises `ReadingError`: `kind_unsupported` for other XML, `file_broken`, `sheet_missing` (sheet, sheets).
    """
    book = _Book(request)
    reader = parser(book.start, book.end)
    reader.CharacterDataHandler = book.data
    try:
        for block in decode(request.path, _encoding(request.path)):
            reader.Parse(block.lstrip("\ufeff"), False)
        reader.Parse("", True)
    except ForbiddenError as error:
        raise ReadingError("file_broken", file=request.file_name, detail="it declares entities") from error
    except ExpatError as error:
        raise ReadingError("file_broken", file=request.file_name, detail=str(error)) from error
    finally:
        book.close()
    if request.sheet is not None and request.sheet not in book.names:
        raise ReadingError("sheet_missing", file=request.file_name, sheet=request.sheet, sheets=book.names)
    yield from book.written


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        said = DECLARED.search(stream.read(200))
    return codec_name(said[1].decode("ascii")) if said else guess_encoding(path)


class _Book:
    """Takes the elements one by one and writes each row as it ends."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.names: list[str] = []
        self.written: list[tuple[str, Path]] = []
        self.stream: TextIO | None = None
        self.seen_root = False
        self.row_number = 0
        self.row: list[str] = []
        self.cell: dict[str, str] = {}
        self.data_type = ""
        self.text: list[str] | None = None
        self.hanging: dict[int, tuple[int, str]] = {}  # column -> last row, text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if not self.seen_root and name != "Workbook":
            raise ReadingError("kind_unsupported", file=self.request.file_name, found="XML")
        self.seen_root = True
        if name == "Worksheet":
            self._begin_sheet(attributes.get("Name", f"Sheet {len(self.names) + 1}"))
        elif name == "Row":
            self._begin_row(_number(attributes, "Index", LAST_ROW))
        elif name == "Cell":
            self.cell, self.text, self.data_type = attributes, None, ""
        elif name == "Data" and self.text is None:  # a comment behind the value has data too
            self.data_type, self.text = attributes.get("Type", "String"), []

    def data(self, text: str) -> None:
        """Text counts within a cell's data only."""
        if self.text is not None and self.data_type != "ended":
            self.text.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if name == "Data" and self.data_type != "ended":
            self.text, self.data_type = [_written("".join(self.text or ()), self.data_type)], "ended"
        elif name == "Cell":
            self._end_cell()
        elif name == "Row" and self.stream is not None:
            self._hang(LAST_COLUMN)
            csv.writer(self.stream, lineterminator="\n").writerow(self.row)

    def close(self) -> None:
        """Close the file of the sheet that is open."""
        if self.stream is not None:
            self.stream.close()
        self.stream = None

    def _begin_sheet(self, name: str) -> None:
        self.close()
        self.names.append(name)
        self.row_number, self.hanging = 0, {}
        if self.request.sheet in {None, name}:
            path = self.request.folder / f"{len(self.names)}.csv"
            self.stream = path.open("w", encoding="utf-8", errors="replace", newline="")
            self.written.append((name, path))

    def _begin_row(self, number: int | None) -> None:
        self.row = []
        number = max(number or 0, self.row_number + 1)
        if self.stream is not None:
            self.stream.write("\n" * (number - self.row_number - 1))
        self.row_number = number

    def _end_cell(self) -> None:
        column = (_number(self.cell, "Index", LAST_COLUMN) or 0) - 1
        self._hang(column if column >= 0 else len(self.row))
        formula = self.cell.get("Formula", "")
        text = self.text[0] if self.text else ("=" + formula.lstrip("=") if formula else "")
        down = _number(self.cell, "MergeDown", LAST_ROW) or 0
        across = _number(self.cell, "MergeAcross", LAST_COLUMN) or 0
        if down and repeats(text):
            self.hanging[len(self.row)] = (self.row_number + down, text)
        self.row += [text, *[""] * min(across, LAST_COLUMN - len(self.row))]
        self.text = None

    def _hang(self, column: int) -> None:
        """Fill the row up to a column: with the texts of cells above that reach down, else with nothing."""
        places = [place for place, (last, _) in self.hanging.items() if last >= self.row_number]
        reach = column if column < LAST_COLUMN else max(places, default=-1) + 1
        while len(self.row) < reach or len(self.row) in places:
            last, text = self.hanging.get(len(self.row), (0, ""))
            self.row.append(text if last >= self.row_number else "")


def _number(attributes: dict[str, str], name: str, most: int) -> int | None:
    """A number of 0 or more among the attributes; None where there is none."""
    text = attributes.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _written(text: str, data_type: str) -> str:
    """A value as a person would write it: days without midnight, numbers without an exponent."""
    if data_type == "DateTime":
        return MIDNIGHT.sub("", text).removesuffix(".000").replace("T", " ")
    if data_type == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
    if data_type == "Number" and "e" in text.lower() and cell_kind(text) == "number":
        return format(Decimal(text), "f")
    return text
