"""What the customers are told apart by: how each trait is distributed and what is proposed for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.models.clusters.results import Trait, Traits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KNOWN_ENOUGH = 0.5  # with fewer than half known the median would say more about a trait than its values do
SKEWED = 1.0  # beyond this a distribution counts as highly skewed
ALIKE = 0.9
SAMPLE = 20_000  # customers that a rank correlation is taken from


def describe_traits(customer: NDArray[np.int64], columns: dict[str, NDArray[np.float64]]) -> Traits:
    """One row per customer, one column per trait in the order given; nan and infinite = unknown.

    Skew is g1 of the known values. A log is proposed where it at least halves a skew above 1; winsorising where a value
    (after the log) lies beyond 3 interquartile ranges. Rank correlation over customers that know both traits, from at
    most 20,000 of them; 0 where it is not defined. Does not depend on the order of the rows.
    """
    import numpy as np

    if len(np.unique(customer)) != len(customer):
        raise ValueError("a customer may stand in one row only")
    values = np.full((len(customer), len(columns)), np.nan)
    for place, column in enumerate(columns.values()):
        values[:, place] = np.where(np.isfinite(column), column, np.nan)
    correlation = _rank_correlation(_sample(customer, values))
    names = tuple(columns)
    traits = [
        replace(
            _described(name, values[:, place], _alike(place, names, correlation)), **_nearest(place, names, correlation)
        )
        for place, name in enumerate(names)
    ]
    return Traits(np.asarray(customer, dtype=np.int64), values, tuple(traits), correlation)


def skewness(values: NDArray[np.float64]) -> float:
    """g1: the mean cubed distance from the mean by the cubed standard deviation; 0 for constants and for none."""
    if not len(values):
        return 0.0
    away = values - values.mean()
    spread = float((away**2).mean()) ** 0.5
    return float((away**3).mean()) / spread**3 if spread > 1e-12 * abs(float(values.mean())) else 0.0


def lifted_log(values: NDArray[np.float64], smallest: float) -> NDArray[np.float64]:
    """log1p of the values, lifted to 0 where `smallest` is negative; what lies under `smallest` counts as it."""
    import numpy as np

    lift = min(0.0, smallest)
    return np.log1p(np.maximum(values, lift) - lift)


def beyond(values: NDArray[np.float64], ranges: float) -> float:
    """Share of the values that lie more than so many interquartile ranges outside the quartiles, 0-1."""
    import numpy as np

    low, high = np.percentile(values, [25, 75])
    reach = ranges * (high - low)
    return float(np.mean((values < low - reach) | (values > high + reach)))


def _described(name: str, column: NDArray[np.float64], alike: str | None) -> Trait:
    import numpy as np

    known = np.sort(column[~np.isnan(column)])  # sorted: sums do not depend on the order of the rows
    if not len(known):
        return Trait(name, 0.0, 0.0, 0, log=False, winsorised=False, usable=False, alike=alike)
    skew, logged = skewness(known), lifted_log(known, float(known[0]))
    log = skew > SKEWED and abs(skewness(logged)) <= skew / 2
    distinct, share = int((np.diff(known) > 0).sum()) + 1, len(known) / len(column)
    return Trait(
        name,
        share,
        round(skew, 4),
        distinct,
        log,
        winsorised=beyond(logged if log else known, 3) > 0,
        usable=distinct > 1 and share >= KNOWN_ENOUGH,
        alike=alike,
    )


def _sample(customer: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    order = np.argsort(customer)
    if len(order) > SAMPLE:
        order = order[np.random.default_rng(0).choice(len(order), SAMPLE, replace=False)]
    return values[order]


def _rank_correlation(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pearson's correlation of mid-ranks over the pairs that are known; the diagonal is 1."""
    import numpy as np
    from scipy.stats import rankdata

    known = ~np.isnan(values)
    ranks = np.zeros(values.shape)
    for place in range(values.shape[1]):
        ranks[known[:, place], place] = rankdata(values[known[:, place], place]) / max(len(values), 1)
    both = known.astype(float)
    count, sums, squares = both.T @ both, ranks.T @ both, (ranks**2).T @ both
    covered = count * (ranks.T @ ranks) - sums * sums.T
    spread = np.clip(count * squares - sums**2, 0, None)
    scale = np.sqrt(spread * spread.T)
    found = np.divide(covered, scale, out=np.zeros_like(scale), where=scale > 1e-9)
    np.fill_diagonal(found, 1.0)
    return np.asarray(np.round(np.clip(found, -1, 1), 6))


def _nearest(place: int, names: tuple[str, ...], correlation: NDArray[np.float64]) -> dict[str, Any]:
    others = [other for other in range(len(names)) if other != place]
    nearest = max(others, key=lambda other: abs(correlation[place, other]), default=None)
    if nearest is None or correlation[place, nearest] == 0:
        return {}
    return {"nearest": names[nearest], "nearest_correlation": float(correlation[place, nearest])}


def _alike(place: int, names: tuple[str, ...], correlation: NDArray[np.float64]) -> str | None:
    return next((names[earlier] for earlier in range(place) if abs(correlation[place, earlier]) >= ALIKE), None)
