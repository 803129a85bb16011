"""Prices from the product lists of the workspace, for lines that have none of their own."""

from __future__ import annotations

from pathlib import Path

from core.store.engine import Cursor, sql_text

NEWEST = (
    "(select product_code, price, coalesce(m.completes, r.batch_id) as list from product_records as r "
    "left join (select distinct batch_id, completes from repaired_rows) as m on m.batch_id = r.batch_id "
    "where price is not null qualify list = max(list) over (partition by product_code)) as p "
    "where p.product_code = v_product_code"
)
LISTED_PRICES = f"(select count(distinct p.price) from {NEWEST})"
"""How many different prices the newest list with that product gives."""

LISTED_PRICE = f"(select case when count(distinct p.price) = 1 then max(p.price) end from {NEWEST})"
"""The price of the newest list with that product; null where it gives none, or several."""


def priced_batches(cursor: Cursor, batch_id: int) -> list[int]:
    """The standing batches of sales whose lines have their prices from the product list of this batch, sorted."""
    query = sql_text(Path(__file__).with_name("priced_batches.sql"))
    return [int(row[0]) for row in cursor.rows(query, {"batch_id": batch_id})]
