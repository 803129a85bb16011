"""Orders whose totals and whose lines come in one drop: they count once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.errors import ImportRefusedError
from core.intake.batching.receipts import Inspection, note
from core.intake.drops.joined import Key, Rows, share_found
from core.intake.drops.joining import MOST
from core.intake.drops.seen import INCOMPLETE, Seen, Together
from core.intake.rows.validation import read_sql, value_sql
from core.store.engine import Cursor


def count_orders_once(cursor: Cursor, item: Seen, seen: Sequence[Seen], apart: Together) -> None:
    """Set totals of orders aside whose lines are all in the drop too; ask where only most of the lines are.

    Both are whole tables of sales. Totals that are all negative are refunds and not the same amounts again; where some
    are, the file may be either, and is asked about.
    """
    if not _is_whole(item.found) or _has_goods(item.found) or item.table.lookups:
        return
    for tables in _lines_by_shape(item, seen):
        first = tables[0]
        key = Key("order_id", item.found.plan.columns["order_id"], first.found.plan.columns["order_id"])
        share = share_found(cursor, Rows.of(item.table), tuple(lines.table for lines in tables), key)
        if share < MOST:
            continue
        negative = _negative_share(cursor, item)
        if negative == 1:
            return
        if share == 1 and negative == 0:
            said = note("same_orders", file=item.source, other=first.source, rows=item.table.rows)
            item.found = replace(item.found, ignored=True, error=None, notes=(said,))
            apart.join(item.offer, first.offer)
        else:
            error = ImportRefusedError("orders_twice", file=item.source, other=first.source, share=share)
            item.found = replace(item.found, error=error)
        return


def totals_beside_lines(tables: Iterable[Inspection]) -> bool:
    """Whether totals and lines of orders are among these tables: together they say whether orders count twice."""
    return len({_has_goods(found) for found in tables if _is_whole(found)}) > 1


def _lines_by_shape(item: Seen, seen: Sequence[Seen]) -> list[list[Seen]]:
    """The tables of lines, those with the same columns together: the months of one export."""
    found: dict[tuple[str, ...], list[Seen]] = {}
    for lines in seen:
        if lines is not item and _is_whole(lines.found) and _has_goods(lines.found):
            found.setdefault(lines.table.columns, []).append(lines)
    return list(found.values())


def _is_whole(found: Inspection) -> bool:
    """Whether a table is sales by itself, with order numbers, that are going to be written."""
    whole = found.error is None or found.error.code not in INCOMPLETE
    return whole and not found.ignored and found.plan.kind == "sales" and "order_id" in found.plan.columns


def _has_goods(found: Inspection) -> bool:
    return bool({"product_code", "product"} & found.plan.columns.keys())


def _negative_share(cursor: Cursor, item: Seen) -> float:
    """Of the totals the share (0-1) that is negative; 1 where none is given: what is computed is no total."""
    amount = item.found.plan.format_of("amount")
    if amount is None:
        return 1
    value = value_sql(f"c{item.table.columns.index(amount.header)}", amount)
    rows = read_sql(item.table, with_rows=False)
    share = cursor.value(f"select avg(case when {value} < 0 then 1 else 0 end) from {rows} where {value} is not null")
    return 1 if share is None else float(share)
