"""What is said of a file before it is written, and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from core.errors import CoreError
from core.intake.batching.foreseen import Foreseen
from core.intake.files.reading import TextTable
from core.intake.files.uploads import Upload
from core.schema import Kind

if TYPE_CHECKING:
    from core.intake.batching.alike import Alike
    from core.intake.planning.plan import Plan

Mode = Literal["add", "replace-months"]
Matching = Literal["refuse", "skip", "keep"]


@dataclass(frozen=True)
class Refusal:
    """One refused row: where it stands in the file, which column, what stood there, which rule it broke (a code)."""

    row: int
    column: str
    value: str
    rule: str


@dataclass(frozen=True)
class Note:
    """Something to be said of a table that is no error: `code` names the sentence, `fields` fill it."""

    code: str
    fields: Mapping[str, object]


def note(code: str, **fields: object) -> Note:
    """A note with its fields."""
    return Note(code, fields)


@dataclass(frozen=True)
class Lent:
    """That a table lends columns to the lines of another: `to` which file, and how many of its rows they use."""

    to: str
    used: int


@dataclass(frozen=True)
class Totals:
    """Control totals of the rows that are acceptable. `amount` is None for tables without amounts."""

    rows: int
    orders: int
    customers: int
    amount: Decimal | None
    first_date: date | None
    last_date: date | None
    months: tuple[tuple[date, int, int, Decimal], ...]  # first day, lines, orders, amount


def token_of(content_hash: str, sheet: str | None) -> str:
    """What says of a refused row to which table of which file it belongs."""
    return "refused-" + hashlib.sha256(f"{content_hash}\x1f{sheet or ''}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Batch:
    """One imported table of a file, as it was counted when it was written."""

    batch_id: int
    kind: Kind
    file_name: str
    sheet: str | None
    content_hash: str
    imported_at: datetime
    undone_at: datetime | None
    mode: Mode
    rows: int
    accepted: int
    duplicates: int
    refused: int
    skipped: int
    amount: Decimal | None
    orders: int | None
    customers: int | None
    first_date: date | None
    last_date: date | None
    months: tuple[str, ...]
    completes: int | None = None  # the batch whose refused rows were mended in this one
    completed: int = 0  # refused rows of this one that standing repairs have completed

    @property
    def token(self) -> str:
        """What its refused rows bear."""
        return token_of(self.content_hash, self.sheet)


@dataclass(frozen=True)
class Inspection:
    """One table of a file before anything is written.

    `error`: why it cannot be imported as it stands (None = it can). `foreseen`: lines that will be there already.
    `known`: the standing batch of the same file. `filled`: rows that take over what stands in the first line of their
    order only.
    `ignored`: a sheet or file beside others that is no table of its own; its rows are counted as skipped, but for those
    that are `lent` to the lines of another table. `table.lookups` say what other tables lend to this one.
    `completes`: the batch to which the rows belong, where they are refused rows of it that were mended; they go by the
    numbers that they have in its file.
    """

    upload: Upload
    table: TextTable
    plan: Plan
    error: CoreError | None = None
    ignored: bool = False
    totals: Totals | None = None
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()  # the first 200
    foreseen: Foreseen = field(default_factory=Foreseen)
    filled: int = 0
    known: Batch | None = None
    preview_columns: tuple[str, ...] = ()
    preview_rows: tuple[tuple[Any, ...], ...] = ()
    lent: Lent | None = None
    alike: tuple[Alike, ...] = ()  # of a list of customers: rows that look like the same one
    notes: tuple[Note, ...] = ()
    completes: Batch | None = None

    @property
    def token(self) -> str:
        """What its refused rows bear: those of a repair stay rows of the table that it completes."""
        return self.completes.token if self.completes else token_of(self.upload.content_hash, self.table.sheet)

    @property
    def brings_lines(self) -> bool:
        """Whether its rows become lines of a batch of their own."""
        return self.plan.kind == "sales" and not self.ignored and not self.completes

    @property
    def skipped(self) -> int:
        """Rows of the file that are no data: header rows are counted apart."""
        return len(self.table.skipped)


@dataclass(frozen=True)
class TableReceipt:
    """What became of one table: rows = accepted + duplicates + refused + skipped."""

    sheet: str | None
    kind: Kind | None
    rows: int
    accepted: int
    duplicates: int
    refused: int
    skipped: int
    months: tuple[str, ...]
    ignored: bool = False
    filled: int = 0  # accepted or not: rows that took over what stands in the first line of their order only
    lent_to: str | None = None  # of a table that is no table of its own: whose lines use it; `accepted` of its rows
    changed: int = 0  # orders that other batches hold with other lines or amounts; both count


@dataclass(frozen=True)
class FileReceipt:
    """What became of a file; the counts are the sums over its tables.

    An archive is "unpacked": its files have receipts of their own, `ignored` names what systems left in it.
    """

    file_name: str
    status: Literal["imported", "refused", "unpacked"]
    error: CoreError | None = None
    batch_id: int | None = None
    tables: tuple[TableReceipt, ...] = field(default_factory=tuple)
    refusals_file: Path | None = None
    ignored: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def _sum(self, name: str) -> int:
        return sum(int(getattr(table, name)) for table in self.tables)

    @property
    def rows(self) -> int:
        """Rows in the file, header rows apart."""
        return self._sum("rows")

    @property
    def accepted(self) -> int:
        """Rows that are in the workspace now because of this file."""
        return self._sum("accepted")

    @property
    def duplicates(self) -> int:
        """Rows that were there already, or twice in the file by their line id."""
        return self._sum("duplicates")

    @property
    def refused(self) -> int:
        """Rows that break a rule; they stand in `refusals_file`."""
        return self._sum("refused")

    @property
    def skipped(self) -> int:
        """Blank rows, titles, totals, and the rows of sheets that hold none of our tables."""
        return self._sum("skipped")

    @property
    def filled(self) -> int:
        """Rows that took over what stands in the first line of their order only."""
        return self._sum("filled")

    @property
    def lent_to(self) -> str | None:
        """The file whose lines use this one, where it is no table of its own."""
        return next((table.lent_to for table in self.tables if table.lent_to), None)

    @property
    def months(self) -> tuple[str, ...]:
        """The months touched, "2011-11", sorted."""
        return tuple(sorted({month for table in self.tables for month in table.months}))
