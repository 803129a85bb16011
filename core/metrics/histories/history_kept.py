"""What was computed of month ends, kept for as long as the facts beneath it stay what they were.

A key holds a print of the facts of every month that the value stands on, not the data version: so a new batch leaves
the month ends alone whose windows it does not touch, and an undo or a change of an old month finds other prints.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast
from weakref import WeakKeyDictionary

from core.metrics.cached import remembered
from core.metrics.chosen import chosen_customers
from core.metrics.customer_values import filled
from core.metrics.line_facts import facts_of
from core.metrics.question import Filters
from core.store.engine import Engine

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace

MOST_BYTES = 128_000_000
PRINTED = {
    "revenue": "{refunds}_amount",
    "order_count": "{refunds}_orders",
    "gross_profit": "{refunds}_costed_lines, {refunds}_costed_amount, {refunds}_cost",
    "value_index": "{refunds}_amount",  # its month ends are kept by the data version; this is for who is new
}
Value = TypeVar("Value")
Print = tuple[int, int]
"""How many rows, and the exclusive or of their hashes."""


@dataclass
class Shelf:
    """What one workspace keeps: key -> (bytes, value), the least recently asked for first."""

    kept: OrderedDict[object, tuple[int, object]] = field(default_factory=OrderedDict)
    held_bytes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


_shelves: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()
_shelving = threading.Lock()


def kept_value(workspace: Workspace, key: object) -> object | None:
    """What is kept under a key, None where nothing is."""
    shelf = _shelf(workspace)
    with shelf.lock:
        if key not in shelf.kept:
            return None
        shelf.kept.move_to_end(key)
        return shelf.kept[key][1]


def keep(workspace: Workspace, key: object, value: Value, size_bytes: int) -> Value:
    """Put a value under a key; the least recently used leave when there is too much."""
    shelf = _shelf(workspace)
    with shelf.lock:
        shelf.held_bytes += size_bytes - shelf.kept.pop(key, (0, None))[0]
        shelf.kept[key] = (size_bytes, value)
        while shelf.held_bytes > MOST_BYTES and len(shelf.kept) > 1:
            shelf.held_bytes -= shelf.kept.popitem(last=False)[1][0]
    return value


def kept(workspace: Workspace, key: object, compute: Callable[[], Value], size_bytes: int) -> Value:
    """The value under a key, computed where it is not there; never None."""
    found = kept_value(workspace, key)
    return keep(workspace, key, compute(), size_bytes) if found is None else cast("Value", found)


def month_prints(workspace: Workspace, question: Question) -> dict[date, Print]:
    """A print of the facts per month that has any, under the line filters of the question."""
    texts = {"measures": PRINTED[question.value], "facts": facts_of(workspace, question.filters.lines)}
    texts["refunds"] = question.refunds
    query = filled(Path(__file__).with_name("history_prints.sql"), texts)
    found: dict[date, Print] = remembered(
        workspace, "prints", query, lambda: {row[0]: (row[1], row[2]) for row in workspace.engine.rows(query)}
    )
    return found


def who_prints(workspace: Workspace, question: Question) -> tuple[object, ...]:
    """Prints of who is an account: who is set apart, and who belongs to which group."""
    parts = list[object]()
    if question.exclude_non_customers:
        apart = "select customer_id from excluded_customers"
        parts.append(("apart", _print(workspace, "customer_no", f"customers where customer_id in ({apart})")))
    if question.rank_groups:
        parts.append(("groups", _print(workspace, "customer_no, group_no", "customers")))
    return tuple(parts)


def choice_prints(workspace: Workspace, question: Question) -> tuple[object, ...]:
    """Prints of among whom is ranked, and of who is chosen of them."""
    parts = list[object]()
    for name, part in (("ranked", ranked_filters(question.filters)), ("chosen", chosen_filters(question.filters))):
        if part != Filters():
            table = chosen_customers(workspace, replace(question, filters=part))
            parts.append((name, _print(workspace, "customer_no", table)))
    return tuple(parts)


def ranked_filters(filters: Filters) -> Filters:
    """What of the filters says among whom is ranked."""
    return Filters(customers=filters.customers) if filters.rank_within else Filters()


def chosen_filters(filters: Filters) -> Filters:
    """What of the filters chooses customers after ranking."""
    return Filters(
        customers=() if filters.rank_within else filters.customers, tiers=filters.tiers, segments=filters.segments
    )


def _print(workspace: Workspace, columns: str, source: str) -> Print:
    query = f"select count(*), bit_xor(hash({columns})) from {source}"
    found: Print = remembered(workspace, "print", query, lambda: workspace.engine.rows(query)[0])
    return found


def _shelf(workspace: Workspace) -> Shelf:
    with _shelving:
        return _shelves.setdefault(workspace.engine, Shelf())
