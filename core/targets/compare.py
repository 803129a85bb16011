"""Contacted against held back: differences with 95 % intervals, from sums by stratum.

Everything works on arrays whose last axis is the strata, so that a thousand campaigns can be judged at once. Each
stratum weighs by its names, and is compared within itself: rounding in small strata cannot pass for an effect.

Rates: Newcombe's interval for a difference (Newcombe 1998, method 10), each side by Wilson's score interval on the
size that its weighted rate is worth. Means of money are of customers most of whom bring nothing and a few a lot, and
the side held back is small: its own spread is then often near nothing, and Welch's interval covers as little as 67 %
in simulations. So the spread of each side is put together from how many buy there (drawn to the common rate by four
buyers, as in Agresti and Coull's "plus four") and from the amounts of the buyers of both sides together.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Bounds = tuple[Values, Values, Values]
"""Difference, lower and upper end."""

Z = NormalDist().inv_cdf(0.975)
ADDED_BUYERS = 4.0


@dataclass(frozen=True)
class Sums:
    """Of one side, by stratum: customers, those with a figure other than 0, and the sums of figures and squares."""

    customers: Values
    nonzero: Values
    total: Values
    squares: Values


def sums(values: Values, strata: NDArray[np.intp], count: int) -> Sums:
    """The sums of one side of one campaign. `strata`: the number of each customer's stratum, below `count`."""

    def by_stratum(weights: Values) -> Values:
        return np.bincount(strata, weights=weights, minlength=count).astype(np.float64)

    return Sums(
        by_stratum(np.ones_like(values)),
        by_stratum((values != 0).astype(np.float64)),
        by_stratum(values),
        by_stratum(values**2),
    )


def rate_difference(contacted: Sums, held: Sums) -> Bounds:
    """The rate of customers with a figure other than 0, contacted less held back."""
    weights = _weights(contacted, held)
    ends = []
    for side in (contacted, held):
        rate = (weights * _over(side.nonzero, side.customers)).sum(axis=-1)
        worth = 1 / (weights**2 / np.maximum(side.customers, 1)).sum(axis=-1)
        ends.append((rate, *_wilson(rate, worth)))
    (rate, low, high), (other, other_low, other_high) = ends
    found = rate - other
    return found, found - np.hypot(rate - low, other_high - other), found + np.hypot(high - rate, other - other_low)


def mean_difference(contacted: Sums, held: Sums) -> Bounds:
    """The mean figure per customer, contacted less held back."""
    weights = _weights(contacted, held)
    found = (weights * (_over(contacted.total, contacted.customers) - _over(held.total, held.customers))).sum(axis=-1)
    spread = sum((weights**2 * _variance_of_mean(side, contacted, held)).sum(axis=-1) for side in (contacted, held))
    reach = Z * np.sqrt(spread)
    return found, found - reach, found + reach


def _weights(contacted: Sums, held: Sums) -> Values:
    names = contacted.customers + held.customers
    weights: Values = names / names.sum(axis=-1, keepdims=True)
    return weights


def _variance_of_mean(side: Sums, contacted: Sums, held: Sums) -> Values:
    buyers = contacted.nonzero + held.nonzero
    mean = _over(contacted.total + held.total, buyers)
    square = _over(contacted.squares + held.squares, buyers)
    common = _over(buyers, contacted.customers + held.customers)
    rate = _over(side.nonzero + ADDED_BUYERS, side.customers + _over(np.full_like(common, ADDED_BUYERS), common))
    spread = np.where(buyers > 0, rate * square - (rate * mean) ** 2, 0.0)
    return _over(np.maximum(spread, 0.0), side.customers)


def _wilson(rate: Values, customers: Values) -> tuple[Values, Values]:
    share = Z * Z / customers
    centre = (rate + share / 2) / (1 + share)
    reach = Z / (1 + share) * np.sqrt(rate * (1 - rate) / customers + share / (4 * customers))
    return np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0)


def _over(above: Any, below: Any) -> Values:
    """The quotient, 0 where there is nothing to divide by."""
    found: Values = np.divide(above, below, out=np.zeros_like(np.asarray(above, dtype=np.float64)), where=below > 0)
    return found
