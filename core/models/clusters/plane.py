"""The customers on a plane: as much of their differences as two directions can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.models.clusters.place import points_of
from core.models.clusters.results import Plane, Segmentation, Traits
from core.models.clusters.scaling import PLACES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWN = 2_000
FEWEST_TRAITS = 2


def plane_of(found: Segmentation, traits: Traits, most: int = DRAWN) -> Plane | None:
    """The plane of the customers that the segments were found from; None with fewer than two traits.

    `traits`: of just these customers, in any order. Directions and share are of all of them; of more than `most`
    so many are drawn by chance, with the seed of the segmentation.
    """
    import numpy as np

    if len(found.scaling) < FEWEST_TRAITS:
        return None
    points, _ = points_of(found, traits)
    share, axes = two_directions(points)
    by_number = np.argsort(found.customer)
    places = by_number[np.searchsorted(found.customer, traits.customer, sorter=by_number)]
    drawn = np.arange(len(points))
    if len(points) > most:
        drawn = np.sort(np.random.default_rng(found.seed).choice(len(points), most, replace=False))
    seen = np.round((points - points.mean(axis=0)) @ axes, PLACES)[drawn]
    names = [scale.trait for scale in found.scaling]
    return Plane(
        share,
        _weights(names, axes[:, 0]),
        _weights(names, axes[:, 1]),
        seen[:, 0],
        seen[:, 1],
        found.labels[places][drawn],
        len(points),
    )


def two_directions(points: Floats) -> tuple[float, Floats]:
    """The two directions in which customers differ most, and the share of the variance along them, 0-1.

    `points`: customers x traits, at least two. The directions are columns of length 1, the strongest weight of each is
    positive. Where nothing varies the share is 0.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        variances, directions = np.linalg.eigh(np.cov(points, rowvar=False, bias=True))
    axes = directions[:, [-1, -2]]
    strongest = axes[np.argmax(np.round(np.abs(axes), PLACES), axis=0), [0, 1]]
    whole = float(variances.sum())
    share = float(variances[-2:].sum()) / whole if whole > 0 else 0.0
    return min(round(share, PLACES), 1.0), axes * np.where(strongest < 0, -1.0, 1.0)


def _weights(names: Sequence[str], axis: Floats) -> tuple[tuple[str, float], ...]:
    weights = zip(names, (round(weight, PLACES) for weight in axis.tolist()), strict=True)
    return tuple(sorted(weights, key=lambda one: (-abs(one[1]), one[0])))
