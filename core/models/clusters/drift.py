"""Labels that hold: the segments of this month by the names of last month's, and how each has changed."""

from __future__ import annotations

from core.models.clusters.results import Drift, Segmentation


def match(before: Segmentation, now: Segmentation) -> Segmentation:
    """`now` with the codes of those segments of `before` that they continue; others get codes never used before."""
    raise NotImplementedError


def drifts(before: Segmentation, now: Segmentation) -> tuple[Drift, ...]:
    """How each segment of `before` stands now, and which are new; `now` as `match` gives it."""
    raise NotImplementedError
