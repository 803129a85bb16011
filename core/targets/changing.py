"""Changing a saved list: whoever changes it says what they saw; who was overtaken is told, and loses nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.period import known_until
from core.targets.campaign import Campaign, checked_campaign
from core.targets.saved import (
    ASKED,
    WRITING,
    SavedList,
    checked_name,
    definition_of,
    keep_members,
    load_list,
    refuse_taken,
    with_all_names,
    with_campaign,
)

if TYPE_CHECKING:
    import pandas as pd

    from core.store.engine import Cursor
    from core.store.workspace import Workspace
    from core.targets.lists import TargetList
    from core.text.words import Words


def change_list(
    workspace: Workspace,
    seen: SavedList,
    words: Words,
    *,
    name: str,
    campaign: Campaign | None,
    chosen: TargetList | None = None,
) -> SavedList:
    """Give a list this name and campaign, and with `chosen` other names; the list as it is then.

    `seen`: the list as it was when the change began. Where names or campaign change, everybody's side is drawn anew.
    Errors: QuestionError `list_changed` where somebody changed the list in between (nothing is written; with its
    `name` now), `list_missing`, `campaign_started` where names or campaign would change although the days of the
    campaign have begun in the data, and those of `save_list`.
    """
    name = checked_name(name)
    full = with_all_names(workspace, chosen, words) if chosen else None
    as_of = full.basis.as_of if full else seen.as_of
    if campaign is not None:
        checked_campaign(campaign, as_of)
    with workspace.making(WRITING), workspace.engine.transaction() as cursor:
        definition = _standing(cursor, seen)
        refuse_taken(cursor, name, seen.list_id)
        if full is not None or campaign != seen.campaign:
            _refuse_begun(workspace, seen)
            definition = definition_of(full, campaign) if full else with_campaign(definition, campaign)
            table = full.table if full else _table(cursor, seen.list_id)
            cursor.run("delete from target_list_members where list_id = $list_id", {"list_id": seen.list_id})
            keep_members(cursor, seen.list_id, table, campaign)
        cursor.run(
            "update target_lists set name = $name, definition = $definition, as_of = $as_of, customers = $customers, "
            "value = $value, revision = revision + 1 where list_id = $list_id",
            {
                "list_id": seen.list_id,
                "name": name,
                "definition": definition,
                "as_of": as_of,
                "customers": full.rows if full else seen.customers,
                "value": full.value if full else seen.value,
            },
        )
    return load_list(workspace, seen.list_id)


def has_begun(campaign: Campaign | None, known: date) -> bool:
    """Whether the days of a campaign have begun in data that are known until then."""
    return campaign is not None and campaign.starts_on <= known


def _standing(cursor: Cursor, seen: SavedList) -> str:
    """The definition of a list that nobody has changed since."""
    found = cursor.rows(
        "select revision, name, definition from target_lists where list_id = $list_id", {"list_id": seen.list_id}
    )
    if not found:
        raise QuestionError("list_missing", list_id=seen.list_id)
    revision, name, definition = found[0]
    if revision != seen.revision:
        raise QuestionError("list_changed", list_id=seen.list_id, name=name, revision=revision)
    return str(definition)


def _refuse_begun(workspace: Workspace, seen: SavedList) -> None:
    if seen.campaign and (seen.verdict or has_begun(seen.campaign, known_until(workspace))):
        raise QuestionError("campaign_started", name=seen.name, starts_on=seen.campaign.starts_on)


def _table(cursor: Cursor, list_id: int) -> pd.DataFrame:
    return cursor.frame(
        f"select {', '.join(ASKED)}, reason, action from target_list_members where list_id = $list_id "
        "order by customer_id",
        {"list_id": list_id},
    )
