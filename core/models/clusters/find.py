"""Segments that are found, or the honest sentence that there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from core.models.clusters.candidates import Tried, candidates, choose
from core.models.clusters.matrix import Matrix, matrix_of
from core.models.clusters.methods import Fitted, assign, centres_of, reordered
from core.models.clusters.profile import found_segments
from core.models.clusters.results import Method, NoStructure, Scaling, Segmentation, Traits
from core.models.clusters.scorecard import scorecard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]

FEWEST = 50  # customers: 5 % of fewer are not even three
LARGEST = 8


def find_segments(
    traits: Traits,
    chosen: Sequence[str],
    *,
    method: Method | None = None,
    segments: int | None = None,
    goal: tuple[str, NDArray[np.float64]] | None = None,
    reachable: NDArray[np.bool_] | None = None,
    scaling: dict[str, Scaling] | None = None,
    progress: Callable[[float, str], None] | None = None,
    seed: int = 7,
) -> Segmentation | NoStructure:
    """The segments of all customers by the chosen traits, each customer in exactly one.

    A number of segments counts when its silhouette is out of reach for customers of the same spread without structure
    (noise.py) and at least 0.25, the smallest segment holds 5 %, and fits on bootstrap samples agree (mean adjusted
    Rand index >= 0.75). Of those that count the one farthest above that reach is taken, and more segments where they
    do nearly as well. `segments` takes that number, which must still be out of reach of chance. Without `method`
    it is kmeans. Unusable traits are left out. `goal` (a column's name and values, nan = unknown) and `reachable` (has
    a phone or an e-mail) stand in the order of `traits.customer`; `progress` hears a share and what is being done:
    noise, candidates, segments. The answer depends neither on the order of the rows nor on the number of threads.
    """
    import numpy as np

    tell = progress or (lambda _share, _step: None)
    order = np.argsort(traits.customer)
    matrix = matrix_of(traits, chosen, scaling or {}, order)
    if len(order) < FEWEST:
        return NoStructure((), "few_customers")
    if not matrix.traits:
        return NoStructure((), "few_traits")
    numbers = range(2, LARGEST + 1) if segments is None else range(segments, segments + 1)
    with _one_thread():
        tried = candidates(matrix, method or "kmeans", numbers, seed, tell)
        best = choose(tried, given=segments is not None)
        if isinstance(best, str):
            return NoStructure(tuple(item.candidate for item in tried), best)
        tell(0.9, "segments")
        fitted, labels = _ranked(best.fitted, matrix)
    sorted_goal = None if goal is None else (goal[0], np.asarray(goal[1], dtype=float)[order])
    contact = None if reachable is None else np.asarray(reachable)[order]
    return _result(matrix, tried, best, fitted, labels, order, sorted_goal, contact, seed, traits.customer)


def _one_thread() -> AbstractContextManager[object]:
    """Sums in one order; these fits are too small to gain from more. Only libraries that are loaded can be limited."""
    from sklearn import cluster, mixture, tree  # noqa: F401
    from threadpoolctl import threadpool_limits

    limited: AbstractContextManager[object] = threadpool_limits(limits=1)
    return limited


def _ranked(fitted: Fitted, matrix: Matrix) -> tuple[Fitted, Labels]:
    """All customers placed, the largest segment first; of equally large ones by their centres."""
    import numpy as np

    labels = assign(fitted, matrix.points, matrix.values)
    size = np.bincount(labels, minlength=len(fitted.centres))
    places = sorted(np.flatnonzero(size).tolist(), key=lambda place: (-size[place], tuple(fitted.centres[place])))
    rank = np.zeros(len(size), dtype=np.int64)
    rank[places] = np.arange(len(places))
    return reordered(fitted, places), rank[labels]


def _result(
    matrix: Matrix,
    tried: Sequence[Tried],
    best: Tried,
    fitted: Fitted,
    labels: Labels,
    order: Labels,
    goal: tuple[str, NDArray[np.float64]] | None,
    contact: NDArray[np.bool_] | None,
    seed: int,
    customer: NDArray[np.int64],
) -> Segmentation:
    import numpy as np
    import scipy
    import sklearn

    found = found_segments(matrix, labels, None if goal is None else goal[1], contact, seed)
    given = np.empty_like(labels)
    given[order] = labels
    central = fitted.method in {"kmeans", "mixture"}  # these place by their centres, which must stay as they are
    centres = fitted.centres if central else centres_of(matrix.points, labels, len(found))
    return Segmentation(
        method=fitted.method,
        traits=matrix.traits,
        scaling=matrix.scales,
        goal=None if goal is None else goal[0],
        candidates=tuple(item.candidate for item in tried),
        chosen=len(found),
        segments=found,
        centres=tuple(tuple(row) for row in centres.tolist()),
        placing=fitted.placing,
        scorecard=scorecard(matrix, labels, found, None if goal is None else goal[1], best.candidate.stability),
        customer=customer,
        labels=given,
        seed=seed,
        libraries={"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    )
