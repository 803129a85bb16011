"""Rows of a customer list that look like the same customer: proposed with the evidence, never merged."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from core.intake.files.reading import TextTable
from core.intake.planning.plan import Plan
from core.intake.rows.validation import typed_query
from core.store.engine import Cursor, sql_text
from core.store.name_keys import NAMES, addresses_of, phones_of, without_company, words_of

Reason = Literal["name", "phone", "email"]
SHOWN_GROUPS = 200


@dataclass(frozen=True)
class Member:
    """One of those that look alike. `row`: in the file; None: known already."""

    row: int | None
    customer_id: str
    customer_name: str | None


@dataclass(frozen=True)
class Alike:
    """Rows that share a name (but for its form), a phone number or an e-mail address."""

    reason: Reason
    shared: str
    members: tuple[Member, ...]


def alike_rows(cursor: Cursor, table: TextTable, plan: Plan) -> tuple[Alike, ...]:
    """The groups of a list of customers, in the order of the file, the first 200; each pair of rows once.

    Two rows of one customer id are a group only where the name stands for the id.
    """
    typed = typed_query(table, plan, with_rows=True)
    accepted = (
        f"select file_row, customer_id, customer_name, phone, email, city from ({typed}) where refused_rule is null"
    )
    cursor.run(f"create or replace temp table listed_rows as {accepted}")
    names = "false" if plan.format_of("customer_id") else "true"
    query = sql_text(Path(__file__).with_suffix(".sql"))
    for place, expression in {
        "typed_rows": "select * from listed_rows",
        "ids_are_names": names,
        "words": words_of("called"),
        "bare_words": without_company("all_words"),
        "phones": phones_of("phone"),
        "addresses": addresses_of("email"),
    }.items():
        query = query.replace(f"{{{place}}}", expression)
    rows = cursor.rows(query, NAMES)
    cursor.run("drop table listed_rows")
    groups = [
        Alike(reason, shared, tuple(Member(*member[2:]) for member in members))
        for (reason, shared), members in groupby(rows, key=lambda row: (row[0], row[1]))
    ]
    found: dict[tuple[Member, ...], Alike] = {}
    for group in groups:
        found.setdefault(group.members, group)  # who shares the name and the phone stands there once
    return tuple(found.values())[:SHOWN_GROUPS]
