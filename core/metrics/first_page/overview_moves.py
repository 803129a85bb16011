"""Who moved since the month before, for the first page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.movements.movement import Cell, movement
from core.metrics.movements.moves import settled
from core.metrics.results import Statement

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Moves:
    """Counts of customers, None where the history is too short; `window_months` of both dates."""

    up: int | None = None
    down: int | None = None
    best_left: int | None = None
    best_joined: int | None = None
    window_months: int | None = None
    statements: tuple[Statement, ...] = ()


def moves(workspace: Workspace, question: Question) -> Moves:
    """Moves between the month before and `as_of`, both cut by the earlier cut values, so that customers changed.

    See `core.metrics.movements.movement`. Who left the best tier may also have lapsed, who joined it may be new. None
    where the history is too short, or nobody was ranked the month before.
    """
    try:
        asked = settled(workspace, replace(question, compared_with=None, reading="frozen"))
    except QuestionError as error:
        if error.code != "history_too_short":
            raise
        return Moves()
    found, best = movement(workspace, asked), question.cut.tiers[0]
    if found.is_uncut:
        return Moves()

    def count(cells: list[Cell]) -> int:
        return sum(cell.customers for cell in cells)

    return Moves(
        up=found.up,
        down=found.down,
        best_left=count([cell for cell in found.cells if cell.moved_from == best != cell.moved_to]),
        best_joined=count([cell for cell in found.cells if cell.moved_to == best != cell.moved_from]),
        window_months=asked.window_months,
        statements=found.statements,
    )
