"""Segments that were found, as they are kept: with all that is needed to find them again, and who was in which."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.errors import QuestionError
from core.store.forms import FormError, read_json

if TYPE_CHECKING:
    from core.store.engine import Row
    from core.store.workspace import Workspace

UNPLACED = "unplaced"
"""The state of a customer who did not order in the window: nothing is known by which to place it."""
OUTSIDE = "outside"
"""The state of a customer of a value band in which no segments were looked for."""
STATES = (UNPLACED, OUTSIDE)
LONGEST_NAME = 80
KEPT = "select segmentation_id, name, made_at, as_of, definition, result from segmentations"
NEWEST = "order by made_at desc, segmentation_id desc"
MEMBERS = (
    "select c.customer_no, m.code from segmentation_members as m join customers as c on c.customer_id = m.customer_id "
    "where m.segmentation_id = $number and m.month_end = $day order by c.customer_id"
)


@dataclass(frozen=True)
class KeptSegmentation:
    """One saved finding. `definition`: what was asked, the names and owners by code; `result`: what came out."""

    segmentation_id: int
    name: str
    made_at: datetime
    as_of: date
    definition: dict[str, Any]
    result: dict[str, Any]

    @property
    def names(self) -> dict[str, str]:
        """What each segment is called, by its code, in their order; none where the definition cannot be read."""
        return dict(self.definition.get("names", {}))


def save_segmentation(
    workspace: Workspace,
    name: str,
    as_of: date,
    definition: Mapping[str, Any],
    result: Mapping[str, Any],
    members: Mapping[str, str],
) -> int:
    """Keep a finding as the newest, which is the one that counts; gives its number. `members`: customer id -> code.

    A finding of the same name stays beside it, to be compared with. Errors: QuestionError `segmentation_name_missing`,
    and `segment_name_missing`, `segment_name_long`, `segment_name_taken` for the names of the segments, which differ in
    more than case and blanks.
    """
    called = " ".join(name.split())
    if not called:
        raise QuestionError("segmentation_name_missing")
    if len(called) > LONGEST_NAME:
        raise QuestionError("segment_name_long", most=LONGEST_NAME)
    kept = {**definition, "names": checked_names(definition["names"])}
    with workspace.writing() as cursor:
        number = int(cursor.value("select coalesce(max(segmentation_id), 0) + 1 from segmentations"))
        cursor.run(
            "insert into segmentations select $number, $name, greatest(cast(now() as TIMESTAMP), "
            "(select coalesce(max(made_at), cast(now() as TIMESTAMP) - interval 1 day) from segmentations) "
            "+ interval 1 microsecond), $as_of, $definition, $result",
            {
                "number": number,
                "name": called,
                "as_of": as_of,
                "definition": json.dumps(kept, ensure_ascii=False),
                "result": json.dumps(result, ensure_ascii=False),
            },
        )
        cursor.run(
            "insert into segmentation_members select $number, $as_of, unnest($ids), unnest($codes)",
            {"number": number, "as_of": as_of, "ids": list(members), "codes": list(members.values())},
        )
    return number


def checked_names(names: Mapping[str, str]) -> dict[str, str]:
    """The names of segments by code, without needless blanks. Errors: see `save_segmentation`."""
    found = {code: " ".join(name.split()) for code, name in names.items()}
    taken: set[str] = set(STATES)
    for name in found.values():
        if not name:
            raise QuestionError("segment_name_missing")
        if len(name) > LONGEST_NAME:
            raise QuestionError("segment_name_long", most=LONGEST_NAME)
        if name.casefold() in taken:
            raise QuestionError("segment_name_taken", name=name)
        taken.add(name.casefold())
    return found


def rename_segments(
    workspace: Workspace, segmentation_id: int, names: Mapping[str, str], owners: Mapping[str, str]
) -> None:
    """Call the segments otherwise, and say who is responsible. Errors: as above, and `segmentation_missing`."""
    with workspace.writing() as cursor:
        found = cursor.rows(
            "select definition from segmentations where segmentation_id = $number", {"number": segmentation_id}
        )
        if not found:
            raise QuestionError("segmentation_missing", segmentation_id=segmentation_id)
        kept = json.loads(found[0][0])
        kept["names"] = checked_names({code: names.get(code, name) for code, name in kept["names"].items()})
        kept["owners"] = {
            code: " ".join(owner.split())[:LONGEST_NAME] for code, owner in owners.items() if owner.strip()
        }
        cursor.run(
            "update segmentations set definition = $definition where segmentation_id = $number",
            {"definition": json.dumps(kept, ensure_ascii=False), "number": segmentation_id},
        )


def newest_segmentation(workspace: Workspace) -> KeptSegmentation | None:
    """The finding that counts on all pages: the newest of all; None where nothing was saved."""
    found = workspace.engine.rows(f"{KEPT} {NEWEST} limit 1")
    return _loaded(found[0]) if found else None


def check_segment_names(workspace: Workspace, names: Collection[object]) -> None:
    """QuestionError `found_segment_missing` where a rule names none of the segments that count: never an empty list."""
    if not names:
        return
    newest = newest_segmentation(workspace)
    known: tuple[str, ...] = (*newest.names.values(), *STATES) if newest else ()
    for name in names:
        if name not in known:
            told = ", ".join(f'"{one}"' for one in known)
            raise QuestionError("found_segment_missing", name=str(name), segments=told)


def segmentations(workspace: Workspace) -> tuple[KeptSegmentation, ...]:
    """All that were saved, the newest first."""
    return tuple(map(_loaded, workspace.engine.rows(f"{KEPT} {NEWEST}")))


def members_of(workspace: Workspace, segmentation: KeptSegmentation) -> dict[int, str]:
    """Who was in which segment on the day it was made: customer_no -> code, of those who are still known."""
    values = {"number": segmentation.segmentation_id, "day": segmentation.as_of}
    return dict(workspace.engine.rows(MEMBERS, values))


def delete_segmentation(workspace: Workspace, segmentation_id: int) -> None:
    """Away with a finding; the one before counts again. QuestionError `segmentation_missing`."""
    with workspace.writing() as cursor:
        values = {"number": segmentation_id}
        if not cursor.changed("delete from segmentations where segmentation_id = $number", values):
            raise QuestionError("segmentation_missing", segmentation_id=segmentation_id)
        cursor.run("delete from segmentation_members where segmentation_id = $number", values)


def _loaded(row: Row) -> KeptSegmentation:
    """What cannot be read stands there empty, so that it can be named and deleted."""
    number, name, made_at, as_of, *texts = row
    try:
        definition, result = map(read_json, texts)
    except FormError:
        definition, result = {}, {}
    if not isinstance(definition.get("names"), dict):
        definition = {}
    return KeptSegmentation(int(number), name, made_at, as_of, definition, result)
