"""The four ways to find segments, each with what it takes to place a customer again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.models.clusters.results import Branch, Method, Placing
from core.models.clusters.scaling import PLACES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

ANCHORS = 150  # customers per segment that stand for its shape
DENSE_ROWS = 5_000  # rows that HDBSCAN sees; its time grows faster than they do
MIXTURE_ROWS = 4_000  # a step of a mixture costs ten of k-means
SMALLEST = 0.05  # share of customers under which a group is no segment


@dataclass(frozen=True)
class Fitted:
    """Segments as places; `centres` scaled, segments x traits."""

    method: Method
    centres: Floats
    placing: Placing


def fit(method: Method, points: Floats, values: Floats, segments: int, seed: int, tries: int) -> Fitted:
    """Segments of the rows: `points` scaled, `values` the same rows in the traits' units.

    HDBSCAN says itself how many there are (also none or one); a tree may need fewer than asked for.
    """
    if method == "mixture":
        return _mixture(points, segments, seed)
    if method == "hdbscan":
        return _hdbscan(points, seed)
    centres = _kmeans(points, segments, seed, tries)
    found = Fitted("kmeans", centres, Placing())
    return _tree(points, values, assign(found, points, values), seed) if method == "tree" else found


def assign(fitted: Fitted, points: Floats, values: Floats) -> Labels:
    """Each row's segment; of equally near ones the first."""
    import numpy as np

    if fitted.method == "mixture":
        return _likeliest(fitted, points)
    if fitted.method == "tree":
        return _branched(fitted.placing.tree, values)
    if fitted.method == "hdbscan":
        from scipy.spatial import KDTree

        segment = np.array(fitted.placing.anchor_segments, dtype=np.int64)
        return np.asarray(segment[KDTree(np.array(fitted.placing.anchors)).query(points)[1]])
    return nearest(points, fitted.centres)


def nearest(points: Floats, centres: Floats) -> Labels:
    """Place of the nearest centre, the first of equally near ones; summed trait by trait, so threads do not matter."""
    import numpy as np

    best, labels = np.full(len(points), np.inf), np.zeros(len(points), dtype=np.int64)
    for place, centre in enumerate(centres):
        away = np.zeros(len(points))
        for trait, middle in enumerate(centre):
            away += (points[:, trait] - middle) ** 2
        closer = away < best - 1e-9
        best[closer], labels[closer] = away[closer], place
    return labels


def centres_of(points: Floats, labels: Labels, segments: int) -> Floats:
    """Mean of each segment, rounded."""
    import numpy as np

    return np.round(np.array([points[labels == place].mean(axis=0) for place in range(segments)]), PLACES)


def reordered(fitted: Fitted, order: list[int]) -> Fitted:
    """The same segments in another order: `order` holds the old places; those left out must be empty."""
    placing, rank = fitted.placing, {old: new for new, old in enumerate(order)}
    return Fitted(
        fitted.method,
        fitted.centres[order],
        Placing(
            weights=tuple(placing.weights[old] for old in order) if placing.weights else (),
            covariances=tuple(placing.covariances[old] for old in order) if placing.covariances else (),
            anchors=placing.anchors,
            anchor_segments=tuple(rank[old] for old in placing.anchor_segments),
            tree=tuple(
                Branch(item.trait, item.border, _renamed(item.low, rank), _renamed(item.high, rank))
                for item in placing.tree
            ),
        ),
    )


def _renamed(goes_to: int, rank: dict[int, int]) -> int:
    return goes_to if goes_to >= 0 else -1 - rank[-1 - goes_to]


def _kmeans(points: Floats, segments: int, seed: int, tries: int) -> Floats:
    import numpy as np
    from sklearn.cluster import KMeans

    found = KMeans(segments, n_init=tries, random_state=seed).fit(points)
    return np.round(np.asarray(found.cluster_centers_, dtype=float), PLACES)


