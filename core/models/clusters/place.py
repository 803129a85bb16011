"""Which segment a customer falls into, also customers and months that the segments were not found from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.models.clusters.results import Segmentation, Traits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def place(segmentation: Segmentation, traits: Traits) -> NDArray[np.int64]:
    """Place of the segment in `segmentation.segments`, one per customer of `traits` and in its order."""
    raise NotImplementedError
