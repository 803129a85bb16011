"""Cached calls for what the money hangs on, the plan, salespeople and the sentences of textbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.relationships.exposure import Exposure
    from core.metrics.selling.overdue import Overdue
    from core.metrics.selling.plan_actual import PlanActual
    from core.metrics.selling.salespeople import Salespeople
    from core.metrics.tiering.textbook import Textbook


def exposure(view: View) -> Exposure:
    """Margin by tier, the five best, revenue at risk."""
    from core.metrics.relationships.exposure import exposure as compute

    rules = view.settings.rfm
    return cached(view, "exposure", (view.question, rules), lambda: compute(view.workspace, view.question, rules))


def overdue(view: View) -> Overdue:
    """What customers owe since before the day of the figure."""
    from core.metrics.selling.overdue import overdue as compute

    return cached(view, "overdue", (view.question,), lambda: compute(view.workspace, view.question))


def plan_actual(view: View) -> PlanActual:
    """The plan of the fiscal year against what came in."""
    from core.metrics.selling.plan_actual import plan_actual as compute

    return cached(view, "plan_actual", (view.question,), lambda: compute(view.workspace, view.question))


def salespeople(view: View) -> Salespeople:
    """What each salesperson's customers bring, and what hangs on them."""
    from core.metrics.selling.salespeople import salespeople as compute

    return cached(view, "salespeople", (view.question,), lambda: compute(view.workspace, view.question))


def textbook(view: View) -> Textbook:
    """What textbooks say of tiers, tested here."""
    from core.metrics.tiering.textbook import textbook as compute

    return cached(view, "textbook", (view.question,), lambda: compute(view.workspace, view.question))
