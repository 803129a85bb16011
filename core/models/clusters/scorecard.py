"""Are these segments any good? Four rules of practice and stability, each with the border it has to reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.models.clusters.matrix import Matrix
from core.models.clusters.measures import eta_squared
from core.models.clusters.results import FoundSegment, Scorecard
from core.models.clusters.rules import taken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BORDERS = {
    "fits_goal": 0.06,  # a medium effect (Cohen 1988): 6 % of the goal's variance lies between the segments
    "understandable": 0.75,  # three customers of four are where the plain rules say
    "large_enough": 0.05,  # one customer of twenty, so that a campaign of its own pays
    "reachable": 0.5,  # every second customer of each segment
    "stable": 0.75,  # at least that adjusted Rand index between fits on bootstrap samples
}


def scorecard(
    matrix: Matrix,
    labels: NDArray[np.int64],
    segments: Sequence[FoundSegment],
    goal: NDArray[np.float64] | None,
    stable: float,
) -> Scorecard:
    """How far each rule is met, 0-1, and the names of those that are met; None = not known, not met."""
    import numpy as np

    names = [trait.name for trait in matrix.traits]
    took = np.array([taken(matrix.given, names, segment.rules) for segment in segments])
    contact = [segment.reachable for segment in segments if segment.reachable is not None]
    found = {
        "fits_goal": None if goal is None else eta_squared(goal, labels),
        "understandable": float((took[labels, np.arange(len(labels))] & (took.sum(axis=0) == 1)).mean()),
        "large_enough": min(segment.share for segment in segments),
        "reachable": min(contact) if contact else None,
        "stable": stable,
    }
    met = tuple(name for name, value in found.items() if value is not None and value >= BORDERS[name])
    return Scorecard(
        fits_goal=found["fits_goal"],
        understandable=found["understandable"] or 0.0,
        large_enough=found["large_enough"] or 0.0,
        reachable=found["reachable"],
        stable=stable,
        met=met,
    )
