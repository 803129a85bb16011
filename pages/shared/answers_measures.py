"""Cached calls for the month, what the money hangs on, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.exposure import Exposure
    from core.metrics.month_figures import MonthFigures
    from core.metrics.overdue import Overdue


def month_figures(view: View) -> MonthFigures:
    """The newest month by itself."""
    from core.metrics.month_figures import month_figures as compute

    return cached(view, "month_figures", (view.question,), lambda: compute(view.workspace, view.question))


def exposure(view: View) -> Exposure:
    """Margin by tier, the five best, revenue at risk."""
    from core.metrics.exposure import exposure as compute

    rules = view.settings.rfm
    return cached(view, "exposure", (view.question, rules), lambda: compute(view.workspace, view.question, rules))


def overdue(view: View) -> Overdue:
    """What customers owe since before the day of the figure."""
    from core.metrics.overdue import overdue as compute

    return cached(view, "overdue", (view.question,), lambda: compute(view.workspace, view.question))
