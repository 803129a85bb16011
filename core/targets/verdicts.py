"""The verdict on a campaign: judged once, when the data reach its last day, and kept as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.metrics.cached import one_reading
from core.metrics.period import known_until
from core.targets.outcome import Difference, Figures, Outcome, Part, Side, figures_of
from core.targets.saved import WRITING, load_list

if TYPE_CHECKING:
    from core.store.workspace import Workspace
    from core.targets.saved import SavedList

DIFFERENCES = ("rate", "revenue", "profit")
KEPT = "select verdict from target_lists where list_id = $list_id and revision = $revision"


@one_reading
def outcome(workspace: Workspace, list_id: int, as_of: str | None = None) -> Outcome:
    """What came of a list: an early look at all that has come in, or the verdict once its last day is reached.

    `as_of`: a month to look from, None = the newest with data (see `known_until`). The verdict is written when it is
    first asked for after the last day, and shown from then on. Errors: QuestionError `list_missing`, `no_data` and
    those of the day.
    """
    known = known_until(workspace, as_of)
    saved = load_list(workspace, list_id)
    campaign = saved.campaign
    if campaign is None:
        return Outcome(saved, "no_campaign", known)
    if saved.verdict is None and known < campaign.starts_on:
        return Outcome(saved, "planned", known)
    if saved.verdict is None and known < campaign.ends_on:
        figures, statement = figures_of(workspace, saved, campaign, known)
        return Outcome(saved, "running", known, figures, statements=(statement,))
    figures, statement = figures_of(workspace, saved, campaign, campaign.ends_on)
    saved = _judged(workspace, saved, figures)
    kept = figures_from_json(saved.verdict or "")
    since = figures if to_json(figures) != saved.verdict else None
    return Outcome(saved, "judged", max(known, campaign.ends_on), kept, since, (statement,))


def _judged(workspace: Workspace, saved: SavedList, figures: Figures) -> SavedList:
    """The list with its verdict, written if there is none yet: of two who ask at once the first one's stands."""
    if saved.verdict is not None:
        return saved
    with workspace.making(WRITING), workspace.engine.transaction() as cursor:
        cursor.run(
            "update target_lists set verdict = $verdict "
            "where list_id = $list_id and revision = $revision and verdict is null",
            {"verdict": to_json(figures), "list_id": saved.list_id, "revision": saved.revision},
        )
    kept = workspace.engine.rows(KEPT, {"list_id": saved.list_id, "revision": saved.revision})
    return replace(saved, verdict=kept[0][0] if kept else to_json(figures))  # none: changed at this moment


def to_json(figures: Figures) -> str:
    """Figures as JSON text: amounts as strings, days as 2024-06-30."""
    return json.dumps(asdict(figures), default=str, sort_keys=True)


def figures_from_json(text: str) -> Figures:
    """The same figures again."""
    held: dict[str, Any] = json.loads(text)
    return Figures(
        **held
        | {
            "first_day": date.fromisoformat(held["first_day"]),
            "last_day": date.fromisoformat(held["last_day"]),
            "whole": _part(held["whole"]),
            "tiers": tuple(map(_part, held["tiers"])),
            "segments": tuple(map(_part, held["segments"])),
            "cost": Decimal(held["cost"]),
            "break_even": _amount(held["break_even"]),
            "gain": _difference(held["gain"]),
            "net": _difference(held["net"]),
        }
    )


def _part(held: dict[str, Any]) -> Part:
    rate, revenue, profit = (_difference(held[name]) for name in DIFFERENCES)
    return Part(held["code"], _side(held["contacted"]), _side(held["held"]), rate, revenue, profit)


def _side(held: dict[str, Any]) -> Side:
    return Side(held["customers"], held["buyers"], Decimal(held["revenue"]), _amount(held["profit"]))


def _difference(held: dict[str, float] | None) -> Difference | None:
    return None if held is None else Difference(**held)


def _amount(held: str | None) -> Decimal | None:
    return None if held is None else Decimal(held)
