"""A Parquet file -> one CSV file."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ReadingError
from core.intake.container.limits import limit_memory
from core.intake.container.request import Request
from core.intake.container.values import write_rows

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 8192
READER_BYTES = 1_000_000_000  # what the reader reserves without using it


def write_parquet(request: Request) -> Iterator[tuple[None, Path]]:
    """The CSV file of the table, the column names first. Nested values are written as JSON.

    Raises `ReadingError`: `file_broken`, `file_too_large`.
    """
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    limit_memory(request.path.stat().st_size, READER_BYTES)
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(1)
    out = request.folder / "1.csv"
    try:
        with pq.ParquetFile(request.path) as file, out.open("w", encoding="utf-8", errors="replace", newline="") as to:
            cells = file.metadata.num_rows * max(len(file.schema_arrow), 1)
            if cells > request.limit_bytes:
                raise ReadingError("file_too_large", file=request.file_name, bytes=cells, limit=request.limit_bytes)
            csv.writer(to, lineterminator="\n").writerow(file.schema_arrow.names)
            for batch in file.iter_batches(ROWS_AT_ONCE, use_threads=False):
                write_rows(zip(*map(_values, batch.columns), strict=True), to)
    except (pa.ArrowException, OSError) as error:
        raise ReadingError("file_broken", file=request.file_name, detail=str(error)[:200]) from error
    yield None, out


def _values(column: pa.Array) -> Sequence[Any]:
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    elif pa.types.is_time64(kind):
        column = column.cast(pa.time64("us"), safe=False)
    elif pa.types.is_duration(kind):
        column = column.cast(pa.duration("us"), safe=False)
    return [_plain(value) for value in column.to_pylist()] if _needs_care(kind) else column.to_pylist()


def _needs_care(kind: pa.DataType) -> bool:
    import pyarrow as pa

    is_known = (
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_date,
        pa.types.is_timestamp,
        pa.types.is_boolean,
        pa.types.is_time,
        pa.types.is_duration,
    )
    return not any(known(kind) for known in is_known)


def _plain(value: Any) -> object:
    """A value of a kind that a sheet does not have, as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value
