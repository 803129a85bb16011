"""Order lines: into the table of sales, with repeats numbered, doubles set aside, months replaced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from core.errors import ImportRefusedError
from core.intake.batching.receipts import Matching, Mode
from core.store.customers import says_all
from core.store.derived import refresh_derived
from core.store.engine import Cursor, literal, quoted, sql_text
from core.store.untold import make_room

HERE = Path(__file__).parent
MONTH = "cast(date_trunc('month', order_date) as DATE)"
IDENTITY = (
    "case when order_id is not null and line_id is not null then 'line' || chr(31) || order_id || chr(31) || line_id "
    "else concat_ws(chr(31), 'content', coalesce(order_id, chr(30)), coalesce(product_code, product, chr(30)), "
    "order_date, coalesce(customer_id, chr(30)), coalesce(cast(quantity as VARCHAR), chr(30)), amount, occurrence) end"
)
NONE_BEFORE = -1
IDENTITY_HASH = (
    "case when order_id is not null and line_id is not null then hash(order_id, line_id) "
    "else hash(order_id, coalesce(product_code, product), order_date, customer_id, quantity, amount) end"
)
HASH_IN_ORDER = IDENTITY_HASH.replace("hash(order_id, ", "hash(")


@dataclass(frozen=True)
class Queries:
    """What gives the acceptable rows of a file, typed: queries that share its rows, and how many rows it has.

    `columns`: those of `sales` that the file tells of; the others stay null.
    """

    texts: tuple[str, ...]
    expected: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class FileTurn:
    """How the lines of a file are written.

    `before`, `before_aside`: the last line (row id) that its batch had before them, and the last that was set aside.
    """

    batch_id: int
    mode: Mode
    matching: Matching
    before: int = NONE_BEFORE
    before_aside: int = NONE_BEFORE


@dataclass(frozen=True)
class Loaded:
    """What became of the acceptable rows of a table: how many there were, and how many were set aside as doubles.

    `orders`: orders among the lines that stay, None where they have to be counted anew.
    """

    rows: int
    doubles: int
    orders: int | None


def lines_behind(batch_id: int, before: int) -> str:
    """Which lines of `sales` a batch has behind a line (row id), as SQL; within the transaction that writes them."""
    return f"batch_id = {batch_id}" + (f" and rowid > {before}" if before > NONE_BEFORE else "")


def last_line(cursor: Cursor, batch_id: int, table: Literal["sales", "sales_aside"] = "sales") -> int:
    """The row id of the last line that a batch has so far; `NONE_BEFORE` where it has none."""
    return int(cursor.value(f"select coalesce(max(rowid), {NONE_BEFORE}) from {table} where batch_id = {batch_id}"))


def load_lines(cursor: Cursor, queries: Queries, turn: FileTurn) -> Loaded:
    """Write the acceptable rows of typed queries as lines of a batch.

    The queries give different rows of a table; they are asked in turn until `queries.expected` rows are written.
    Equal lines of one file are different lines; those of another file, also of the same batch, are doubles.

    ImportRefusedError `lines_match` when lines without an order id look like lines of another file and nobody has said
    what to do with them.
    """
    above = last_line(cursor, turn.batch_id)
    rows = 0
    for query in queries.texts:
        if rows < queries.expected:
            rows += insert_lines(cursor, turn.batch_id, queries.columns, query)
    own = lines_behind(turn.batch_id, above)
    orders, suspects = _count_orders(cursor, own)
    repeats = suspects and _number_repeats(cursor, own)
    repeats += _number_below(cursor, own, turn, above)
    doubles = 0
    if turn.before > NONE_BEFORE:  # what an earlier file of the batch has never comes back: it leaves with it
        earlier = (
            f"select * from sales where batch_id = {turn.batch_id} and rowid <= {turn.before} union all by name "
            f"select * exclude (reason, replaced_by) from sales_aside where batch_id = {turn.batch_id}"
        )
        doubles += _set_doubles_aside(cursor, own, earlier, turn.matching, turn.batch_id)
    others = f"from sales where batch_id <> {turn.batch_id}"
    if cursor.value(f"select exists (select 1 {others})"):
        others += _among_orders(cursor, own)
    if repeats or cursor.value(f"select exists (select 1 {others})"):
        doubles += _set_doubles_aside(cursor, own, f"select * {others}", turn.matching)
    return Loaded(rows, doubles, None if doubles else orders)


def insert_lines(cursor: Cursor, batch_id: int, columns: Collection[str], query: str) -> int:
    """Write the rows of a query as lines of a batch; how many there are. `columns`: those that they tell of."""
    make_room(cursor, "sales", columns)
    listed = ", ".join(map(quoted, columns))
    return cursor.changed(
        f"insert into sales by name select {batch_id} as batch_id, 1 as occurrence, {listed} from ({query})"
    )


def replace_months(cursor: Cursor, batch_id: int, months: Collection[date]) -> None:
    """Set the lines of these months (first days) aside for a batch, before any line of it is written."""
    if not months:
        return
    replaced = f"{MONTH} in ({', '.join(literal(str(month)) for month in months)})"
    cursor.run(
        f"insert into sales_aside by name "
        f"select *, 'replaced' as reason, {batch_id} as replaced_by from sales where {replaced}"
    )
    cursor.run(f"delete from sales where {replaced}")


def refresh_after(cursor: Cursor, batch_id: int, before: int, months: list[date]) -> int:
    """Bring customers and facts up to date after lines were written; how many customers these have."""
    cursor.run(
        "create or replace temp table batch_customers as select customer_id, max(order_date) as last_day from sales "
        f"where {lines_behind(batch_id, before)} and customer_id is not null group by customer_id"
    )
    customers = int(cursor.value("select count(*) from batch_customers"))
    said = f"({sql_text(HERE / 'said_anew.sql')})" if says_all(cursor) else "batch_customers"
    touched = (
        f"select customer_id from {said} union all select customer_id from sales_aside where replaced_by = {batch_id}"
    )
    refresh_derived(cursor, months, touched)
    cursor.run("drop table batch_customers")
    return customers


def touched_months(cursor: Cursor, batch_id: int, before: int = NONE_BEFORE) -> list[date]:
    """First days of the months in which a batch has lines behind `before`, has doubles or has replaced lines."""
    found = cursor.rows(
        f"select distinct {MONTH} as month from sales where {lines_behind(batch_id, before)} union "
        f"select distinct {MONTH} from sales_aside where {batch_id} in (batch_id, replaced_by) order by month"
    )
    return [row[0] for row in found]


def _among_orders(cursor: Cursor, own: str) -> str:
    """A condition that every line with an order of a file meets; the engine then passes over most of the others.

    Nothing where a line of the file has no order.
    """
    first, last, is_whole = cursor.row(
        f"select min(order_id), max(order_id), count(order_id) = count(*) from sales where {own}"
    )
    return f" and order_id between {literal(first)} and {literal(last)}" if first and is_whole else ""


def _count_orders(cursor: Cursor, own: str) -> tuple[int, int]:
    """How many orders a file has, and how many of them may hold a line twice (no order: one more that may)."""
    orders, suspects = cursor.row(
        "select count(order_id), count(*) filter (where lines > 2 or (lines = 2 and difference = 0)) from ("
        f"select order_id, count(*) as lines, bit_xor({HASH_IN_ORDER}) as difference "
        f"from sales where {own} group by order_id)"
    )
    return int(orders), int(suspects)


def _number_repeats(cursor: Cursor, own: str) -> int:
    """Number the lines that occur more than once within their file; how many identities are repeated."""
    cursor.run(
        f"create or replace temp table repeated_hashes as select {IDENTITY_HASH} as identity_hash from sales "
        f"where {own} group by identity_hash having count(*) > 1"
    )
    repeats = int(cursor.value("select count(*) from repeated_hashes"))
    if not repeats:
        return 0
    query = sql_text(HERE / "number_repeats.sql").replace("{identity_hash}", IDENTITY_HASH).replace("{own}", own)
    cursor.run(f"create or replace temp table repeats as {query}")
    cursor.run("update sales set occurrence = nth from repeats where sales.rowid = repeats.line")
    cursor.run("drop table repeats")
    return repeats


def _number_below(cursor: Cursor, own: str, turn: FileTurn, above: int) -> int:
    """Number the lines of a table on from equal ones in the tables above it in its file; how many have any."""
    if above == turn.before and last_line(cursor, turn.batch_id, "sales_aside") == turn.before_aside:
        return 0
    query = sql_text(HERE / "number_below.sql")
    for name, part in {
        "own": own,
        "above": f"batch_id = {turn.batch_id} and rowid > {turn.before} and rowid <= {above}",
        "aside": f"batch_id = {turn.batch_id} and rowid > {turn.before_aside}",
        "identity": IDENTITY,
        "identity_hash": IDENTITY_HASH,
    }.items():
        query = query.replace(f"{{{name}}}", part)
    cursor.run(f"create or replace temp table numbered as {query}")
    found = cursor.changed("update sales set occurrence = occurrence + above from numbered where sales.rowid = line")
    cursor.run("drop table numbered")
    return found


def _set_doubles_aside(
    cursor: Cursor, own: str, standing: str, matching: Matching, replaced_by: int | None = None
) -> int:
    query = sql_text(HERE / "find_doubles.sql").replace("{own}", own).replace("{standing}", standing)
    cursor.run(f"create or replace temp table doubles as {query}")
    matches = cursor.value("select count(*) from doubles where not by_order")
    if matches and matching == "refuse":
        raise ImportRefusedError("lines_match", lines=matches)
    if matching == "keep":
        cursor.run("delete from doubles where not by_order")
    doubles = f"{own} and rowid in (select line from doubles)"
    cursor.run(
        "insert into sales_aside by name "
        f"select *, 'duplicate' as reason, $replaced_by as replaced_by from sales where {doubles}",
        {"replaced_by": replaced_by},
    )
    count = cursor.changed(f"delete from sales where {doubles}")
    cursor.run("drop table doubles")
    return count
