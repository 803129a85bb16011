"""The chosen traits of all customers as numbers that can be compared, in an order that the file does not decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.models.clusters.results import Scale, Scaling, Trait, Traits
from core.models.clusters.scaling import filled, scale_of, scaled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Matrix:
    """Customers (by number) x traits: as `given` (nan = unknown), as `values` (filled), as `points` (scaled)."""

    traits: tuple[Trait, ...]
    scales: tuple[Scale, ...]
    given: Floats
    values: Floats
    points: Floats
    correlation: Floats

    def rows(self, places: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Points and values of some customers."""
        return self.points[places], self.values[places]


def matrix_of(
    traits: Traits, chosen: Sequence[str], scaling: Mapping[str, Scaling], order: NDArray[np.int64]
) -> Matrix:
    """The usable ones of the chosen traits, rows in the given order; an unknown name is an error of the caller."""
    names = [trait.name for trait in traits.traits]
    places = [names.index(name) for name in dict.fromkeys(chosen) if traits.traits[names.index(name)].usable]
    used = tuple(traits.traits[place] for place in places)
    given = traits.values[order][:, places]
    scales = tuple(scale_of(trait, given[:, at], scaling.get(trait.name)) for at, trait in enumerate(used))
    values = filled(given, scales)
    return Matrix(used, scales, given, values, scaled(values, scales), traits.correlation[places][:, places])
