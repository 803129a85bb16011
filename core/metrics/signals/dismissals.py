"""Signals that somebody has looked into: away with a note, until they are restored or clearly worse."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError

if TYPE_CHECKING:
    from core.store.workspace import Workspace

CLEARLY_WORSE = Decimal("1.5")
"""A dismissed signal comes back when the money at stake is so many times what it was when it was dismissed."""
LONGEST_NOTE = 500
LOOKED_INTO = "select count(*), max(dismissed_at), count(restored_at), max(restored_at) from dismissed_signals"


@dataclass(frozen=True)
class Dismissal:
    """Why a signal was dismissed, when, and how much money was at stake then."""

    note: str
    at_stake: Decimal
    dismissed_at: datetime


def is_clearly_worse(at_stake: Decimal, before: Decimal) -> bool:
    """Whether at least 1.5 times as much money is at stake as before."""
    return at_stake >= CLEARLY_WORSE * before and at_stake > before


def dismissals(workspace: Workspace) -> dict[str, Dismissal]:
    """The dismissals that stand, by signal id; of several the latest."""
    query = (
        "select signal_id, note, dismissed_at from dismissed_signals where restored_at is null order by dismissed_at"
    )
    return {signal_id: _read(note, at) for signal_id, note, at in workspace.engine.rows(query)}


def looked_into(workspace: Workspace) -> str:
    """A short text that changes with each dismissal and each restoring, whoever does it: the data version stays."""
    return str(workspace.engine.rows(LOOKED_INTO)[0])


def _read(kept: str, dismissed_at: datetime) -> Dismissal:
    held = json.loads(kept)
    return Dismissal(held["note"], Decimal(held["at_stake"]), dismissed_at)


def dismiss(workspace: Workspace, signal_id: str, note: str, at_stake: Decimal) -> None:
    """Set a signal aside with a note; the data version stays. Dismissed again, the new note and amount count.

    Errors: QuestionError `signal_note_missing`, `signal_note_long`.
    """
    note = " ".join(note.split())
    if not note:
        raise QuestionError("signal_note_missing")
    if len(note) > LONGEST_NOTE:
        raise QuestionError("signal_note_long", most=LONGEST_NOTE)
    held = json.dumps({"note": note, "at_stake": f"{at_stake:f}"}, ensure_ascii=False)
    now = _now()
    with workspace.making("dismissed_signals"), workspace.engine.transaction() as cursor:
        cursor.run(
            "update dismissed_signals set restored_at = $now where signal_id = $signal_id and restored_at is null",
            {"now": now, "signal_id": signal_id},
        )
        cursor.run(
            "insert into dismissed_signals values ($signal_id, $note, $now, null)",
            {"signal_id": signal_id, "note": held, "now": now},
        )


def restore(workspace: Workspace, signal_id: str) -> None:
    """Let a dismissed signal count again; the data version stays. QuestionError `signal_not_dismissed`."""
    values = {"now": _now(), "signal_id": signal_id}
    with workspace.making("dismissed_signals"), workspace.engine.transaction() as cursor:
        if not cursor.changed(
            "update dismissed_signals set restored_at = $now where signal_id = $signal_id and restored_at is null",
            values,
        ):
            raise QuestionError("signal_not_dismissed", signal_id=signal_id)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
