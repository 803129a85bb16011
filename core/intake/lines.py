"""Order lines: into the table of sales, with repeats numbered, doubles set aside, months replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import ImportRefusedError
from core.intake.receipts import Matching, Mode
from core.store.derived import refresh_derived
from core.store.engine import Cursor, quoted, sql_text

HERE = Path(__file__).parent
SALES_COLUMNS = (
    "order_id line_id order_date customer_id customer_name product_code product category quantity unit_price discount "
    "amount cost region channel salesperson status currency due_date paid_date"
).split()
MONTH = "cast(date_trunc('month', order_date) as DATE)"
IDENTITY = (
    "case when order_id is not null and line_id is not null then 'line' || chr(31) || order_id || chr(31) || line_id "
    "else concat_ws(chr(31), 'content', coalesce(order_id, chr(30)), coalesce(product_code, product, chr(30)), "
    "order_date, coalesce(customer_id, chr(30)), coalesce(cast(quantity as VARCHAR), chr(30)), amount, occurrence) end"
)
IDENTITY_HASH = (
    "case when order_id is not null and line_id is not null then hash(order_id, line_id) "
    "else hash(order_id, coalesce(product_code, product), order_date, customer_id, quantity, amount) end"
)


@dataclass(frozen=True)
class Queries:
    """What gives the acceptable rows of a file, typed: queries that share its rows, and how many rows it has.

    `columns`: those of `sales` that the file tells of; the others stay null.
    """

    texts: tuple[str, ...]
    expected: int
    columns: tuple[str, ...] = tuple(SALES_COLUMNS)


@dataclass(frozen=True)
class Loaded:
    """What became of the acceptable rows of a file: how many there were, and how many were set aside as doubles.

    `orders`: orders among the lines that stay, None where they have to be counted anew.
    """

    rows: int
    doubles: int
    orders: int | None


def load_lines(cursor: Cursor, queries: Queries, batch_id: int, mode: Mode, matching: Matching) -> Loaded:
    """Write the acceptable rows of typed queries as lines of a batch.

    The queries give different rows of the file; they are asked in turn until `queries.expected` rows are written.

    ImportRefusedError `lines_match` when lines without an order id look like lines of another file and nobody has said
    what to do with them.
    """
    columns = ", ".join(quoted(name) for name in queries.columns)
    rows = 0
    for query in queries.texts:
        if rows < queries.expected:
            rows += cursor.changed(
                f"insert into sales by name select {batch_id} as batch_id, 1 as occurrence, {columns} from ({query})"
            )
    orders, suspects = _count_orders(cursor, batch_id)
    repeats = suspects and _number_repeats(cursor, batch_id)
    if mode == "replace-months":
        _replace_months(cursor, batch_id)
    if not repeats and not cursor.value(f"select exists (select 1 from sales where batch_id <> {batch_id})"):
        return Loaded(rows, 0, orders)
    doubles = _set_doubles_aside(cursor, batch_id, matching)
    return Loaded(rows, doubles, None if doubles else orders)


def refresh_after(cursor: Cursor, batch_id: int, months: list[date]) -> int:
    """Bring customers and facts up to date after lines of a batch were written; how many customers these have."""
    cursor.run(
        "create or replace temp table batch_customers as "
        f"select distinct customer_id from sales where batch_id = {batch_id} and customer_id is not null"
    )
    customers = int(cursor.value("select count(*) from batch_customers"))
    touched = (
        "select customer_id from batch_customers "
        f"union all select customer_id from sales_aside where replaced_by = {batch_id}"
    )
    refresh_derived(cursor, months, touched)
    cursor.run("drop table batch_customers")
    return customers


def touched_months(cursor: Cursor, batch_id: int) -> list[date]:
    """First days of the months in which a batch has lines or has replaced lines."""
    found = cursor.rows(
        f"select distinct {MONTH} as month from sales where batch_id = $batch_id "
        f"union select distinct {MONTH} from sales_aside where $batch_id in (batch_id, replaced_by) order by month",
        {"batch_id": batch_id},
    )
    return [row[0] for row in found]


def _count_orders(cursor: Cursor, batch_id: int) -> tuple[int, int]:
    """How many orders a batch has, and how many of them may hold a line twice (no order: one more that may)."""
    orders, suspects = cursor.row(
        "select count(order_id), count(*) filter (where lines > 2 or (lines = 2 and one = other)) from ("
        f"select order_id, count(*) as lines, min({IDENTITY_HASH}) as one, max({IDENTITY_HASH}) as other "
        "from sales where batch_id = $batch_id group by order_id)",
        {"batch_id": batch_id},
    )
    return int(orders), int(suspects)


def _number_repeats(cursor: Cursor, batch_id: int) -> int:
    """Number the lines that occur more than once within their file; how many identities are repeated."""
    values = {"batch_id": batch_id}
    cursor.run(
        f"create or replace temp table repeated_hashes as select {IDENTITY_HASH} as identity_hash from sales "
        "where batch_id = $batch_id group by identity_hash having count(*) > 1",
        values,
    )
    repeats = int(cursor.value("select count(*) from repeated_hashes"))
    if not repeats:
        return 0
    query = sql_text(HERE / "number_repeats.sql").replace("{identity_hash}", IDENTITY_HASH)
    cursor.run(f"create or replace temp table repeats as {query}", values)
    cursor.run("update sales set occurrence = nth from repeats where sales.rowid = repeats.line")
    cursor.run("drop table repeats")
    return repeats


def _replace_months(cursor: Cursor, batch_id: int) -> None:
    replaced = f"batch_id <> {batch_id} and {MONTH} in (select distinct {MONTH} from sales where batch_id = {batch_id})"
    cursor.run(f"insert into sales_aside select *, 'replaced', {batch_id} from sales where {replaced}")
    cursor.run(f"delete from sales where {replaced}")


def _set_doubles_aside(cursor: Cursor, batch_id: int, matching: Matching) -> int:
    cursor.run(f"create or replace temp table doubles as {sql_text(HERE / 'find_doubles.sql')}", {"batch_id": batch_id})
    matches = cursor.value("select count(*) from doubles where not by_order")
    if matches and matching == "refuse":
        raise ImportRefusedError("lines_match", lines=matches)
    if matching == "keep":
        cursor.run("delete from doubles where not by_order")
    cursor.run(
        "insert into sales_aside select *, 'duplicate', null from sales "
        "where batch_id = $batch_id and rowid in (select line from doubles)",
        {"batch_id": batch_id},
    )
    count = cursor.changed(
        "delete from sales where batch_id = $batch_id and rowid in (select line from doubles)", {"batch_id": batch_id}
    )
    cursor.run("drop table doubles")
    return count
