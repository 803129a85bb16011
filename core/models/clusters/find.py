"""Segments that are found, or the honest sentence that there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.models.clusters.results import Method, NoStructure, Scaling, Segmentation, Traits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def find_segments(
    traits: Traits,
    chosen: Sequence[str],
    *,
    method: Method | None = None,
    segments: int | None = None,
    goal: tuple[str, NDArray[np.float64]] | None = None,
    reachable: NDArray[np.bool_] | None = None,
    scaling: dict[str, Scaling] | None = None,
    progress: Callable[[float, str], None] | None = None,
    seed: int = 7,
) -> Segmentation | NoStructure:
    """The segments of all customers by the chosen traits, each customer in exactly one."""
    raise NotImplementedError
