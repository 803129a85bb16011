"""Target lists kept with the workspace: each with its names as they were on its day."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.store.engine import Row
from core.store.workspace import Workspace
from core.targets.lists import TargetList, target_list
from core.targets.rules import Rule, parse_rule
from core.targets.wording import plain
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NAME = 120


@dataclass(frozen=True)
class SavedList:
    """A list kept with the workspace, as it was on its day."""

    list_id: int
    name: str
    created_at: datetime
    rules: tuple[Rule, ...]
    columns: tuple[str, ...]
    as_of: date
    customers: int
    value: Decimal


def save_list(workspace: Workspace, name: str, chosen: TargetList, words: Words) -> SavedList:
    """Keep a list with all its names, also where `chosen` shows a part of them. The data version stays.

    Names that differ in case or in outer blanks only are the same. Errors: QuestionError `list_name_missing`,
    `list_name_long`, `list_name_taken`.
    """
    name = " ".join(name.split())
    if not name:
        raise QuestionError("list_name_missing")
    if len(name) > LONGEST_NAME:
        raise QuestionError("list_name_long", most=LONGEST_NAME)
    full = target_list(workspace, chosen.question, chosen.rfm_rules, chosen.rules, words=words, columns=_MEMBER)
    kept = {
        "name": name,
        "created_at": datetime.now(UTC).replace(tzinfo=None),
        "definition": _definition(chosen),
        "as_of": full.basis.as_of,
        "customers": full.rows,
        "value": full.value,
    }
    table = plain(full.table)
    members = {column: list(table[source]) for column, source in _MEMBER_COLUMNS.items()}
    with workspace.making("target_lists"), workspace.engine.transaction() as cursor:
        if cursor.rows("select 1 from target_lists where lower(name) = lower($name)", {"name": name}):
            raise QuestionError("list_name_taken", name=name)
        list_id = cursor.value("select coalesce(max(list_id), 0) + 1 from target_lists")
        cursor.run(
            "insert into target_lists values "
            "($list_id, $name, $created_at, $definition, $as_of, $customers, $value, 1, null)",
            {"list_id": list_id, **kept},
        )
        cursor.run(
            "insert into target_list_members by name select $list_id as list_id, unnest($ids) as customer_id, "
            "unnest($names) as customer_name, unnest($reasons) as reason, 'contact' as arm",
            {"list_id": list_id, **members},
        )
    return next(saved for saved in load_lists(workspace) if saved.list_id == list_id)


_MEMBER = ("customer_id", "customer_name")
_MEMBER_COLUMNS = {"ids": "customer_id", "names": "customer_name", "reasons": "reason"}


def _definition(chosen: TargetList) -> str:
    held = {
        "rules": [str(rule) for rule in chosen.rules],
        "columns": list(chosen.columns),
        "question": asdict(chosen.question),
        "rfm": asdict(chosen.rfm_rules),
    }
    return json.dumps(held, ensure_ascii=False, default=str, sort_keys=True)


def load_lists(workspace: Workspace) -> tuple[SavedList, ...]:
    """All lists of the workspace, newest first."""
    query = (
        "select list_id, name, created_at, definition, as_of, customers, value from target_lists order by list_id desc"
    )
    return tuple(_saved(row) for row in workspace.engine.rows(query))


def _saved(row: Row) -> SavedList:
    list_id, name, created_at, definition, as_of, count, value = row
    held = json.loads(definition)
    rules = tuple(parse_rule(text) for text in held["rules"])
    return SavedList(list_id, name, created_at, rules, tuple(held["columns"]), as_of, count, value)


def list_members(workspace: Workspace, list_id: int) -> pd.DataFrame:
    """The names of a saved list as they were: customer_id, customer_name, reason (words), by customer id."""
    query = (
        "select customer_id, customer_name, reason from target_list_members "
        "where list_id = $list_id order by customer_id"
    )
    return workspace.engine.frame(query, {"list_id": list_id})


def delete_list(workspace: Workspace, list_id: int) -> None:
    """Remove a saved list with its names. Errors: QuestionError `list_missing`."""
    with workspace.making("target_lists"), workspace.engine.transaction() as cursor:
        if not cursor.changed("delete from target_lists where list_id = $list_id", {"list_id": list_id}):
            raise QuestionError("list_missing", list_id=list_id)
        cursor.run("delete from target_list_members where list_id = $list_id", {"list_id": list_id})
