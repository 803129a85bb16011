"""Customers brought together: decided by a person, recorded, undone again. Lines keep the id under which they came.

What stands is always what the batches and the standing merges give, whichever of them came first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.store.derived import refresh_merged
from core.store.engine import Cursor, sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace

Evidence = tuple[tuple[str, str], ...]
"""What speaks for two ids being one customer: code and value, as ("phone", "13800138000")."""
NOW = "cast(now() as TIMESTAMP)"
STANDING = "select customer_id, merge_id, into_id from merges where undone_at is null"


@dataclass(frozen=True)
class Merge:
    """A decision: these customers are counted as `into_id`. `evidence` and `names` are those of each customer."""

    merge_id: int
    customer_ids: tuple[str, ...]
    into_id: str
    evidence: tuple[Evidence, ...]
    decided_at: datetime
    undone_at: datetime | None
    names: tuple[str | None, ...]
    into_name: str | None


def merge_customers(
    workspace: Workspace, customer_ids: Sequence[str], into: str, evidence: Mapping[str, Evidence] | None = None
) -> Merge:
    """Count these customers as `into` in every figure, now and after later imports; the merge.

    Of attributes the latest counts, whichever id it was said under; the name is that of `into`. Whether the account is
    set apart is decided for `into` alone. `evidence`: what spoke for it, by customer id.
    Errors: QuestionError `customer_unknown`; `merge_itself` where nobody is left to be merged or `into` belongs to one
    of them; `customer_merged` for one who was merged already (into whom, and by which merge).
    """
    said = evidence or {}
    with workspace.writing() as cursor:
        ids = _checked(cursor, customer_ids, into)
        merge_id = int(cursor.value("select coalesce(max(merge_id), 0) + 1 from merges"))
        for customer_id in ids:
            values = {"merge_id": merge_id, "customer_id": customer_id, "into": into}
            kept = json.dumps(said.get(customer_id, ()), ensure_ascii=False)
            cursor.run(
                f"insert into merges values ($merge_id, $customer_id, $into, $evidence, {NOW}, null)",
                {**values, "evidence": kept},
            )
        refresh_merged(cursor, [*ids, into])
    return _merge(workspace, merge_id)


def undo_merge(workspace: Workspace, merge_id: int) -> Merge:
    """Let merged customers stand for themselves again; every figure is what it would be without the merge.

    Errors: QuestionError `merge_unknown`, `merge_undone` (with the day).
    """
    found = _merge(workspace, merge_id)
    if found.undone_at:
        raise QuestionError("merge_undone", merge_id=merge_id, undone_at=found.undone_at.date())
    with workspace.writing() as cursor:
        undone = cursor.changed(
            f"update merges set undone_at = {NOW} where merge_id = $merge_id and undone_at is null",
            {"merge_id": merge_id},
        )
        if undone:  # else somebody else has done so in between
            refresh_merged(cursor, [*found.customer_ids, found.into_id])
    return _merge(workspace, merge_id)


def merges(workspace: Workspace) -> list[Merge]:
    """All merges, oldest first, also the undone ones."""
    rows = workspace.engine.rows(sql_text(Path(__file__).with_suffix(".sql")))
    return [
        Merge(number, tuple(ids), into, tuple(map(_evidence, said)), decided, undone, tuple(names), into_name)
        for number, ids, into, said, decided, undone, names, into_name in rows
    ]


def dismiss_pair(workspace: Workspace, customer_id: str, other_id: str) -> None:
    """Remember that two ids are not one customer; they are not suggested again."""
    first, second = sorted((customer_id, other_id))
    _dismiss(workspace, {"customer_id": first, "other_id": second, "names": None})


def dismiss_names(workspace: Workspace, customer_id: str, names: int) -> None:
    """Remember that an id is one customer although it has so many names; with more names it is suggested again."""
    _dismiss(workspace, {"customer_id": customer_id, "other_id": None, "names": names})


def _dismiss(workspace: Workspace, values: dict[str, object]) -> None:
    with workspace.writing() as cursor:
        cursor.run(f"insert into dismissed_doubles values ($customer_id, $other_id, $names, {NOW})", values)


def _merge(workspace: Workspace, merge_id: int) -> Merge:
    for found in merges(workspace):
        if found.merge_id == merge_id:
            return found
    raise QuestionError("merge_unknown", merge_id=merge_id)


def _evidence(text: str) -> Evidence:
    return tuple((code, value) for code, value in json.loads(text))


def _checked(cursor: Cursor, customer_ids: Sequence[str], into: str) -> list[str]:
    """The ids that a merge moves, each once; see `merge_customers` for what is refused."""
    merged: dict[str, str] = dict(cursor.rows("select customer_id, into_id from merged_customers"))
    ids = [customer_id for customer_id in dict.fromkeys(customer_ids) if customer_id != into]
    known = {
        row[0]
        for row in cursor.rows(
            "select customer_id from customers where customer_id in (select unnest($ids))", {"ids": [*ids, into]}
        )
    }
    for customer_id in [*ids, into]:
        if customer_id not in known and customer_id not in merged:
            raise QuestionError("customer_unknown", customer_id=customer_id)
    if not ids or merged.get(into, into) in ids:
        raise QuestionError("merge_itself", into=into)
    standing = {row[0]: row[1:] for row in cursor.rows(STANDING)}
    for customer_id in ids:
        if customer_id in standing:
            merge_id, at = standing[customer_id]
            raise QuestionError("customer_merged", customer_id=customer_id, into=at, merge_id=merge_id)
    return ids
