"""What taking a batch out would change, said before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.intake.batching.replay import concern, play, turns
from core.intake.rows.lines import IDENTITY
from core.intake.rows.refusals import repairs_of
from core.store.engine import sql_text

if TYPE_CHECKING:
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class MonthEffect:
    """A month of sales: lines that leave, lines that return because they had been set aside, the change of amount."""

    month: date
    leaves: int
    returns: int
    amount: Decimal


@dataclass(frozen=True)
class UndoEffects:
    """What an undo changes. `repairs`: the batches of mended rows that go with it; `months`: oldest first."""

    repairs: tuple[int, ...]
    months: tuple[MonthEffect, ...]


def undo_effects(workspace: Workspace, batch_id: int) -> UndoEffects:
    """The lines and amounts that would change month by month; no months for a batch that holds no lines."""
    with workspace.engine.cursor() as cursor:
        repairs = tuple(repairs_of(cursor, batch_id))
        family = (*repairs, batch_id)
        concern(cursor, family)
        play(cursor, [turn for turn in turns(cursor) if turn.batch_id not in family])
        query = sql_text(Path(__file__).with_name("undo_effects.sql"))
        for name, part in {"identity": IDENTITY, "family": ", ".join(map(str, family))}.items():
            query = query.replace(f"{{{name}}}", part)
        rows = cursor.rows(query)
    return UndoEffects(repairs, tuple(MonthEffect(row[0], int(row[1]), int(row[2]), row[3]) for row in rows))
