"""How sure a mean is: Student's t for one mean, the bootstrap for a weighted index of several."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Interval = tuple[float, float]

WHOLE_SCALE: Interval = (0.0, 100.0)
SEED = 20111130
DRAWS = 1000
PART_DRAWS = 300  # for the many small intervals of tiers and trends
FEWEST_DRAWS = 200
DRAWN_UNITS = 3_000_000  # draws x units stay about under this, so that a large survey costs tenths of a second
CHUNK_UNITS = 200_000


def column_means(values: Values) -> Values:
    """Mean of each column over the rows that have a value (NaN = none); NaN where no row has one."""
    present = ~np.isnan(values)
    counts = present.sum(axis=0)
    sums = np.where(present, values, 0.0).sum(axis=0)
    means: Values = np.divide(sums, counts, out=np.full(values.shape[1], np.nan), where=counts > 0)
    return means


def weighted_index(means: Values, weights: Values) -> float | None:
    """`sum(w * mean) / sum(w)` over the columns that have a mean; None where none has, or all of those weigh 0."""
    used = np.where(np.isnan(means), 0.0, weights)
    total = float(used.sum())
    if total <= 0:
        return None
    return float((used * np.nan_to_num(means)).sum() / total)


def mean_interval(values: Values) -> Interval:
    """95 % interval of the mean of values on 0-100: `mean +- t(0.975, n - 1) * s / sqrt(n)`, cut to the scale.

    One value says nothing of the spread: the interval is the whole scale. No value: NaN.
    """
    if len(values) < 2:
        return WHOLE_SCALE if len(values) else (math.nan, math.nan)
    mean = float(values.mean())
    reach = student_t(len(values) - 1) * float(values.std(ddof=1)) / math.sqrt(len(values))
    return max(WHOLE_SCALE[0], mean - reach), min(WHOLE_SCALE[1], mean + reach)


@lru_cache(maxsize=512)
def student_t(freedom: int) -> float:
    """The 97.5 % point of Student's t: found on its distribution, beyond 200 degrees by its expansion."""
    if freedom > 200:
        z = 1.959963984540054
        first = (z**3 + z) / (4 * freedom)
        return z + first + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        angle = (low + high) / 2
        if _central_share(angle, freedom) < 0.95:
            low = angle
        else:
            high = angle
    return math.sqrt(freedom) * math.tan((low + high) / 2)


def _central_share(angle: float, freedom: int) -> float:
    """P(-t < T < t) for `t = sqrt(freedom) * tan(angle)`: a finite sum for whole degrees of freedom."""
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = freedom % 2
    term = sine * (cosine if odd else 1.0)
    total = term if freedom > 1 else 0.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= cosine**2 * (step - 1) / step
        total += term
    return 2 / math.pi * (angle + total) if odd else total


def bootstrap_interval(values: Values, weights: Values, draws: int = DRAWS) -> Interval | None:
    """95 % percentile interval of the weighted index: whole rows are drawn anew with a fixed seed, weights stay.

    Fewer draws (at least 200) for more than 3,000 rows, where the ends hardly move. None where no row bears on the
    index; with one row the whole scale, as for a single mean. Rows without any value that weighs are left out.
    """
    bearing = values[~np.isnan(values[:, weights > 0]).all(axis=1)] if values.size else values
    if not len(bearing) or not (weights > 0).any():
        return None
    if len(bearing) == 1:
        return WHOLE_SCALE
    low, high = np.percentile(_drawn_indices(bearing, weights, draws), (2.5, 97.5))
    return float(low), float(high)


def _drawn_indices(values: Values, weights: Values, draws: int) -> Values:
    units = len(values)
    present = (~np.isnan(values)).astype(np.float64)
    both = np.ascontiguousarray(np.hstack([np.nan_to_num(values), present]).T)
    generator = np.random.default_rng(SEED)
    left = min(draws, max(FEWEST_DRAWS, DRAWN_UNITS // units))
    found = []
    while left:
        rows = min(left, max(1, CHUNK_UNITS // units))
        left -= rows
        cells = generator.integers(0, units, (rows, units)) + np.arange(rows)[:, None] * units
        copies = np.bincount(cells.ravel(), minlength=rows * units).reshape(rows, units).astype(np.float64)
        # not a matrix product: that wakes a thread per core for each of many small pieces
        sums, counts = np.hsplit(np.einsum("ru,cu->rc", copies, both), 2)
        used = weights * (counts > 0)
        means = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
        found.append((means * used).sum(axis=1) / used.sum(axis=1))
    indices: Values = np.concatenate(found)
    return indices