def _mixture(points: Floats, segments: int, seed: int) -> Fitted:
    """Begins at k-means and stops early: where too many segments are asked for, the last digits take very long."""
    import numpy as np
    from sklearn.mixture import GaussianMixture

    model = GaussianMixture(segments, reg_covar=1e-3, tol=1e-2, max_iter=200, random_state=seed)
    found = model.fit(points[:MIXTURE_ROWS])
    matrices = np.round(found.covariances_, PLACES).reshape(segments, -1)
    placing = Placing(
        weights=tuple(np.round(found.weights_, PLACES).tolist()),
        covariances=tuple(tuple(matrix) for matrix in matrices.tolist()),
    )
    return Fitted("mixture", np.round(found.means_, PLACES), placing)


def _likeliest(fitted: Fitted, points: Floats) -> Labels:
    import numpy as np

    traits = points.shape[1]
    best, labels = np.full(len(points), -np.inf), np.zeros(len(points), dtype=np.int64)
    for place, flat in enumerate(fitted.placing.covariances):
        root = np.linalg.cholesky(np.array(flat).reshape(traits, traits))
        away = np.linalg.solve(root, (points - fitted.centres[place]).T)
        weight = max(fitted.placing.weights[place], 1e-9)
        likely = np.log(weight) - np.log(np.diag(root)).sum() - (away**2).sum(axis=0) / 2
        better = likely > best + 1e-9
        best[better], labels[better] = likely[better], place
    return labels


def _hdbscan(points: Floats, seed: int) -> Fitted:
    """Dense places only; whoever lies outside of them goes by the nearest customer inside."""
    import numpy as np
    from sklearn.cluster import HDBSCAN

    random = np.random.default_rng(seed)
    if len(points) > DENSE_ROWS:
        points = points[random.choice(len(points), DENSE_ROWS, replace=False)]
    smallest = max(5, round(SMALLEST * len(points)))
    labels = HDBSCAN(min_cluster_size=smallest, min_samples=min(smallest, 10), copy=True).fit(points).labels_
    anchors, owners = [], []
    for place in range(labels.max() + 1):
        inside = np.flatnonzero(labels == place)
        if len(inside) > ANCHORS:
            inside = np.sort(random.choice(inside, ANCHORS, replace=False))
        anchors += [tuple(row) for row in points[inside].tolist()]
        owners += [place] * len(inside)
    centres = centres_of(points, labels, labels.max() + 1) if owners else np.empty((0, points.shape[1]))
    return Fitted("hdbscan", centres, Placing(anchors=tuple(anchors), anchor_segments=tuple(owners)))


def _tree(points: Floats, values: Floats, labels: Labels, seed: int) -> Fitted:
    import numpy as np
    from sklearn.tree import DecisionTreeClassifier

    segments = int(labels.max()) + 1
    model = DecisionTreeClassifier(
        max_depth=4, max_leaf_nodes=2 * segments, min_samples_leaf=max(1, len(labels) // 100), random_state=seed
    )
    tree = model.fit(values, labels).tree_
    majority = model.classes_[np.argmax(tree.value[:, 0, :], axis=1)]
    forks = [node for node in range(tree.node_count) if tree.children_left[node] >= 0]
    rank = {node: place for place, node in enumerate(forks)}

    def goes_to(node: int) -> int:
        return rank[node] if node in rank else -1 - int(majority[node])

    branches = tuple(
        Branch(
            int(tree.feature[node]),
            float(tree.threshold[node]),
            goes_to(int(tree.children_left[node])),
            goes_to(int(tree.children_right[node])),
        )
        for node in forks
    )
    reached = _branched(branches, values) if branches else labels * 0
    kept = [place for place in range(segments) if (reached == place).any()]
    centres = np.zeros((segments, points.shape[1]))
    centres[kept] = np.array([points[reached == place].mean(axis=0) for place in kept])
    return reordered(Fitted("tree", np.round(centres, PLACES), Placing(tree=branches)), kept)


def _branched(tree: tuple[Branch, ...], values: Floats) -> Labels:
    import numpy as np

    at = np.zeros(len(values), dtype=np.int64)
    while (at >= 0).any():
        for place, branch in enumerate(tree):
            here = np.flatnonzero(at == place)
            at[here] = np.where(values[here, branch.trait] <= branch.border, branch.low, branch.high)
    return -1 - at
