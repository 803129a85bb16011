"""The derived tables, customers and monthly facts, kept as a rebuild from the batches would give them."""

from __future__ import annotations

from datetime import date

from core.store.customers import NUMBERS, describe_customers, number_customers
from core.store.engine import Cursor
from core.store.facts import refresh_facts


def refresh_derived(cursor: Cursor, months: list[date] | None = None, touched: str | None = None) -> None:
    """Make the facts of `months` (first days) and the customers of the query `touched` anew; None = all.

    Inside the caller's transaction, after rows were written or have left.
    """
    number_customers(cursor, touched)
    refresh_facts(cursor, months, NUMBERS)
    describe_customers(cursor)
