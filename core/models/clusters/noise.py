"""What customers without any segments would look like: one hump per trait, related to each other as these are.

Clusters are only believed where they are better than clusters of such customers. Each trait keeps its distribution,
flattened until it has a single hump (the nearest unimodal one: pooled adjacent violators on either side of a mode);
the traits keep their rank correlation (a Gaussian copula) and which values are unknown. So neither a skewed nor an
elongated crowd, nor steps of whole numbers or months, passes for segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.models.clusters.results import Scale
from core.models.clusters.scaling import filled, scaled, unscaled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS = 60
ROWS_PER_BIN = 12
MONTH, SHORTEST_MONTH = 365.25 / 12, 28  # days
MONTHS_DIFFER = 0.1  # of a month: so far are any months together from as many of the usual length


class OneCrowd:
    """Draws customers without structure; `values` in the traits' units with nan, `correlation` of ranks."""

    def __init__(self, values: Floats, correlation: Floats, scales: Sequence[Scale], seed: int) -> None:
        import numpy as np

        self._random = np.random.default_rng(seed)
        self._values, self._scales = values, scales
        self._root = _root(correlation)
        self._steps = [_step(values[:, place]) for place in range(len(scales))]
        self._least = np.nanmin(values, axis=0)
        self._humps = [self._hump(place) for place in range(len(scales))]
        self._bound = _bound(values)

    def draw(self, rows: int) -> tuple[Floats, Floats]:
        """So many customers, scaled as the real ones are, and the same in the traits' units."""
        import numpy as np
        from scipy.special import ndtr

        even = ndtr(self._random.standard_normal((rows, len(self._scales))) @ self._root.T)
        values = np.empty(even.shape)
        for place, (scale, hump, step) in enumerate(zip(self._scales, self._humps, self._steps, strict=True)):
            drawn, least = unscaled(np.interp(even[:, place], *hump), scale), self._least[place]
            values[:, place] = np.round((drawn - least) / step) * step + least if step else drawn
        for lower, upper in self._bound:
            values[:, lower] = np.minimum(values[:, lower], values[:, upper])
        alike = self._random.choice(len(self._values), rows, replace=rows > len(self._values))
        values[np.isnan(self._values[alike])] = np.nan
        values = filled(values, self._scales)
        return scaled(values, self._scales), values

    def _hump(self, place: int) -> tuple[Floats, Floats]:
        """The scaled distribution with one hump, as shares and the values they lie under."""
        import numpy as np

        known = self._values[~np.isnan(self._values[:, place]), place]
        if self._steps[place]:  # whole steps are spread over their width, and drawn as steps again
            known = known + (self._random.random(len(known)) - 0.5) * self._steps[place]
        points = np.sort(scaled(known[:, None], [self._scales[place]])[:, 0])
        edges = np.unique(np.quantile(points, np.linspace(0, 1, max(4, min(BINS, len(points) // ROWS_PER_BIN)) + 1)))
        if len(edges) < 3:
            edges = np.array([edges[0] - 1e-6, edges[0], edges[-1], edges[-1] + 1e-6])
        shares = np.histogram(points, edges)[0] / len(points)
        return np.append(0.0, np.cumsum(unimodal(shares, np.diff(edges)))), edges


def unimodal(shares: Floats, widths: Floats) -> Floats:
    """The shares of bins moved as little as it takes for their density to rise to one bin and fall after it.

    Of all modes the one whose cumulated shares stay nearest to the given ones, the first of equals. The sum stays.
    """
    import numpy as np
    from scipy.optimize import isotonic_regression

    best, found = np.inf, shares
    density, cumulated = shares / widths, np.cumsum(shares)
    for mode in range(len(shares)):
        fitted = shares.copy()
        for side, increasing in ((slice(mode + 1), True), (slice(mode + 1, len(shares)), False)):
            if len(density[side]):
                side_fit = isotonic_regression(density[side], weights=widths[side], increasing=increasing)
                fitted[side] = side_fit.x * widths[side]
        away = float(np.abs(np.cumsum(fitted) - cumulated).max())
        if away < best - 1e-9:
            best, found = away, fitted
    return np.asarray(found / found.sum())


def _bound(values: Floats) -> list[tuple[int, int]]:
    """The pairs of traits of which one is never more than the other, the largest first: days silent, days known."""
    import numpy as np

    order = np.argsort(-np.nanmean(values, axis=0), kind="stable")
    return [
        (int(lower), int(upper))
        for place, upper in enumerate(order)
        for lower in order[place + 1 :]
        if not (values[:, lower] > values[:, upper]).any() and (values[:, lower] == values[:, upper]).any()
    ]


def _step(column: Floats) -> float:
    """The unit that lies between known values (1 for counts), where values repeat; else 0.

    Days of sheets by month, where all dates are one day of the month, lie months apart, which differ by days.
    """
    import numpy as np

    distinct = np.unique(column[~np.isnan(column)])
    if len(distinct) < 2 or len(distinct) > len(column) / 2:
        return 0.0
    step = float(np.diff(distinct).min())
    if np.allclose(distinct / step, np.round(distinct / step), atol=1e-3):
        return step
    months = (distinct - distinct[0]) / MONTH
    return MONTH if step >= SHORTEST_MONTH and np.allclose(months, np.round(months), atol=MONTHS_DIFFER) else 0.0


def _root(correlation: Floats) -> Floats:
    """A square root of the normal correlation that has this rank correlation, made positive where it is not."""
    import numpy as np

    size, vectors = np.linalg.eigh(2 * np.sin(np.pi / 6 * correlation))
    root = vectors * np.sqrt(np.clip(size, 1e-9, None))
    return np.asarray(root / np.linalg.norm(root, axis=1, keepdims=True))
