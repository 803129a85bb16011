"""What the customers are told apart by: how each trait is distributed and what is proposed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.models.clusters.results import Traits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def describe_traits(customer: NDArray[np.int64], columns: dict[str, NDArray[np.float64]]) -> Traits:
    """One row per customer, one column per trait in the order given; nan (and infinite) = unknown."""
    raise NotImplementedError
