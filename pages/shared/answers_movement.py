"""One thin cached call per question about movement; the questions are settled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.movements.movement import Movement
    from core.metrics.movements.movement_customers import MovedCustomers
    from core.metrics.movements.revenue_bridge import RevenueBridge
    from core.metrics.question import Question

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


def settled(view: View, *, window_asked: bool) -> Question:
    """The view's question with both dates and the window said. QuestionError `history_too_short`."""
    from core.metrics.movements.moves import settled as compute

    asked = view.question
    return cached(
        view, "settled", (asked, window_asked), lambda: compute(view.workspace, asked, window_asked=window_asked)
    )


def movement(view: View) -> Movement:
    """Who went from which group to which."""
    from core.metrics.movements.movement import movement as compute

    return cached(view, "movement", (view.question,), lambda: compute(view.workspace, view.question))


def bridge(view: View) -> RevenueBridge:
    """From the revenue of one window to that of the other."""
    from core.metrics.movements.revenue_bridge import revenue_bridge as compute

    return cached(view, "bridge", (view.question,), lambda: compute(view.workspace, view.question))


def moved(view: View, chosen: Chosen, *, limit: int | None = 200) -> MovedCustomers:
    """The customers behind a part of the movement."""
    from core.metrics.movements.movement_customers import movement_customers as compute

    def found() -> MovedCustomers:
        return compute(view.workspace, view.question, chosen, limit)

    if limit is None:  # everybody, for a download: too large to be kept
        return found()
    return cached(view, "moved", (view.question, chosen, limit), found)
