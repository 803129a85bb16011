"""A delimited text file -> one text table: straight from the file where it is regular, from a clean copy where not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from core.errors import ReadingError
from core.intake.dialect import Scored, guess_dialect, record_cells
from core.intake.encoding import BLOCK_BYTES, codec_name, decode, guess_encoding, mark_bytes
from core.intake.footer import footer_reason, usual_filled
from core.intake.header import column_kinds, find_layout
from core.intake.quotes import Dialect
from core.intake.reading import Hints, Scan, TextTable
from core.intake.records import ROW_LIMIT_BYTES, Line, Record, read_lines, read_records
from core.intake.regular import SAMPLE_ROWS, SPREAD_ROWS, Copy, Sample, Shape, as_row, write_regular
from core.intake.survey import Survey

LOOK_LINES = 2000
PIECE_BYTES = 1 << 16
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x00\x1a\x1b\x1f")


@dataclass(frozen=True)
class _Text:
    """A text file as understood: what stands where, before the whole of it is read."""

    path: Path
    file_name: str
    encoding: str
    dialect: Dialect
    shape: Shape
    head: tuple[list[str], ...]  # the first rows as cells


def read_text(path: Path, file_name: str, copy: Path, hints: Hints) -> TextTable:
    """The table of the text file at `path`; `copy` is where a clean copy goes if one is needed.

    Raises `ReadingError`: `file_not_text`, `encoding_failed`, `encoding_unknown`, `file_empty`, `file_header_only`,
    `row_too_large`.
    """
    encoding = codec_name(hints.encoding) if hints.encoding else guess_encoding(path)
    text = _understood(path, file_name, "utf-8" if encoding == "ascii" else encoding, hints)
    table = _as_it_is(text, copy) or _from_copy(text, copy)
    if not table.rows:
        copy.unlink(missing_ok=True)
        raise ReadingError("file_header_only" if table.header_rows else "file_empty", file=file_name)
    return table


def _text_blocks(path: Path, encoding: str) -> Iterator[str]:
    """The text of the file without zero characters, which carry nothing and which no table can hold."""
    return (block.replace("\x00", "") if "\x00" in block else block for block in decode(path, encoding))


def _understood(path: Path, file_name: str, encoding: str, hints: Hints) -> _Text:
    """Dialect and layout, from the first rows."""
    wanted = max(LOOK_LINES, (hints.header_row or 0) * 4 + LOOK_LINES)
    first = next(decode(path, encoding), "")
    if sum(first[:20_000].count(control) for control in CONTROLS) > 0.02 * len(first[:20_000]):
        raise ReadingError("file_not_text", file=file_name, found="binary")
    lines = _head_lines(path, encoding, wanted)
    scored = guess_dialect(lines, hints)
    records = read_records(lines, scored.dialect, scored.width)
    head = tuple(record_cells(record, scored.dialect) for record in records)
    if not any(cell.strip() for row in head for cell in row):
        lines = []
    if not lines:
        raise ReadingError("file_empty", file=file_name)
    return _Text(path, file_name, encoding, scored.dialect, _shape(head, scored, hints), head)


def _head_lines(path: Path, encoding: str, wanted: int) -> list[Line]:
    """The first lines that are whole."""
    return list(islice(read_lines(_text_blocks(path, encoding)), wanted))


def _shape(head: tuple[list[str], ...], scored: Scored, hints: Hints) -> Shape:
    look = head[: max(300, (hints.header_row or 0) + 300)]
    layout = find_layout(look, hints.header_row)
    body = look[layout.first_data :]
    return Shape(layout, scored.dialect, column_kinds(body, layout.width), usual_filled(body, layout.width))


def _as_it_is(text: _Text, copy: Path) -> TextTable | None:
    """The table read from the file itself, or from the file transcoded; None where any row is irregular."""
    layout, dialect = text.shape.layout, text.dialect
    quotes_regular = dialect.escape == dialect.quote or not dialect.quote
    one_byte = len(dialect.delimiter) == 1 and dialect.delimiter < "\x80" and dialect.quote < "\x80"
    header_plain = all("\n" not in cell and "\r" not in cell for place in layout.header for cell in text.head[place])
    if not (quotes_regular and one_byte and header_plain) or layout.first_data > 1:
        return None
    if layout.first_data != len(layout.header) or len(text.head[0]) != layout.width:
        return None
    survey = Survey(dialect.delimiter, dialect.quote, layout.width)
    path = text.path if text.encoding == "utf-8" else copy
    _feed(text, survey, copy)
    if not survey.regular or _ends_with_footer(path, text):
        return None
    scan = Scan(dialect.delimiter, dialect.quote, dialect.escape, layout.first_data, False, layout.first_data + 1)
    scan = replace(scan, line_end="\r\n" if survey.crlf else "\n")
    done = Copy(rows=survey.rows - layout.first_data)
    return _table(text, path, scan, done, _sample(path, text))


def _feed(text: _Text, survey: Survey, copy: Path) -> None:
    """Survey the whole file; in another encoding than UTF-8 its UTF-8 text is written to `copy` on the way."""
    if text.encoding == "utf-8":
        for block in _checked_blocks(text.path):
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


def _checked_blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a UTF-8 file without its mark, each block proven to be UTF-8."""
    with path.open("rb") as stream:
        offset, rest = len(stream.read(mark_bytes(path, "utf-8"))), b""
        while block := stream.read(BLOCK_BYTES):
            data = rest + block
            try:
                if not data.isascii():
                    data.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data" or len(data) - error.start > 3:
                    raise ReadingError("encoding_failed", encoding="utf-8", byte=offset + error.start) from error
                data, rest = data[: error.start], data[error.start :]
            offset += len(data)
            yield data
    if rest:
        raise ReadingError("encoding_failed", encoding="utf-8", byte=offset)


