"""A file someone has -> text tables, every row accounted for.

Nothing here knows about customers or money: cells are text, empty cells are null, and for each table
`header rows + skipped + rows` is the number of rows of the file (blank rows at the very end included).
"""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from core.errors import ReadingError
from core.store.disk import saving

EXTRA_COLUMN = "__extra"
TEXT_LISTED = 200  # characters of a skipped row that are kept
ASKED_COLUMN = "__asked"
UNFOUND_COLUMN = "__unfound_"  # and the number of the lookup: "!" and the key where no row of the other table has it

Sample = tuple[tuple[str | None, ...], ...]  # rows as cells, empty = None


@dataclass(frozen=True)
class Hints:
    """What the user says about a file; None = guess."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header_row: int | None = None  # 1-based row in the file; 0 = the file has no header
    sheet: str | None = None


@dataclass(frozen=True)
class SkippedRow:
    """A row of the file that is not data. `row` is 1-based as a spreadsheet shows it."""

    row: int
    reason: str  # "blank" | "title" | "total" | "header" (the header again)
    text: str  # the first `TEXT_LISTED` characters


@dataclass(frozen=True)
class Scan:
    """All that the engine's `read_csv` needs to read `TextTable.path`."""

    delimiter: str
    quote: str
    escape: str
    skip: int  # rows before the data, header included; a row with line ends within quotes is one
    row_column: bool  # True: the first column of the file is the row number in the original file
    first_row: int  # row in the original file of the first data row; data row k stands at first_row + k - 1
    tight: bool = False  # True: known that no cell begins or ends with a blank
    line_end: str = "\n"  # or "\r\n"; the engine must be told: a line end within quotes in the first row misleads it


@dataclass(frozen=True)
class Lookup:
    """Columns that another table lends to the rows of this one, found by a key."""

    sources: tuple[str, ...]  # the other tables as a person knows them; the months of one export lend together
    key: str  # the header here
    other_key: str  # the header there
    meaning: str  # what the key is: a canonical column
    columns: tuple[tuple[str, str | None], ...]  # the header here, the canonical column it is taken for
    required: bool  # a row whose key is not found is refused
    found: float  # 0-1: of the rows with a key, those whose key was found

    @property
    def lent(self) -> list[str]:
        """The headers here of the columns that come along."""
        return [header for header, _ in self.columns]

    @property
    def source(self) -> str:
        """The other tables in one line, to be shown."""
        return ", ".join(self.sources)


@dataclass(frozen=True)
class TextTable:
    """One table of a file or one sheet of a workbook, as text."""

    file_name: str
    sheet: str | None
    encoding: str | None  # None for workbooks, like delimiter, quote and escape
    delimiter: str | None
    quote: str | None
    escape: str | None
    header_rows: tuple[int, ...]  # 1-based; () = no header, then the columns are column_1, column_2, ...
    columns: tuple[str, ...]  # trimmed; duplicates numbered "Amount", "Amount (2)"; blank -> column_N
    rows: int  # data rows in the file, counted here and not by the engine
    skipped: tuple[SkippedRow, ...]
    ragged: tuple[int, ...]  # 1-based file rows with more or fewer cells than the header (the first 1,000)
    path: Path  # what the engine reads: UTF-8, regular
    scan: Scan
    sample: Sample  # the first 1,000 data rows, and some of the middle and the end
    has_extra: bool = False  # `path` has a last column `__extra`: what rows too long held beyond the columns
    first_row: int = 1  # the row of the file at which the table begins, titles above its header included
    lookups: tuple[Lookup, ...] = ()  # whose columns stand behind the table's own; then `__unfound_N` of required ones
    asks_customer: bool = False  # last in `path`: `__asked`, not null in rows that have to say their customer

    @property
    def source(self) -> str:
        """The table as a person knows it."""
        return f"{self.file_name} · {self.sheet}" if self.sheet else self.file_name

    @property
    def last_row(self) -> int:
        """The row of the file at which the table ends, blank rows below it included."""
        return self.first_row + len(self.header_rows) + len(self.skipped) + self.rows - 1

    @property
    def own(self) -> "TextTable":
        """The table without the columns that others lend."""
        if not self.lookups:
            return self
        lent = sum(len(lookup.columns) for lookup in self.lookups)
        return replace(self, columns=self.columns[: len(self.columns) - lent], lookups=())

    @property
    def engine_columns(self) -> list[str]:
        """The names of all columns of `path` behind the row number, as the engine is told them."""
        unfound = [f"{UNFOUND_COLUMN}{number}" for number, lookup in enumerate(self.lookups) if lookup.required]
        cells = [f"c{place}" for place in range(len(self.columns))]
        asked = [ASKED_COLUMN] if self.asks_customer else []
        return [*cells, *([EXTRA_COLUMN] if self.has_extra else []), *unfound, *asked]


def read_tables(
    path: Path, file_name: str, spool: Path, hints: Hints = Hints(), *, header_alone: bool = False
) -> list[TextTable]:
    """The tables of the file at `path`; copies that the engine reads are written into the folder `spool`.

    A text file has one, or several below each other; a workbook one per sheet with content. With `header_alone` a text
    file may be a header without rows. Raises `ReadingError` where the file cannot be read whole: nothing is dropped
    silently; WorkspaceError `disk_full` where there is no room for the copies.
    """
    from core.intake.files.contained import read_contained  # these build the classes above
    from core.intake.files.kind import check_kind
    from core.intake.files.textfile import read_text

    name = uuid4().hex
    try:
        read = read_contained if check_kind(path, file_name) else read_text
        with saving(spool):
            spool.mkdir(parents=True, exist_ok=True)
            tables = read(path, file_name, lambda number: spool / f"{name}-{number + 1}.csv", hints)
        return tables if header_alone else _with_rows(tables, file_name)
    except BaseException:
        for unfinished in spool.glob(f"{name}*.csv"):
            unfinished.unlink()
        raise


def _with_rows(tables: list[TextTable], file_name: str) -> list[TextTable]:
    if not any(table.rows for table in tables):
        headed = any(table.header_rows for table in tables)
        raise ReadingError("file_header_only" if headed else "file_empty", file=file_name)
    return tables
