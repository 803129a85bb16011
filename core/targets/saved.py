"""Target lists kept with the workspace: each with its names as they were on its day, and the campaign they are for."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import Tax
from core.store.engine import Cursor, Row
from core.store.workspace import Workspace
from core.targets.campaign import Campaign, checked_campaign
from core.targets.choice import Choice
from core.targets.holdout import CONTACT, HELD_BACK, arms_of, strata_of
from core.targets.lists import TargetList, target_list
from core.targets.rules import parse_rule
from core.targets.wording import plain
from core.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from core.targets.rules import Condition

LONGEST_NAME = 120
MEMBER_COLUMNS = ("customer_id", "customer_name", "reason", "arm", "stratum", "tier", "segment", "value", "action")
ASKED = ("customer_id", "customer_name", "tier", "segment", "value")
LOADED = (
    "select l.list_id, l.name, l.created_at, l.definition, l.as_of, l.customers, l.value, l.revision, l.verdict, "
    "(select count(*) from target_list_members as m where m.list_id = l.list_id and m.arm = $held_back) as held "
    "from target_lists as l {those} order by l.list_id desc"
)
WRITING = "target_lists"
"""Under this name one at a time writes lists."""


@dataclass(frozen=True)
class SavedList:
    """A list kept with the workspace, as it was on its day. `value` is of all its names, held back or not.

    `revision` counts its changes. `campaign`: None for a list of names alone. `question`: how it counts purchases.
    `verdict`: its outcome as judged at the end, JSON. `choice`: whom it took of those who met its rules.
    """

    list_id: int
    name: str
    created_at: datetime
    rules: tuple[Condition, ...]
    columns: tuple[str, ...]
    as_of: date
    customers: int
    value: Decimal
    revision: int = 1
    campaign: Campaign | None = None
    held_back: int = 0
    question: Question = field(default_factory=Question)
    verdict: str | None = None
    choice: Choice = field(default_factory=Choice)


def save_list(
    workspace: Workspace, name: str, chosen: TargetList, words: Words, campaign: Campaign | None = None
) -> SavedList:
    """Keep a list with all its names, also where `chosen` shows a part of them. The data version stays.

    With a campaign, its share of the names is held back (see `core.targets.holdout`). Names that differ in case or in
    outer blanks only are the same. Errors: QuestionError `list_name_missing`, `list_name_long`, `list_name_taken`,
    and those of `checked_campaign`.
    """
    name = checked_name(name)
    full = with_all_names(workspace, chosen, words)
    if campaign is not None:
        checked_campaign(campaign, full.basis.as_of)
    with workspace.making(WRITING), workspace.engine.transaction() as cursor:
        refuse_taken(cursor, name)
        list_id = int(cursor.value("select coalesce(max(list_id), 0) + 1 from target_lists"))
        kept = {
            "list_id": list_id,
            "name": name,
            "created_at": datetime.now(UTC).replace(tzinfo=None),
            "definition": definition_of(chosen, campaign),
            "as_of": full.basis.as_of,
            "customers": full.rows,
            "value": full.value,
        }
        cursor.run(
            "insert into target_lists values "
            "($list_id, $name, $created_at, $definition, $as_of, $customers, $value, 1, null)",
            kept,
        )
        keep_members(cursor, list_id, full.table, campaign)
    return load_list(workspace, list_id)


def checked_name(name: str) -> str:
    """The name without blanks that say nothing. Errors: QuestionError `list_name_missing`, `list_name_long`."""
    name = " ".join(name.split())
    if not name:
        raise QuestionError("list_name_missing")
    if len(name) > LONGEST_NAME:
        raise QuestionError("list_name_long", most=LONGEST_NAME)
    return name


def refuse_taken(cursor: Cursor, name: str, list_id: int = 0) -> None:
    """QuestionError `list_name_taken` where another list than this one has the name."""
    query = "select 1 from target_lists where lower(name) = lower($name) and list_id <> $list_id"
    if cursor.rows(query, {"name": name, "list_id": list_id}):
        raise QuestionError("list_name_taken", name=name)


def with_all_names(workspace: Workspace, chosen: TargetList, words: Words) -> TargetList:
    """The same list with all its names, and of each what is kept with it."""
    return target_list(
        workspace,
        chosen.question,
        chosen.rfm_rules,
        chosen.rules,
        words=words,
        choice=chosen.choice,
        besides=chosen.besides,
        columns=ASKED,
    )


def keep_members(cursor: Cursor, list_id: int, table: pd.DataFrame, campaign: Campaign | None) -> None:
    """Write the names of a list, each with its side. `table`: the columns of `ASKED`, `reason` and `action`."""
    rows = plain(table)
    ids = list(rows["customer_id"])
    columns: dict[str, list[Any]] = {name: list(rows[name]) for name in rows.columns if name in MEMBER_COLUMNS}
    columns |= {"stratum": [None] * len(ids), "arm": [CONTACT] * len(ids)}
    if campaign is not None:
        columns["stratum"] = strata_of(columns["tier"], columns["segment"], campaign)
        columns["arm"] = arms_of(ids, columns["stratum"], campaign)
    columns["value"] = [None if value is None else str(value) for value in columns["value"]]
    picked = ", ".join(f"unnest(${name}) as {name}" for name in MEMBER_COLUMNS)
    cursor.run(
        f"insert into target_list_members by name select $list_id as list_id, * replace "
        f"(cast(value as DECIMAL(38,4)) as value) from (select {picked})",
        {"list_id": list_id, **columns},
    )


def definition_of(chosen: TargetList, campaign: Campaign | None) -> str:
    """What makes a list, as JSON."""
    held = {
        "rules": [str(rule) for rule in chosen.rules],
        "columns": list(chosen.columns),
        "choice": json.loads(chosen.choice.to_json()),
        "question": asdict(chosen.question),
        "rfm": asdict(chosen.rfm_rules),
    }
    return with_campaign(json.dumps(held, ensure_ascii=False, default=str, sort_keys=True), campaign)


def with_campaign(definition: str, campaign: Campaign | None) -> str:
    """The same definition for another campaign."""
    held = json.loads(definition)
    held["campaign"] = None if campaign is None else json.loads(campaign.to_json())
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def load_lists(workspace: Workspace) -> tuple[SavedList, ...]:
    """All lists of the workspace, newest first."""
    found = workspace.engine.rows(LOADED.format(those=""), {"held_back": HELD_BACK})
    return tuple(_saved(row) for row in found)


def load_list(workspace: Workspace, list_id: int) -> SavedList:
    """One list. Errors: QuestionError `list_missing`."""
    one = LOADED.format(those="where l.list_id = $list_id")
    for row in workspace.engine.rows(one, {"held_back": HELD_BACK, "list_id": list_id}):
        return _saved(row)
    raise QuestionError("list_missing", list_id=list_id)


def next_list_id(workspace: Workspace) -> int:
    """The number that the next list gets: the seed that is proposed, so that lists hold back different customers."""
    found = workspace.engine.rows("select coalesce(max(list_id), 0) + 1 from target_lists")
    return int(found[0][0])


def _saved(row: Row) -> SavedList:
    list_id, name, created_at, definition, as_of, count, value, revision, verdict, held_back = row
    held = json.loads(definition)
    campaign = held.get("campaign")
    return SavedList(
        list_id=list_id,
        name=name,
        created_at=created_at,
        rules=tuple(parse_rule(text) for text in held["rules"]),
        columns=tuple(held["columns"]),
        as_of=as_of,
        customers=count,
        value=value,
        revision=revision,
        campaign=Campaign.from_json(json.dumps(campaign)) if campaign else None,
        held_back=held_back,
        question=_counting(held["question"]),
        verdict=verdict,
        choice=Choice.from_json(json.dumps(held.get("choice", {}))),
    )


def _counting(asked: dict[str, Any]) -> Question:
    """How a list counts purchases: refunds, tax, groups, accounts left out; all lines count, whoever was chosen."""
    tax = asked["tax"]
    return Question(
        refunds=asked["refunds"],
        tax=Tax(Decimal(tax["rate"]), tax["in_amounts"], tax["in_costs"]),
        rank_groups=asked["rank_groups"],
        exclude_non_customers=asked["exclude_non_customers"],
    )


def list_members(workspace: Workspace, list_id: int) -> pd.DataFrame:
    """The names of a saved list as they were, by customer id: `MEMBER_COLUMNS`; reason and action in words."""
    query = f"select {', '.join(MEMBER_COLUMNS)} from target_list_members where list_id = $list_id order by customer_id"
    return workspace.engine.frame(query, {"list_id": list_id})


def delete_list(workspace: Workspace, list_id: int) -> None:
    """Remove a saved list with its names. Errors: QuestionError `list_missing`."""
    with workspace.making(WRITING), workspace.engine.transaction() as cursor:
        if not cursor.changed("delete from target_lists where list_id = $list_id", {"list_id": list_id}):
            raise QuestionError("list_missing", list_id=list_id)
        cursor.run("delete from target_list_members where list_id = $list_id", {"list_id": list_id})
