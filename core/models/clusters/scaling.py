"""Traits made comparable: unknown values filled, far ones cut, skewed ones logged, all of the same spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.models.clusters.results import Scale, Scaling, Trait
from core.models.clusters.traits import lifted_log

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PLACES = 6  # so that the last bits of a sum, which depend on threads, decide nothing


def scale_of(trait: Trait, column: NDArray[np.float64], kind: Scaling | None) -> Scale:
    """The scale of one trait from its known values; None takes what is proposed: log, or else standard."""
    import numpy as np

    kind = kind or ("log" if trait.log else "standard")
    known = np.sort(column[~np.isnan(column)])
    low, high = known[0], known[-1]
    if trait.winsorised:  # inwards: with 50 customers the farthest one is cut too
        low, high = np.percentile(known, 1, method="higher"), np.percentile(known, 99, method="lower")
    if low == high:  # nearly all alike: cutting would leave nothing
        low, high = known[0], known[-1]
    cut = np.clip(known, low, high)
    cut = lifted_log(cut, low) if kind == "log" else cut
    centre, spread = cut.mean(), cut.std()
    if kind == "robust":
        first, centre, third = np.percentile(cut, [25, 50, 75])
        spread = (third - first) / 1.349 or spread  # 1.349: the interquartile range of a normal distribution
    numbers = (np.median(known), low, high, centre, spread)
    return Scale(trait.name, kind, *(float(number) for number in numbers))


def filled(values: NDArray[np.float64], scales: Sequence[Scale]) -> NDArray[np.float64]:
    """Customers x traits in the traits' units, the median where nothing is known."""
    import numpy as np

    return np.where(np.isnan(values), np.array([scale.filled for scale in scales]), values)


def scaled(values: NDArray[np.float64], scales: Sequence[Scale]) -> NDArray[np.float64]:
    """Customers x traits without a unit; `values` in the traits' units, nothing unknown."""
    import numpy as np

    found = np.empty(values.shape)
    for place, scale in enumerate(scales):
        cut = np.clip(values[:, place], scale.low, scale.high)
        cut = lifted_log(cut, scale.low) if scale.kind == "log" else cut
        found[:, place] = np.round((cut - scale.centre) / scale.spread, PLACES)
    return found


def unscaled(points: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """One trait back in its unit."""
    import numpy as np

    values = points * scale.spread + scale.centre
    return np.expm1(values) + min(0.0, scale.low) if scale.kind == "log" else values
