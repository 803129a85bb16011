"""Orders that stand already with other lines or amounts: a file that corrects its month should replace it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.intake.batching.receipts import Inspection
from core.intake.rows.lines import IDENTITY_HASH, MONTH
from core.intake.rows.validation import typed_query
from core.store.engine import Cursor, literal, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace


def changed_orders(cursor: Cursor, fresh: str, standing: str) -> int:
    """How many orders of the lines of a query stand among those of another one, but not as they are."""
    query = sql_text(Path(__file__).with_name("changed_orders.sql"))
    parts = {"fresh": fresh, "standing": standing, "identity_hash": IDENTITY_HASH, "month": MONTH}
    for name, part in parts.items():
        query = query.replace(f"{{{name}}}", part)
    return int(cursor.value(query))


def changed_by(cursor: Cursor, own: str, batch_id: int, months: Sequence[date]) -> int:
    """The same of the lines of `months` that a batch has written; `own`: which lines of `sales` these are, as SQL."""
    others = f"select * from sales where batch_id <> {batch_id} and {_within(months)}" if months else ""
    if not others or not cursor.value(f"select exists ({others})"):
        return 0
    fresh = (
        f"select * from sales where {own} union all by name select * exclude (reason, replaced_by) from sales_aside "
        f"where batch_id = {batch_id} and reason = 'duplicate'"
    )
    return changed_orders(cursor, fresh, others)


def foreseen_changes(workspace: Workspace, inspections: Sequence[Inspection]) -> Mapping[str, int]:
    """By token of the tables whose months hold lines already: how many orders they have otherwise than they stand."""
    standing = {month.month for month in workspace.months()}
    found: dict[str, int] = {}
    with workspace.engine.cursor() as cursor:
        for table in inspections:
            months = [month for month, *_ in table.totals.months] if table.totals else []
            if table.brings_lines and not table.error and not table.known and standing.intersection(months):
                typed = f"select * from ({typed_query(table.table, table.plan)}) where refused_rule is null"
                others = f"select * from sales where {_within(months)}"
                found[table.token] = changed_orders(cursor, typed, others)
    return found


def _within(months: Sequence[date]) -> str:
    """From the first day of the first month to the last day of the last one: what the engine can pass over quickly."""
    return f"order_date between {literal(str(min(months)))} and last_day(cast({literal(str(max(months)))} as DATE))"
