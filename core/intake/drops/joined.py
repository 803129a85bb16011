"""Lines with the columns that other tables lend them: looked up by key inside the engine, never multiplied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.intake.files.reading import EXTRA_COLUMN, UNFOUND_COLUMN, Lookup, Scan, TextTable
from core.intake.files.regular import SAMPLE_ROWS, SPREAD_ROWS
from core.intake.planning.plan import Choices
from core.intake.rows.validation import read_sql
from core.intake.values.column_formats import format_of_column
from core.intake.values.expressions import text_sql
from core.store.engine import Cursor, literal, quoted

FILE_STEP = 1_000_000_000_000  # between the row numbers of tables that lend together
NO_CHOICES = Choices()


@dataclass(frozen=True)
class Key:
    """By what rows find each other. `meaning`: the canonical column; `header`: in the lines; `other`: in what lends."""

    meaning: str
    header: str
    other: str


@dataclass(frozen=True)
class Link:
    """What tables of one shape lend. `gains`: canonical column and header there; `found`: the share of keys found."""

    tables: tuple[TextTable, ...]
    key: Key
    gains: tuple[tuple[str, str], ...]
    required: bool
    found: float

    @property
    def lent(self) -> list[str]:
        """The headers of all columns that come along: every one but the key."""
        return [header for header in self.tables[0].columns if header != self.key.other]


@dataclass(frozen=True)
class Rows:
    """The lines so far: a query that gives c0, c1, ..., the columns behind them and `file_row`, and their headers."""

    query: str
    headers: tuple[str, ...]
    aside: tuple[str, ...]
    pointed: frozenset[str]  # headers whose ids are all written as "17850.0"
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, table: TextTable) -> Rows:
        """The rows of a table as it was read."""
        aside = (EXTRA_COLUMN,) if table.has_extra else ()
        query = f"select * from {read_sql(table, with_rows=True)}"
        return cls(query, table.columns, aside, _pointed(table))

    def header_of(self, link: Link, there: str) -> str:
        """The header that a lent column has among the lines."""
        start = len(self.headers) - sum(len(each.lent) for each in self.links[self.links.index(link) :])
        return self.headers[start + link.lent.index(there)]

    def key_sql(self, header: str, rows: str) -> str:
        """The key of a line as comparable text; null where empty."""
        return _key_sql(f"{rows}.c{self.headers.index(header)}", header in self.pointed)

    def joined(self, link: Link) -> Rows:
        """The lines with what one more link lends; a line whose key is not found keeps empty cells."""
        table, width = link.tables[0], len(self.headers)
        names = _free_names(self.headers, link.lent)
        key = self.key_sql(link.key.header, "s")
        lent = "".join(
            f", l.c{table.columns.index(header)} as c{width + number}" for number, header in enumerate(link.lent)
        )
        unfound = f"{UNFOUND_COLUMN}{len(self.links)}"
        if link.required:
            asked = "true" if link.key.meaning == "order_id" else f"{key} is not null"
            lent += f", case when l.lookup_key is null and {asked} then concat('!', {key}) end as {quoted(unfound)}"
        query = f"select s.*{lent} from ({self.query}) as s left join ({_single(link)}) as l on l.lookup_key = {key}"
        pointed = self.pointed | {
            new for new, old in zip(names, link.lent, strict=True) if old in _pointed(link.tables[0])
        }
        aside = (*self.aside, unfound) if link.required else self.aside
        return Rows(query, (*self.headers, *names), aside, frozenset(pointed), (*self.links, link))


def _pointed(table: TextTable) -> frozenset[str]:
    """Headers of columns whose ids are all written with ".0"."""
    found = set()
    for place, header in enumerate(table.columns):
        cells = [row[place] for row in table.sample]
        if format_of_column("order_id", header, "id", cells, NO_CHOICES)[0].strip_point_zero:
            found.add(header)
    return frozenset(found)


def _key_sql(cell: str, pointed: bool) -> str:
    found, _ = format_of_column("order_id", "", "id", ["1.0"] if pointed else [], NO_CHOICES)
    return text_sql(cell, found)


def _keyed(tables: Sequence[TextTable], header: str) -> str:
    """The rows of tables of one shape with `lookup_key`; rows without a key are left out."""
    place = tables[0].columns.index(header)
    parts = [
        f"select * replace (file_row + {number * FILE_STEP} as file_row), "
        f"{_key_sql(f'c{place}', header in _pointed(table))} as lookup_key from {read_sql(table, with_rows=True)}"
        for number, table in enumerate(tables)
    ]
    return f"select * from ({' union all by name '.join(parts)}) where lookup_key is not null"


def _single(link: Link) -> str:
    """One row per key: the first; those that follow say the same in all columns that count."""
    keyed = _keyed(link.tables, link.key.other)
    return f"{keyed} qualify row_number() over (partition by lookup_key order by file_row) = 1"


def _free_names(taken: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Headers that are not taken yet, numbered as repeated headers of a file are."""
    used, names = set(taken), []
    for header in wanted:
        name, number = header, 2
        while name in used:
            name, number = f"{header} ({number})", number + 1
        used.add(name)
        names.append(name)
    return names


