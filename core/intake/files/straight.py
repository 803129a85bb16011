"""A regular text file -> one table, read by the engine from the file itself, or from the file transcoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from core.intake.columns.cells import is_rule, same_cells
from core.intake.columns.footer import footer_reason, is_page, is_subtotal
from core.intake.files.encoding import decode, mark_bytes
from core.intake.files.reading import Sample, Scan, TextTable
from core.intake.files.records import ROW_LIMIT_BYTES, cells_of, read_records
from core.intake.files.regular import SAMPLE_ROWS, SPREAD_ROWS, Copy, as_row
from core.intake.files.survey import Survey
from core.intake.files.tables import table_starts
from core.intake.files.understood import Text, table_of

PIECE_BYTES = 1 << 16
BLOCK_BYTES = 1 << 20


def read_straight(text: Text, copy: Path) -> TextTable | None:
    """The table read from the file itself, or from the file transcoded into `copy`; None where a row is irregular."""
    layout, dialect = text.shape.layout, text.dialect
    if not _can_be_regular(text):
        return None
    survey = Survey(dialect.delimiter, dialect.quote, layout.width, _header_line(text))
    path = text.path if text.encoding == "utf-8" else copy
    _feed(text, survey, copy)
    if not survey.regular or _ends_with_footer(path, text):
        return None
    scan = Scan(dialect.delimiter, dialect.quote, dialect.escape, layout.first_data, False, layout.first_data + 1)
    scan = replace(scan, line_end="\r\n" if survey.crlf else "\n", tight=survey.tight)
    done = Copy(rows=survey.rows - layout.first_data)
    return table_of(text, text.shape, path, scan, done, _sample(path, text), 1)


def _can_be_regular(text: Text) -> bool:
    """Whether the first rows allow it: quotes doubled, one byte between cells, no title, one table, no subtotals.

    Subtotals and second tables that begin only below the first rows are not looked for here, for the time it would
    take: they are read as rows, and refused where a day or an amount is missing from them.
    """
    shape, dialect = text.shape, text.dialect
    layout = shape.layout
    quotes_regular = dialect.escape == dialect.quote or not dialect.quote
    one_byte = len(dialect.delimiter) == 1 and dialect.delimiter < "\x80" and dialect.quote < "\x80"
    header_plain = all("\n" not in cell and "\r" not in cell for place in layout.header for cell in text.head[place])
    if not (quotes_regular and one_byte and header_plain) or layout.first_data > 1:
        return False
    if layout.first_data != len(layout.header) or len(text.head[0]) != layout.width:
        return False
    if any(_is_none_of_the_data(row, text) for row in text.head[1:]):
        return False
    return len(table_starts(iter(text.head), list, "")) == 1


def _is_none_of_the_data(row: list[str], text: Text) -> bool:
    return (
        same_cells(row, text.head[0])
        or is_rule(row)
        or is_page(row)
        or is_subtotal(row, text.shape.kinds, text.shape.usual_filled)
    )


def _header_line(text: Text) -> bytes:
    """The header as it would stand if it came again, with its line end; b"" where there is none."""
    return "".join(text.first_line).encode("utf-8", "surrogatepass") if text.shape.layout.header else b""


def _feed(text: Text, survey: Survey, copy: Path) -> None:
    """Survey the whole file; in another encoding than UTF-8 its UTF-8 text is written to `copy` on the way."""
    if text.encoding == "utf-8":
        for block in _blocks(text.path):
            survey.feed(block)
            if not survey.regular:
                return
    else:
        with copy.open("wb") as stream:
            for part in decode(text.path, text.encoding):
                block = part.encode("utf-8", "surrogatepass")
                stream.write(block)
                survey.feed(block)
                if not survey.regular:
                    return
    survey.finish()


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a UTF-8 file without its mark."""
    with path.open("rb") as stream:
        stream.seek(mark_bytes(path, "utf-8"))
        while block := stream.read(BLOCK_BYTES):
            yield block


def _piece(path: Path, start: int, text: Text) -> list[list[str]]:
    """The whole rows of the table in 64 KB of a regular file from byte `start` on; none where quotes stand in it."""
    with path.open("rb") as stream:
        stream.seek(start)
        data = stream.read(PIECE_BYTES)
    quote = text.dialect.quote.encode()
    if quote and quote in data:
        return []
    lines = data.split(b"\n")[1:]
    lines = lines if start + len(data) >= path.stat().st_size else lines[:-1]
    rows = [line.decode("utf-8").rstrip("\r").split(text.dialect.delimiter) for line in lines if line]
    return [row for row in rows if len(row) == text.shape.layout.width]


def _sample(path: Path, text: Text) -> Sample:
    """The first rows of a regular file, then some of its middle and of its end."""
    width, size = text.shape.layout.width, path.stat().st_size
    first = list(text.head[text.shape.layout.first_data :][:SAMPLE_ROWS])
    if len(first) < SAMPLE_ROWS or size < 8 * PIECE_BYTES + ROW_LIMIT_BYTES:
        return tuple(as_row(row, width) for row in first)
    middle = _piece(path, size // 2, text)[: SPREAD_ROWS // 2]
    end = _piece(path, size - PIECE_BYTES, text)[-SPREAD_ROWS // 2 :]
    return tuple(as_row(row, width) for row in chain(first, middle, end))


def _ends_with_footer(path: Path, text: Text) -> bool:
    """Whether the last line looks like a total or a note."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - PIECE_BYTES))
        last = stream.read().rstrip(b"\r\n").rsplit(b"\n", 1)[-1].decode("utf-8", "ignore")
    for record in read_records([(last, "")], text.dialect, text.shape.layout.width):
        return (
            footer_reason(cells_of(record, text.dialect.delimiter), text.shape.kinds, text.shape.usual_filled)
            is not None
        )
    return False
