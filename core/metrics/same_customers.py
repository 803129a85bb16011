"""Customers who probably stand here twice: suggested with the evidence, decided by a person, never merged by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.store.engine import Cursor, sql_text
from core.store.facts import facts_query
from core.store.merges import Evidence
from core.store.name_keys import NAMES, TELLING, addresses_of, narrow, phones_of, without_company, words_of

if TYPE_CHECKING:
    from core.store.workspace import Workspace

HERE = Path(__file__).parent
MOST = 200
PART = "customer_id || chr(31) || customer_name"


@dataclass(frozen=True)
class Side:
    """One of two who are alike. Revenue: net, over all months; days: of the first and the last line, None without."""

    customer_id: str
    customer_name: str | None
    lines: int
    revenue: Decimal
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Double:
    """Two ids that are probably one customer, or (`names` > 0) one id with so many different names.

    `kept` has more revenue than `other`. `evidence`: (reason, what they share); `against`: phone, email, birthday where
    both have one and they differ.
    """

    kept: Side
    other: Side
    evidence: Evidence
    against: tuple[str, ...] = ()
    names: int = 0

    @property
    def stake(self) -> Decimal:
        """The revenue that the decision moves."""
        return abs(self.other.revenue)


@dataclass(frozen=True)
class Doubles:
    """What is suggested, the most revenue at stake first; `pairs` and `ids` count also what is not shown."""

    shown: tuple[Double, ...] = field(default=())
    pairs: int = 0
    ids: int = 0


def same_customers(workspace: Workspace, most: int = MOST) -> Doubles:
    """Up to `most` suggestions: two ids of one customer, and ids with different names.

    The reasons and their rules stand in same_customers.sql and named_twice.sql. Accounts that are set apart, and what
    was turned down, are left out.
    """
    with workspace.engine.cursor() as cursor:
        pairs, pairs_count = _two_ids(cursor, most)
        named, ids_count = _two_names(cursor, most)
    shown = sorted((*pairs, *named), key=lambda found: found.stake, reverse=True)  # stable: equal ones stay in order
    return Doubles(tuple(shown[:most]), pairs_count, ids_count)


def evidence_of(found: Doubles, customer_ids: Collection[str], into: str) -> dict[str, Evidence]:
    """What speaks for each of these customers being the same as `into`, by customer id; absent where nothing does."""
    between = {frozenset((one.kept.customer_id, one.other.customer_id)): one.evidence for one in found.shown}
    pairs = {customer_id: frozenset((customer_id, into)) for customer_id in customer_ids}
    return {customer_id: between[pair] for customer_id, pair in pairs.items() if pair in between}


def _query(name: str, names_of: str = "called") -> str:
    text = sql_text(HERE / name)
    for place, expression in {
        "words": words_of(names_of),
        "bare_words": without_company("all_words"),
        "narrow_id": narrow("customer_id"),
        "phones": phones_of("phone"),
        "addresses": addresses_of("email"),
    }.items():
        text = text.replace(f"{{{place}}}", expression)
    return text


def _two_ids(cursor: Cursor, most: int) -> tuple[list[Double], int]:
    telling = {"telling": f"[^{TELLING}]+"}
    cursor.run(f"create or replace temp table compared as {_query('compared_customers.sql')}", {**NAMES, **telling})
    cursor.run(f"create or replace temp table evidence as {_query('customer_evidence.sql')}", NAMES)
    found = _records(cursor, sql_text(HERE / "same_customers.sql"), {"most": most})
    for table in ("compared", "evidence"):
        cursor.run(f"drop table {table}")
    doubles = []
    for _, group in groupby(found, key=lambda row: row["place"]):
        rows = list(group)
        evidence = tuple((row["reason"], row["shared"]) for row in rows)
        against = tuple(part for part in rows[0]["against"].split(",") if part)
        doubles.append(Double(_side(rows[0], "kept"), _side(rows[0], "other"), evidence, against))
    return doubles, found[0]["pairs"] if found else 0


def _two_names(cursor: Cursor, most: int) -> tuple[list[Double], int]:
    cursor.run(f"create or replace temp table name_parts as {_query('name_parts.sql', 'customer_name')}", NAMES)
    lines = (
        f"(select * replace ({PART} as customer_id) from sales "
        "where customer_name is not null and customer_id in (select customer_id from name_parts))"
    )
    numbers = f"(select {PART} as customer_id, part_no as customer_no from name_parts)"
    cursor.run(f"create or replace temp table part_months as {facts_query(lines, numbers)}")
    found = _records(cursor, _query("named_twice.sql"), {"most": most})
    cursor.run("drop table name_parts")
    cursor.run("drop table part_months")
    doubles = [
        Double(_side(row, "kept"), _side(row, "other"), (("names", str(row["names"])),), names=row["names"])
        for row in found
    ]
    return doubles, found[0]["ids"] if found else 0


def _records(cursor: Cursor, query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    columns = [row[0] for row in cursor.rows(f"describe {query}", values)]
    return [dict(zip(columns, row, strict=True)) for row in cursor.rows(query, values)]


def _side(row: dict[str, Any], side: str) -> Side:
    parts = ("id", "name", "lines", "revenue", "first", "last")
    customer_id, name, lines, revenue, first, last = (row[f"{side}_{part}"] for part in parts)
    return Side(customer_id, name, int(lines), revenue, first, last)
