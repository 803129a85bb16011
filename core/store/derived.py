"""The derived tables, customers and monthly facts, kept as a rebuild from the batches would give them."""

from __future__ import annotations

from datetime import date

from core.store.customers import NUMBERS, describe_customers, follow_merges, number_customers
from core.store.engine import Cursor
from core.store.facts import FACTS, NUMBERED, refresh_facts, refresh_facts_of


def refresh_derived(cursor: Cursor, months: list[date] | None = None, touched: str | None = None) -> None:
    """Make the facts of `months` (first days) and the customers of the query `touched` anew; None = all.

    Inside the caller's transaction, after rows were written or have left.
    """
    number_customers(cursor, touched)
    refresh_facts(cursor, months, NUMBERS)
    describe_customers(cursor)


def refresh_merged(cursor: Cursor, customer_ids: list[str]) -> None:
    """Make customers and facts anew of these ids and all that were or are brought together with them.

    Inside the caller's transaction, after merges were written or undone. All other lines are left alone.
    """
    cursor.run(
        "create or replace temp table moved as with roots as (select coalesce(m.into_id, g.customer_id) as customer_id "
        "from (select unnest($ids) as customer_id) as g left join merged_customers as m using (customer_id)) "
        "select unnest($ids) as customer_id union select customer_id from roots union "
        "select customer_id from merged_customers where into_id in (select customer_id from roots)",
        {"ids": customer_ids},
    )
    moved = "select customer_id from moved"
    cursor.run(
        f"delete from {FACTS} where customer_no in (select customer_no from {NUMBERED} where customer_id in ({moved}))"
    )
    follow_merges(cursor)
    number_customers(cursor, moved)
    refresh_facts_of(cursor, moved, NUMBERS)
    describe_customers(cursor)
    cursor.run("drop table moved")
