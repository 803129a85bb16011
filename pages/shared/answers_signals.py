"""The calls behind the signals. What is found is remembered in `core`; what was dismissed can change at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.signals.found import Signal, Signals
    from core.metrics.signals.series import Series


def signals(view: View) -> Signals:
    """What is unusual in the month of the question."""
    from core.metrics.signals.found import signals as compute

    return compute(view.workspace, view.question)


def series(view: View, shown: Sequence[Signal]) -> dict[str, Series]:
    """The months behind the signals that are shown, by signal id."""
    from core.metrics.signals.series import series_of

    return series_of(view.workspace, view.question, shown)
