"""read: what a file holds as a table, and the table as clean text. Needs no workspace and no engine."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.commands.answer import Answer, columns
from core.errors import CoreError, ReadingError
from core.intake.files.found_rows import found_tables, write_found
from core.intake.files.kind import check_file
from core.intake.files.reading import TextTable, read_tables
from core.intake.files.uploads import Part, unpacked
from core.settings import Settings
from core.store.disk import storage_error
from core.text.messages import message, passed_over
from core.text.words import Words

PERHAPS_ARCHIVES = ("archive_unopened", "file_too_large")
MOST_BYTES = Settings().upload_limit_mb * 1_000_000


@dataclass(frozen=True)
class _Read:
    """What became of a file: its tables, each with the file that it was written to, or an error.

    `file`: as it was given, and for one out of an archive with the name inside; `name`: the same without folders before
    it; `ignored`: the names of what systems leave in archives, with the first file of one.
    """

    file: str
    name: str
    tables: tuple[tuple[TextTable, Path | None], ...] = ()
    error: CoreError | None = None
    ignored: tuple[str, ...] = ()


def answer_read(args: argparse.Namespace, words: Words) -> Answer:
    """Read each file by itself, those of an archive too; refused where any was, the others are written all the same."""
    if args.out and len(args.files) > 1:
        raise ReadingError("out_for_one", out=str(args.out))
    if args.out_dir:
        args.out_dir.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    with TemporaryDirectory(prefix="read-") as spool:
        found = [each for path in args.files for each in _read_all(path, args, Path(spool), written)]
    errors = [each.error for each in found if each.error]
    data: dict[str, Any] = {"files": [_described(each) for each in found]}
    if errors:
        data = {"error": errors[0].code, **data}
    notes = tuple(f"{each.name}: {message(each.error, words)}" for each in found if each.error)
    notes += tuple(passed_over(each.ignored, words) for each in found if each.ignored)
    return Answer(data, _summary(found, words), notes, refused=bool(errors))


def _target(name: str, args: argparse.Namespace) -> Path | None:
    """Where the first table of a file goes; None where nothing is to be written."""
    if args.out_dir:
        return Path(args.out_dir) / f"{name.replace('/', '_')}_converted.csv"
    return Path(args.out) if args.out else None


def _read_all(given: Path, args: argparse.Namespace, spool: Path, written: set[Path]) -> list[_Read]:
    """The file, or each file of an archive. Only what is no table is looked into: workbooks are archives too."""
    found = _read(given, Part(given.name, given), args, spool, written)
    if found.error is None or found.error.code not in PERHAPS_ARCHIVES:
        return [found]
    with TemporaryDirectory(prefix="read-") as folder:
        drop = unpacked(given, given.name, Path(folder), MOST_BYTES)
        if drop.error is not None or [part.path for part in drop.parts] == [given]:
            return [replace(found, error=drop.error or found.error)]
        if args.out and len(drop.parts) > 1:
            return [replace(found, error=ReadingError("out_for_one", out=str(args.out)))]
        first, *others = (_read(given, part, args, spool, written) for part in drop.parts)
        return [replace(first, ignored=drop.ignored), *others]


def _read(given: Path, part: Part, args: argparse.Namespace, spool: Path, written: set[Path]) -> _Read:
    path, target = part.path, _target(part.file_name, args)
    found = _Read(str(given.parent / part.file_name), part.file_name)
    try:
        check_file(path)
        if target in written or (target and target.exists() and target.samefile(given)):
            raise ReadingError("out_taken", file=found.file, out=str(target))
        tables = read_tables(path, part.file_name, spool, header_alone=True)
        outs = _written(path, tables, target)
        written.update(out for out in outs if out)
        return replace(found, tables=tuple(zip(tables, outs, strict=True)))
    except CoreError as error:
        if error.code == "file_empty" and target:
            target.write_bytes(b"")  # nothing is all that it holds
            written.add(target)
        return replace(found, error=error)
    except OSError as error:
        return replace(found, error=storage_error(Path(error.filename or path), error.strerror or str(error)))
    finally:
        for copy in spool.iterdir():
            copy.unlink()


def _written(path: Path, tables: Sequence[TextTable], target: Path | None) -> list[Path | None]:
    """Write each table, the first to `target`, the second beside it with `_2`; where each went."""
    if target is None:
        return [None] * len(tables)
    outs: list[Path | None] = []
    for number, found in enumerate(found_tables(path, tables), 1):
        out = target if number == 1 else target.with_name(f"{target.stem}_{number}{target.suffix}")
        with _whole(out) as part, part.open("w", encoding="utf-8", newline="") as stream:
            write_found(found, stream)
        outs.append(out)
    return outs


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place once it is whole."""
    part = out.with_name(f".{out.name}.part")
    try:
        yield part
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _described(found: _Read) -> dict[str, Any]:
    if found.error:
        fields = {name: value for name, value in found.error.fields.items() if isinstance(value, str | int | list)}
        return {**fields, "file": found.file, "error": found.error.code}
    return {"file": found.file, "tables": [_table(table, out) for table, out in found.tables]}


def _table(table: TextTable, out: Path | None) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "quote": table.quote,
        "escape": table.escape,
        "header_rows": list(table.header_rows),
        "columns": list(table.columns),
        "rows_in_file": len(table.header_rows) + len(table.skipped) + table.rows,
        "rows": table.rows,
        "skipped": [{"row": each.row, "reason": each.reason, "text": each.text} for each in table.skipped],
        "ragged": list(table.ragged),
        "out": str(out) if out else None,
    }


def _summary(files: Sequence[_Read], words: Words) -> str:
    """One line per table, for a person."""
    header = (
        words("File"),
        words("Encoding"),
        words("Delimiter"),
        words("Header rows"),
        words("Columns"),
        words("Rows"),
        words("Skipped"),
    )
    rows = [
        (
            f"{each.name} ({table.sheet})" if table.sheet else each.name,
            table.encoding or "–",
            repr(table.delimiter) if table.delimiter else "–",
            ", ".join(map(str, table.header_rows)) or "–",
            words.count(len(table.columns)),
            words.count(table.rows),
            _skips(table, words),
        )
        for each in files
        for table, _ in each.tables
    ]
    return columns(header, rows, left=3) if rows else ""


def _skips(table: TextTable, words: Words) -> str:
    counts = Counter(each.reason for each in table.skipped)
    parts = [f"{words.count(count)} {words.code('skipped', reason)}" for reason, count in counts.items()]
    return ", ".join(parts) or "0"
