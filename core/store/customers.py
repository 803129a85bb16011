"""The derived table of customers: everybody who is named by a sale or a customer file, with the latest attributes."""

from __future__ import annotations

from pathlib import Path

from core.store.engine import Cursor, quoted, sql_text

NAMED = ("customer_name", "region", "owner")
ONLY_FILED = (
    "parent city industry kind nature source grade phone email personality payment_terms notes contact contact_role "
    "joined_on birthday opted_out annual_need cost_to_serve credit_limit referrals standing information_value"
).split()


def refresh_customers(cursor: Cursor, touched: str | None = None) -> None:
    """Make customers anew from sales and customer files; inside the caller's transaction.

    `touched` is a query of the customer ids concerned, None = all. Customers keep their number, new ones get the next
    ones in the order of their ids, and those that nothing names any more leave.
    """
    everybody = "select customer_id from sales union select customer_id from customer_records"
    ids = touched or f"{everybody} union select customer_id from customers"
    named = f"select distinct customer_id from ({ids}) where customer_id is not null"
    cursor.run(f"create or replace temp table touched as {named}")
    cursor.run(
        "create or replace temp table last_number as select coalesce(max(customer_no), 0) as last_no from customers"
    )
    latest = ", ".join(
        f"arg_max({quoted(name)}, said) filter (where {quoted(name)} is not null) as {quoted(name)}"
        for name in (*NAMED, *ONLY_FILED)
    )
    filed = ", ".join(f"f.{quoted(name)}" for name in ONLY_FILED)
    text = sql_text(Path(__file__).with_suffix(".sql"))
    for statement in text.replace("{latest}", latest).replace("{filed_columns}", filed).split(";\n"):
        if statement.strip():
            cursor.run(statement)
    cursor.run(sql_text(Path(__file__).with_name("groups.sql")))
