"""All tables but sales: returned orders, products, customer files, survey answers, contacts."""

from __future__ import annotations

from datetime import date

from core.schema import Kind
from core.store.derived import refresh_derived
from core.store.engine import Cursor, quoted
from core.store.facts import refresh_facts

TARGETS: dict[Kind, str] = {
    "returns": "returned_orders",
    "products": "product_records",
    "customers": "customer_records",
    "surveys": "survey_answers",
    "contacts": "contact_records",
}
NOT_CONTENT = ("batch_id", "file_row")
MONTHS_OF_ORDERS = (
    "select distinct cast(date_trunc('month', order_date) as DATE) as month from sales "
    "where order_id in (select order_id from returned_orders where batch_id = $batch_id) order by month"
)


def load_rows(
    cursor: Cursor, kind: Kind, query: str, batch_id: int, *, family: str = "false"
) -> tuple[int, int, list[date]]:
    """Write a typed query with `file_row` into its table: (acceptable rows of the file, doubles, months touched).

    A row of the file may hold several answers (wide surveys); it is refused whole when one of them is. Rows that
    another batch holds too are counted as doubles; they stay, so that undoing the other loses nothing, and count once.
    `family`: SQL over `e.batch_id` that says which batches are of the same file, where rows of it were mended.
    """
    target = TARGETS[kind]
    cursor.run(f"create or replace temp table typed_rows as {query}")
    cursor.run(
        "create or replace temp table bad_rows as "
        "select distinct file_row from typed_rows where refused_rule is not null"
    )
    present = [row[0] for row in cursor.rows(f"select column_name from (describe {target})")]
    typed = [row[0] for row in cursor.rows("select column_name from (describe typed_rows)")]
    content = [name for name in typed if name in present and name not in NOT_CONTENT]
    listed = ", ".join(quoted(name) for name in content)
    same = " and ".join(f"e.{quoted(name)} is not distinct from n.{quoted(name)}" for name in content)
    before = f"(select count(*) from {target} as e where e.batch_id <> {batch_id} and {family} and {same})"
    extra = _extra_columns(present, listed, before if family != "false" else "0")
    cursor.run(
        f"insert into {target} by name select {batch_id} as batch_id, {listed}{extra} from typed_rows as n "
        "where file_row not in (select file_row from bad_rows)"
    )
    written = int(
        cursor.value(
            "select count(distinct file_row) from typed_rows where file_row not in (select file_row from bad_rows)"
        )
    )
    doubles = _doubles(cursor, f"{target} as e where e.batch_id <> {batch_id} and not {family} and {same}")
    months = refresh_rows(cursor, kind, batch_id)
    cursor.run("drop table typed_rows")
    cursor.run("drop table bad_rows")
    return written, doubles, months


def _extra_columns(present: list[str], listed: str, before: str) -> str:
    extra = ", file_row" if "file_row" in present else ""
    if "occurrence" in present:
        extra += f", row_number() over (partition by {listed} order by file_row) + {before} as occurrence"
    return extra


def _doubles(cursor: Cursor, same_elsewhere: str) -> int:
    """Rows of the file all of whose content stands in another batch."""
    return int(
        cursor.value(
            "select count(*) from (select file_row from typed_rows as n "
            "where file_row not in (select file_row from bad_rows) group by file_row "
            f"having bool_and(exists (select 1 from {same_elsewhere})))"
        )
    )


def refresh_rows(cursor: Cursor, kind: Kind, batch_id: int) -> list[date]:
    """Bring customers or facts up to date after rows of a batch were written or before they leave; months touched."""
    if kind == "customers":
        refresh_derived(cursor, [], f"select customer_id from customer_records where batch_id = {batch_id}")
    if kind == "returns":
        months = [row[0] for row in cursor.rows(MONTHS_OF_ORDERS, {"batch_id": batch_id})]
        refresh_facts(cursor, months)
        return months
    return []


def remove_rows(cursor: Cursor, batch_id: int) -> None:
    """Take the rows of a batch out of all these tables."""
    months = [row[0] for row in cursor.rows(MONTHS_OF_ORDERS, {"batch_id": batch_id})]
    cursor.run(
        "create or replace temp table gone_customers as "
        "select customer_id from customer_records where batch_id = $batch_id",
        {"batch_id": batch_id},
    )
    for target in TARGETS.values():
        cursor.run(f"delete from {target} where batch_id = $batch_id", {"batch_id": batch_id})
    refresh_derived(cursor, months, "select customer_id from gone_customers")
    cursor.run("drop table gone_customers")