def _from_copy(text: _Text, copy: Path) -> TextTable:
    """The table read from a clean copy that is written here."""
    width = max(text.shape.layout.width, 1)

    def records() -> Iterator[Record]:
        return read_records(read_lines(_text_blocks(text.path, text.encoding)), text.dialect, width)

    done = write_regular(records, text.shape, copy)
    return _table(text, copy, Scan(",", '"', '"', 0, True, done.first_row), done, done.sample(text.shape.layout.width))


def _table(text: _Text, path: Path, scan: Scan, done: Copy, sample: Sample) -> TextTable:
    layout, dialect = text.shape.layout, text.dialect
    return TextTable(
        file_name=text.file_name,
        sheet=None,
        encoding=text.encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape,
        header_rows=tuple(place + 1 for place in layout.header),
        columns=layout.columns,
        rows=done.rows,
        skipped=tuple(done.skipped),
        ragged=tuple(done.ragged),
        path=path,
        scan=scan,
        sample=sample,
        has_extra=done.has_extra,
    )


def _piece(path: Path, start: int, text: _Text) -> list[list[str]]:
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


def _sample(path: Path, text: _Text) -> Sample:
    """The first rows of a regular file, then some of its middle and of its end."""
    width, size = text.shape.layout.width, path.stat().st_size
    first = list(text.head[text.shape.layout.first_data :][:SAMPLE_ROWS])
    if len(first) < SAMPLE_ROWS or size < 8 * PIECE_BYTES + ROW_LIMIT_BYTES:
        return tuple(as_row(row, width) for row in first)
    middle = _piece(path, size // 2, text)[: SPREAD_ROWS // 2]
    end = _piece(path, size - PIECE_BYTES, text)[-SPREAD_ROWS // 2 :]
    return tuple(as_row(row, width) for row in chain(first, middle, end))


def _ends_with_footer(path: Path, text: _Text) -> bool:
    """Whether the last line looks like a total or a note."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - PIECE_BYTES))
        last = stream.read().rstrip(b"\r\n").rsplit(b"\n", 1)[-1].decode("utf-8", "ignore")
    for record in read_records([(last, "")], text.dialect, text.shape.layout.width):
        return footer_reason(record_cells(record, text.dialect), text.shape.kinds, text.shape.usual_filled) is not None
    return False
