"""Which customers a question's filters choose: by their attributes, their unfiltered tier and segment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached, once
from core.metrics.question import Filters
from core.schema import CUSTOMER_FILTERS
from core.store.engine import Cursor, quoted

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.metrics.tiering.top_share import Numbers
    from core.store.workspace import Workspace

RENAMED = {"customer_region": "region"}
"""Filters whose column in the table of customers has another name."""
FOUND = "found_segment"


def chosen_customers(workspace: Workspace, question: Question) -> str:
    """The name of a cached table `customer_no`: whom the customer, tier and segment filters choose, all at once.

    Tiers and segments are those of the question without filters; segments by the rules kept with the workspace. With
    group accounts the attributes are those of the account itself. A missing attribute is never chosen.
    Found segments are those of the day of the question. QuestionError `filter_unknown` for an attribute that is no
    filter.
    """
    filters = question.filters
    for column, _ in filters.customers:
        if column not in CUSTOMER_FILTERS:
            raise QuestionError("filter_unknown", column=column, columns=", ".join(CUSTOMER_FILTERS))
    conditions, values = ["true"], dict[str, object]()
    for number, (column, allowed) in enumerate(filters.customers):
        if column == FOUND:
            conditions.append(_found(workspace, question, number))
        else:
            conditions.append(f"c.{quoted(RENAMED.get(column, column))} in (select unnest($v{number}))")
        values[f"v{number}"] = list(allowed)
    for kind, codes, table in _grouped(workspace, question):
        conditions.append(
            f"exists (select 1 from {table} as {kind}s where {kind}s.customer_no = c.customer_no "
            f"and {kind}s.{kind} in (select unnest(${kind}s)))"
        )
        values[f"{kind}s"] = list(codes)
    query = f"select c.customer_no from customers as c where {' and '.join(conditions)}"

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {query}", values)

    return cached(workspace, "table", "chosen", (query, sorted(values.items())), make)


def chosen_numbers(workspace: Workspace, question: Question) -> Numbers:
    """The numbers of those customers, in no order; read once per answer."""
    import numpy as np

    table = chosen_customers(workspace, question)

    def read() -> Numbers:
        with workspace.engine.cursor() as cursor:
            return np.asarray(cursor.numpy(f"select customer_no from {table}")["customer_no"], dtype=np.int64)

    return once(workspace, table, read)


def _found(workspace: Workspace, question: Question, number: int) -> str:
    """Whether the customer is in one of the found segments of value `number`."""
    from core.metrics.segments.found_segments_placed import (
        found_segment_table,  # it stands on tiers, and they on the choice
    )

    table = found_segment_table(workspace, question)
    return (
        f"exists (select 1 from {table} as f{number} where f{number}.customer_no = c.customer_no "
        f"and f{number}.{FOUND} in (select unnest($v{number})))"
    )


def _grouped(workspace: Workspace, question: Question) -> list[tuple[str, tuple[str, ...], str]]:
    """The tables of tiers and segments that the filters need: (column, codes, table)."""
    from core.metrics.scoring.rfm_scores import scores_table  # both stand on the choice made here
    from core.metrics.tiering.tiers import tiers_table

    plain = replace(question, filters=Filters())
    found: list[tuple[str, tuple[str, ...], str]] = []
    if question.filters.tiers:
        found.append(("tier", question.filters.tiers, tiers_table(workspace, plain)))
    if question.filters.segments:
        rules = workspace.settings().rfm
        found.append(("segment", question.filters.segments, scores_table(workspace, plain, rules)))
    return found
