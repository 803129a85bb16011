"""The monthly facts: kept exactly as a full rebuild from the lines would give them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace

FACTS = "customer_months"
NUMBERED = (
    "(select customer_id, customer_no from customers union all select m.customer_id, c.customer_no "
    "from merged_customers as m join customers as c on c.customer_id = m.into_id)"
)
"""The number of every id, also of those that were merged into another."""
LineFilters = tuple[tuple[str, tuple[str, ...]], ...]


def facts_query(lines_of: str = "sales", customers_of: str = NUMBERED, *, costs_vary: bool = True) -> str:
    """The query that makes the facts of a set of lines (a table, or a select in brackets).

    `costs_vary`: whether some of them may have a cost and others none; else the same facts are made sooner.
    """
    parts = {
        "lines_of": lines_of,
        "customers_of": customers_of,
        "uncosted_sum": "sum(case when cost is null then size end)" if costs_vary else "null",
        "costed_sum": "sum(size_sum) - coalesce(sum(uncosted_sum), 0)"
        if costs_vary
        else "case when sum(costed_n) > 0 then sum(size_sum) else 0 end",
    }
    text = sql_text(Path(__file__).with_suffix(".sql"))
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text


def refresh_facts(cursor: Cursor, months: list[date] | None = None, customers_of: str = NUMBERED) -> None:
    """Make the facts of some months anew (first days), or of all; inside the caller's transaction."""
    if months is not None and not months:
        return
    costs_vary = bool(cursor.value("select count(cost) not in (0, count(*)) from sales"))
    if months is None:
        cursor.run(f"delete from {FACTS}")
        made = facts_query(customers_of=customers_of, costs_vary=costs_vary)
        cursor.run(f"insert into {FACTS} by name {made}")
        return
    values: dict[str, object] = {"first": min(months), "last": max(months)}
    span = "order_date >= $first and order_date < $last + interval 1 month"
    inside = "month >= $first and month <= $last"
    if len(months) < _months_between(min(months), max(months)):
        values["months"] = months
        span += " and date_trunc('month', order_date) in (select unnest($months))"
        inside += " and month in (select unnest($months))"
    cursor.run(f"delete from {FACTS} where {inside}", values)
    made = facts_query(f"(select * from sales where {span})", customers_of, costs_vary=costs_vary)
    cursor.run(f"insert into {FACTS} by name {made}", values)


def refresh_facts_of(cursor: Cursor, ids: str, customers_of: str) -> None:
    """Add the facts of all lines that name one of the ids of a query; theirs were taken out before."""
    lines = f"(select * from sales where customer_id in ({ids}))"
    cursor.run(f"insert into {FACTS} by name {facts_query(lines, customers_of)}")


def _months_between(first: date, last: date) -> int:
    """How many months from one to the other, both counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def differences(workspace: Workspace) -> int:
    """How many facts differ from a rebuild, in either direction; 0 when all is well."""
    made = facts_query()
    with workspace.engine.cursor() as cursor:
        return int(
            cursor.value(
                f"with made as ({made}) select (select count(*) from (from made except all from {FACTS})) "
                f"+ (select count(*) from (from {FACTS} except all from made))"
            )
        )
