"""The derived table of customers: everybody who is named by a sale or a customer file, with the latest attributes.

Numbers come first, since the monthly facts are kept by number; attributes come last, since the facts know the last day
of each customer, which saves a pass over all lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.schema import CUSTOMERS
from core.store.engine import Cursor, quoted, sql_text
from core.store.untold import make_room

NAMED = ("customer_name", "region", "owner")
ONLY_FILED = (
    "parent city industry kind nature source grade phone email personality payment_terms notes contact contact_role "
    "joined_on birthday opted_out annual_need cost_to_serve credit_limit referrals standing information_value"
).split()
TYPES = {"date": "DATE", "flag": "BOOLEAN", "money": "DECIMAL(18,4)", "number": "DECIMAL(18,4)"}
EDITABLE = (*NAMED, *ONLY_FILED)
"""What a person can say of a customer; see `core.store.edits`."""
SOLD = ("customer_name", "region", "channel", "salesperson")
EVERYBODY = " union ".join(f"select customer_id from {table}" for table in ("sales", "customer_records", "customers"))
OWN_NUMBERS = (
    "select customer_id, customer_no from customers union all select customer_id, customer_no from new_numbers"
)
NUMBERS = (
    f"({OWN_NUMBERS} union all select m.customer_id, n.customer_no "
    f"from merged_customers as m join ({OWN_NUMBERS}) as n on n.customer_id = m.into_id)"
)


def number_customers(cursor: Cursor, touched: str | None = None) -> None:
    """Give new customers their numbers; inside the caller's transaction, before the facts are refreshed.

    `touched` is a query of the customer ids concerned, None = all. Customers keep their number, new ones get the next
    ones in the order of their ids; a merged customer has that of the one it was merged into. Until
    `describe_customers` the numbers of all stand in `NUMBERS`.
    """
    cursor.run(
        "create or replace temp table touched as select distinct coalesce(m.into_id, t.customer_id) as customer_id "
        f"from ({touched or EVERYBODY}) as t left join merged_customers as m on m.customer_id = t.customer_id "
        "where t.customer_id is not null"
    )
    cursor.run(
        "create or replace temp table new_numbers as "
        "select customer_id, (select coalesce(max(customer_no), 0) from customers) "
        "+ row_number() over (order by customer_id) as customer_no "
        "from touched where not exists (select 1 from customers as c where c.customer_id = touched.customer_id)"
    )


def describe_customers(cursor: Cursor) -> None:
    """Make the touched customers anew from sales and customer files, when the facts are up to date.

    Those that nothing names any more leave.
    """
    has_others = cursor.value("select exists (select 1 from customers)")
    mine = "customer_no in (select customer_no from touched_numbers)" if has_others else "true"
    _run(cursor, "customers_sold.sql", {"partly": _partly(cursor), "mine": mine})
    filed = _filed(cursor)
    make_room(cursor, "customers", filed)
    latest = ", ".join(
        f"arg_max({quoted(name)}, said) filter (where {quoted(name)} is not null) as {quoted(name)}"
        for name in (*NAMED, *filed)
    )
    columns = "".join(f"f.{quoted(name)}, " for name in filed)
    _run(cursor, "customers.sql", {"latest": latest, "filed_columns": columns})
    if cursor.value("select exists (select 1 from touched_numbers where said_id <> customer_id)"):
        _run(cursor, "merged_names.sql", {})
    edited = [name for (name,) in cursor.rows("select distinct attribute from customer_edits order by attribute")]
    if edited:
        make_room(cursor, "customers", edited)
        _run(cursor, "edited.sql", _edited(edited))
    if cursor.value("select exists (select 1 from customers where parent is not null or group_no <> customer_no)"):
        cursor.run(sql_text(Path(__file__).with_name("groups.sql")))
    for table in ("touched", "new_numbers", "touched_numbers", "sold_last", "sold_before"):
        cursor.run(f"drop table {table}")


def _filed(cursor: Cursor) -> list[str]:
    """The columns that only customer files tell of, and that one does."""
    counts = cursor.row(f"select {', '.join(f'count({quoted(name)})' for name in ONLY_FILED)} from customer_records")
    return [name for name, count in zip(ONLY_FILED, counts, strict=True) if count]


def _edited(names: Sequence[str]) -> dict[str, str]:
    """The parts of `edited.sql`: the columns that people have spoken of, each read as its own type."""
    types = {column.name: TYPES.get(column.type, "VARCHAR") for column in CUSTOMERS.columns}
    assigned = (
        f"{quoted(name)} = case when e.{quoted(name)} is null then customers.{quoted(name)} "
        f"else try_cast(nullif(e.{quoted(name)}, '') as {types[name]}) end"
        for name in names
    )
    values = (f"max(value) filter (where attribute = '{name}') as {quoted(name)}" for name in names)
    return {"assignments": ", ".join(assigned), "values": ", ".join(values)}


def says_all(cursor: Cursor) -> bool:
    """Whether every line of a customer says all that any line says of customers."""
    said, lines = _said(cursor)
    return {*said.values()} <= {0, lines}


def _partly(cursor: Cursor) -> str:
    """Whether a customer's last day leaves something open that an earlier day may tell, as SQL."""
    said, _ = _said(cursor)
    return " or ".join(f"{name} is null" for name, lines in said.items() if lines) or "false"


def _said(cursor: Cursor) -> tuple[dict[str, int], int]:
    """How many lines of customers say each of `SOLD`, and how many there are."""
    counted = f"select {', '.join(f'count({name})' for name in SOLD)}, count(customer_id), count(*) from sales"
    *said, named, lines = cursor.row(counted)
    if named < lines:  # the engine knows the counts of whole columns, but not these
        *said, named, _ = cursor.row(f"{counted} where customer_id is not null")
    return dict(zip(SOLD, said, strict=True)), named


def follow_merges(cursor: Cursor) -> None:
    """Make the table of merged customers anew from the standing merges; they are no customers of their own."""
    _run(cursor, "merged_customers.sql", {})
    cursor.run("delete from customers where customer_id in (select customer_id from merged_customers)")


def _run(cursor: Cursor, file_name: str, parts: dict[str, str]) -> None:
    text = sql_text(Path(__file__).with_name(file_name))
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    for statement in text.split(";\n"):
        if statement.strip():
            cursor.run(statement)
