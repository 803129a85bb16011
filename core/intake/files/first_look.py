"""What the beginning of a text file says, long before the whole of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from core.intake.files.encoding import codec_name, guess_encoding
from core.intake.files.kind import check_kind
from core.intake.files.reading import Hints, TextTable, read_tables

LOOK_BYTES = 1 << 20


@dataclass(frozen=True)
class FirstLook:
    """The tables in the first MB of a file, read as the whole of it would be; what follows may still change them.

    `share_read` = how much of the file that is, 0-1: rows found / share_read is about how many rows there are.
    """

    tables: tuple[TextTable, ...]
    share_read: float


def first_look(path: Path, file_name: str, spool: Path, hints: Hints | None = None) -> FirstLook | None:
    """A preview of the text file at `path` in the same short time however large it is; None for other kinds of file.

    The tables are read from copies in `spool`: they can be shown, and are not to be imported. Raises `ReadingError`
    as `read_tables` does, where the beginning alone shows it.
    """
    hints = hints or Hints()
    if check_kind(path, file_name):
        return None
    with path.open("rb") as stream:
        head = stream.read(LOOK_BYTES)
    size = path.stat().st_size
    spool.mkdir(parents=True, exist_ok=True)
    part = spool / f"{uuid4().hex}-look"
    part.write_bytes(head)
    try:
        if size > LOOK_BYTES:
            part.write_bytes(_whole_lines(head, codec_name(hints.encoding) if hints.encoding else guess_encoding(part)))
        tables = read_tables(part, file_name, spool, hints, header_alone=True)
    except BaseException:
        part.unlink()
        raise
    share_read = part.stat().st_size / size
    if all(table.path != part for table in tables):
        part.unlink()
    return FirstLook(tuple(tables), share_read)


def _whole_lines(head: bytes, encoding: str) -> bytes:
    """The bytes up to the last line end, or all of them where there is none."""
    unit = 2 if encoding.startswith("utf-16") else 4 if encoding.startswith("utf-32") else 1
    for sign in ("\n", "\r"):
        end = sign.encode(encoding if unit > 1 else "ascii").removeprefix(b"\xff\xfe")
        place = head.rfind(end)
        while place > 0 and place % unit:
            place = head.rfind(end, 0, place)
        if place > 0:
            return head[: place + unit]
    return head[: len(head) // unit * unit]