def share_found(cursor: Cursor, rows: Rows, tables: Sequence[TextTable], key: Key) -> float:
    """Of the lines that have a key, the share (0-1) whose key stands in these tables; 0 where none has one."""
    keys = f"select {rows.key_sql(key.header, 's')} as line_key from ({rows.query}) as s"
    found = cursor.value(
        f"with lent as (select lookup_key from ({_keyed(tables, key.other)})) "
        "select avg(case when line_key in (select lookup_key from lent) then 1.0 else 0.0 end) "
        f"from ({keys}) where line_key is not null"
    )
    return float(found or 0)


def repeated_key(cursor: Cursor, tables: Sequence[TextTable], key: Key, lent: Sequence[str]) -> tuple[str, int] | None:
    """The key that stands in most rows that do not all lend the same, and in how many; None where there is none."""
    cells = ", ".join(f"c{tables[0].columns.index(header)}" for header in lent)
    found = cursor.rows(
        f"select lookup_key, count(*) as times from ({_keyed(tables, key.other)}) group by lookup_key "
        f"having count(*) > 1 and count(distinct row({cells})) > 1 order by times desc, lookup_key limit 1"
    )
    return (str(found[0][0]), int(found[0][1])) if found else None


def joined_table(cursor: Cursor, table: TextTable, links: Sequence[Link], copy: Path) -> TextTable:
    """The lines with all that is lent, written to `copy`: as many rows as before, each under its row number."""
    rows = Rows.of(table)
    for link in links:
        rows = rows.joined(link)
    width = len(rows.headers)
    listed = ", ".join(["file_row", *(f"c{place}" for place in range(width)), *map(quoted, rows.aside)])
    options = "format csv, header false, delimiter ',', quote '\"', escape '\"', force_quote *"
    cursor.run(f"copy (select {listed} from ({rows.query}) order by file_row) to {literal(str(copy))} ({options})")
    lookups, lent = [], iter(rows.headers[len(table.columns) :])
    for link in links:
        gained = {header: name for name, header in link.gains}
        columns = tuple((next(lent), gained.get(header)) for header in link.lent)
        sources, key = tuple(dict.fromkeys(each.source for each in link.tables)), link.key
        lookups.append(Lookup(sources, key.header, key.other, key.meaning, columns, link.required, link.found))
    found = replace(
        table,
        columns=rows.headers,
        path=copy,
        scan=Scan(",", '"', '"', 0, row_column=True, first_row=table.scan.first_row),
        lookups=tuple(lookups),
        sample=(),
    )
    return replace(found, sample=_sample(cursor, found))


def _sample(cursor: Cursor, table: TextTable) -> tuple[tuple[str | None, ...], ...]:
    """The first rows and some of the rest, in the order of the file."""
    cells = ", ".join(f"c{place}" for place in range(len(table.columns)))
    source = f"select file_row, {cells} from {read_sql(table, with_rows=True)}"
    first = cursor.rows(f"{source} order by file_row limit {SAMPLE_ROWS}")
    step = max(table.rows // SPREAD_ROWS, 1)
    last = first[-1][0] if first else 0
    rest = cursor.rows(f"{source} where file_row > {last} and file_row % {step} = 0 order by file_row")
    return tuple(row[1:] for row in (*first, *rest))


def used_rows(cursor: Cursor, table: TextTable, header: str, lines: Sequence[tuple[Rows, str]]) -> int:
    """How many rows of a lending table hold, under `header`, a key that a line has; `lines` with the header there."""
    keys = " union all ".join(
        f"select {rows.key_sql(key, 's')} as line_key from ({rows.query}) as s" for rows, key in lines
    )
    keyed = _keyed([table], header)
    return int(cursor.value(f"select count(*) from ({keyed}) where lookup_key in (select line_key from ({keys}))"))
