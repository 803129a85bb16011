"""Which segment a customer falls into, also customers and months that the segments were not found from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.models.clusters.methods import Fitted, assign
from core.models.clusters.results import Segmentation, Traits
from core.models.clusters.scaling import filled, scaled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def place(segmentation: Segmentation, traits: Traits) -> NDArray[np.int64]:
    """Place of the segment in `segmentation.segments`, one per customer of `traits` and in its order.

    Every customer falls into exactly one. Scales are those of the day the segments were found: an unknown value counts
    as the median of then, one beyond the range of then as its end, a trait that is not in `traits` as unknown. Of the
    customers that the segments were found from each gets the segment it has.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    points, values = points_of(segmentation, traits)
    fitted = Fitted(segmentation.method, np.array(segmentation.centres), segmentation.placing)
    with threadpool_limits(limits=1):
        return assign(fitted, points, values)


def points_of(segmentation: Segmentation, traits: Traits) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The customers by the segmentation's traits, scaled as on the day it was found, and in the traits' units.

    Nothing is unknown in either: see `place`.
    """
    import numpy as np

    names = [trait.name for trait in traits.traits]
    given = np.full((len(traits.customer), len(segmentation.scaling)), np.nan)
    for at, scale in enumerate(segmentation.scaling):
        if scale.trait in names:
            given[:, at] = traits.values[:, names.index(scale.trait)]
    values = filled(given, segmentation.scaling)
    return scaled(values, segmentation.scaling), values
