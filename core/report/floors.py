"""Where the steps of a waterfall stand."""

from __future__ import annotations

from core.report.slides import Step


def floors(steps: tuple[Step, ...]) -> tuple[tuple[float, float], ...]:
    """From where to where each step reaches: a total from the ground, everything else from what came before."""
    found, level = [], 0.0
    for step in steps:
        start = 0.0 if step.total else level
        level = step.amount if step.total else level + step.amount
        found.append((start, level))
    return tuple(found)
