"""A delimited text file as it is understood from its first rows, before the whole of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.errors import ReadingError
from core.intake.columns.footer import usual_filled
from core.intake.columns.header import find_layout
from core.intake.columns.header_rows import column_kinds
from core.intake.files.dialect import guess_dialect
from core.intake.files.encoding import codec_name, decode, guess_encoding
from core.intake.files.quotes import Dialect
from core.intake.files.reading import Hints, Sample, Scan, TextTable
from core.intake.files.records import Line, cells_of, read_lines, read_records
from core.intake.files.regular import Copy, Shape

LOOK_LINES = 2000
LOOK_ROWS = 300
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x00\x01\x1a\x1b\x1f")


@dataclass(frozen=True)
class Text:
    """A text file as understood: what stands where, before the whole of it is read."""

    path: Path
    file_name: str
    encoding: str
    dialect: Dialect
    shape: Shape
    head: tuple[list[str], ...]  # the first rows as cells
    first_line: Line


def understand(path: Path, file_name: str, hints: Hints) -> Text:
    """Encoding, dialect and layout, from the first rows. Raises `ReadingError` as `read_text` does."""
    encoding = codec_name(hints.encoding) if hints.encoding else guess_encoding(path)
    encoding = "utf-8" if encoding == "ascii" else encoding
    wanted = max(LOOK_LINES, (hints.header_row or 0) * 4 + LOOK_LINES)
    first = next(decode(path, encoding), "")
    if sum(first[:20_000].count(control) for control in CONTROLS) > 0.02 * len(first[:20_000]):
        raise ReadingError("file_not_text", file=file_name, found="binary")
    lines = list(islice(read_lines(text_blocks(path, encoding)), wanted))
    if not any(line.strip() for line, _ in lines):
        raise ReadingError("file_empty", file=file_name)
    scored = guess_dialect(lines, hints)
    head = _head(lines, scored.dialect, scored.width)
    if not any(cell.strip() for row in head for cell in row):
        raise ReadingError("file_empty", file=file_name)
    if (hints.header_row or 0) > len(head) and len(lines) < wanted:
        raise ReadingError("header_row_beyond", file=file_name, row=hints.header_row, rows=len(head))
    return Text(
        path, file_name, encoding, scored.dialect, shape_of(head, scored.dialect, hints.header_row), head, lines[0]
    )


def _head(lines: list[Line], dialect: Dialect, width: int) -> tuple[list[str], ...]:
    return tuple(cells_of(record, dialect.delimiter) for record in read_records(lines, dialect, width))


def text_blocks(path: Path, encoding: str) -> Iterator[str]:
    """The text of the file without zero characters, which carry nothing and which no table can hold."""
    return (block.replace("\x00", "") if "\x00" in block else block for block in decode(path, encoding))


def shape_of(head: tuple[list[str], ...] | list[list[str]], dialect: Dialect, header_row: int | None = None) -> Shape:
    """Layout and usual rows of the table whose first rows are `head`."""
    look = head[: LOOK_ROWS + (header_row or 0)]
    layout = find_layout(look, header_row)
    body = look[layout.first_data :]
    return Shape(layout, dialect, column_kinds(body, layout.width), usual_filled(body, layout.width))


def table_of(text: Text, shape: Shape, path: Path, scan: Scan, done: Copy, sample: Sample, first_row: int) -> TextTable:
    """The table that was read; `first_row` is the row of the file at which it begins."""
    return TextTable(
        file_name=text.file_name,
        sheet=None,
        encoding=text.encoding,
        delimiter=text.dialect.delimiter,
        quote=text.dialect.quote,
        escape=text.dialect.escape,
        header_rows=tuple(first_row + place for place in shape.layout.header),
        columns=shape.layout.columns,
        rows=done.rows,
        skipped=tuple(done.skipped),
        ragged=tuple(done.ragged),
        path=path,
        scan=scan,
        sample=sample,
        has_extra=done.has_extra,
        first_row=first_row,
    )
