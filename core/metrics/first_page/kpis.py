"""A figure of the first page from its timeline: the newest value, its changes, its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from core.metrics.period import months_back
from core.metrics.results import Kpi

Figure = Decimal | float | int | None
Timeline = tuple[tuple[date, Figure], ...]


def kpi(code: str, timeline: Timeline, change: Callable[[Figure, Figure], float | None]) -> Kpi:
    """A figure with its changes; its history starts with the first month that has a value."""
    last, value = timeline[-1]
    found = dict(timeline)
    month, year = (change(value, found.get(months_back(last, back))) for back in (1, 12))
    known = next((place for place, (_, figure) in enumerate(timeline) if figure is not None), len(timeline))
    return Kpi(code, value, month, year, timeline[known:])


def relative(now: Figure, before: Figure) -> float | None:
    """The relative change; None where nothing, or less, was before."""
    if now is None or before is None or before <= 0:
        return None
    return float(Decimal(now) / Decimal(before) - 1)


def difference(now: Figure, before: Figure) -> float | None:
    """The difference of two shares or indices."""
    return None if now is None or before is None else float(now) - float(before)
