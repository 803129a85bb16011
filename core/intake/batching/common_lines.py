"""The lines that files of a drop have in common with each other and with the workspace, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.intake.batching.receipts import Inspection
from core.intake.drops.seen import Together
from core.intake.rows.lines import IDENTITY_HASH, MONTH
from core.intake.rows.validation import typed_query
from core.store.engine import Cursor, literal, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace

BY_LINE = "order_id is not null and line_id is not null"
IDENTITY = ", ".join(
    (
        "order_id",
        f"case when {BY_LINE} then line_id end as line_id",
        *(
            f"case when not ({BY_LINE}) then {value} end as {name}"
            for name, value in {
                "product": "coalesce(product_code, product)",
                "order_date": "order_date",
                "customer_id": "customer_id",
                "quantity": "quantity",
                "amount": "amount",
            }.items()
        ),
    )
)
"""What makes a line the same line, as columns; those that do not matter for it are null."""


@dataclass(frozen=True)
class CommonLines:
    """Different lines (`lines`) that stand equally often in the same places.

    `judged_by`: what says that they are the same; lines that look alike without an order id only a person can judge.
    `standing`: how often each stands in the workspace, in `standing_month`; `times`: and in which tables of the drop
    (by their tokens). `month`: in which month, as the files say.
    """

    judged_by: Literal["line_id", "order", "looks"]
    month: date
    standing: int
    standing_month: date | None
    times: Mapping[str, int]
    lines: int


def common_lines(workspace: Workspace, inspections: Sequence[Inspection]) -> list[CommonLines]:
    """What the tables that can be written have in common with each other and with the workspace.

    Only lines of months that several of them hold, or that stand already, are looked at; and lines with line ids,
    which may have changed their month. A table that was dropped twice counts once.
    """
    tables = {found.token: found for found in inspections if _brings(found)}
    found: list[CommonLines] = []
    if not tables:
        return found
    with workspace.engine.cursor() as cursor:
        standing = {row[0] for row in cursor.rows(f"select distinct {MONTH} from sales")}
        for group in _meeting(list(tables.values())):
            if len(group) > 1 or _has_line_ids(group[0]) or _months(group[0]) & standing:
                found += _in_common(cursor, group, standing)
    return found


def _brings(found: Inspection) -> bool:
    return found.brings_lines and not found.error and not found.known and found.totals is not None


def _months(found: Inspection) -> set[date]:
    return {month for month, *_ in found.totals.months} if found.totals else set()


def _has_line_ids(found: Inspection) -> bool:
    return {"order_id", "line_id"} <= found.plan.columns.keys()


def _meeting(tables: Sequence[Inspection]) -> list[list[Inspection]]:
    """The tables in groups: those of different groups cannot have lines in common."""
    together = Together(range(len(tables)))
    first: dict[date | str, int] = {}
    for place, found in enumerate(tables):
        marks: list[date | str] = [*_months(found), *(["line ids"] if _has_line_ids(found) else [])]
        for mark in marks:
            together.join(first.setdefault(mark, place), place)
    groups: dict[int, list[Inspection]] = {}
    for place, found in enumerate(tables):
        groups.setdefault(together.root(place), []).append(found)
    return list(groups.values())


def _in_common(cursor: Cursor, group: Sequence[Inspection], standing: set[date]) -> list[CommonLines]:
    cursor.run(
        f"create or replace temp table dropped_lines as select 0 as place, {IDENTITY}, order_date as day, "
        f"{IDENTITY_HASH} as identity_hash from sales limit 0"
    )
    for place, table in enumerate(group):
        others = standing.union(*(_months(other) for other in group if other is not table))
        shared = ", ".join(literal(str(month)) for month in sorted(_months(table) & others)) or "null"
        cursor.run(
            f"insert into dropped_lines select {place}, {IDENTITY}, order_date, {IDENTITY_HASH} "
            f"from ({typed_query(table.table, table.plan)}) "
            f"where refused_rule is null and (({BY_LINE}) or {MONTH} in ({shared}))"
        )
    query = sql_text(Path(__file__).with_name("common_lines.sql"))
    times = ", ".join(f"count(*) filter (where place = {place}) as times_{place}" for place in range(len(group)))
    for name, part in {"identity": IDENTITY, "identity_hash": IDENTITY_HASH, "times": times}.items():
        query = query.replace(f"{{{name}}}", part)
    rows = cursor.rows(query)
    cursor.run("drop table dropped_lines")
    found = []
    for judged_by, month, standing_times, standing_month, *counted, lines in rows:
        by_table = {table.token: count for table, count in zip(group, counted, strict=True) if count}
        found.append(CommonLines(judged_by, month, standing_times, standing_month, by_table, lines))
    return found
