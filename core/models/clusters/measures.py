"""How good a division is: silhouette of several at once, and the share of a variance that lies between segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

CHUNK = 500  # rows whose distances are held at once


def silhouettes(points: Floats, divisions: Sequence[Labels]) -> list[float]:
    """Mean silhouette of each division of the same points, -1 to 1 (Rousseeuw 1987); alone in a segment counts 0.

    All divisions share the distances, which are the dear part. nan for a division into fewer than two.
    """
    import numpy as np
    from scipy.spatial.distance import cdist

    sizes = [np.bincount(labels, minlength=int(labels.max()) + 1) for labels in divisions]
    starts = np.append(0, np.cumsum([len(size) for size in sizes]))
    member = np.zeros((len(points), starts[-1]))
    for labels, start in zip(divisions, starts, strict=False):
        member[np.arange(len(points)), start + labels] = 1
    sums = np.vstack([cdist(points[at : at + CHUNK], points) @ member for at in range(0, len(points), CHUNK)])
    parts = zip(divisions, sizes, starts, strict=False)
    return [_silhouette(sums[:, start : start + len(size)], labels, size) for labels, size, start in parts]


def _silhouette(sums: Floats, labels: Labels, size: Labels) -> float:
    import numpy as np

    if (size > 0).sum() < 2:
        return float("nan")
    rows = np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(size[labels] - 1, 1)
    others = np.where(size > 0, sums / np.maximum(size, 1), np.inf)
    others[rows, labels] = np.inf
    near = others.min(axis=1)
    widest = np.maximum(own, near)
    found = np.divide(near - own, widest, out=np.zeros(len(rows)), where=widest > 0)
    return float(np.round(np.where(size[labels] > 1, found, 0.0).mean(), 6))


def eta_squared(values: Floats, labels: Labels) -> float:
    """Share of the variance of the known values that lies between the segments, 0-1; 0 where all are equal."""
    import numpy as np

    known = ~np.isnan(values)
    values, labels = values[known], labels[known]
    if not len(values):
        return 0.0
    sizes = np.bincount(labels)
    means = np.bincount(labels, values) / np.maximum(sizes, 1)
    total = float(((values - values.mean()) ** 2).sum())
    return float((sizes * (means - values.mean()) ** 2).sum()) / total if total > 0 else 0.0
