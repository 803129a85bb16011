"""How many segments: each number is tried, measured against chance, and refitted on bootstrap samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.models.clusters.matrix import Matrix
from core.models.clusters.measures import silhouettes
from core.models.clusters.methods import SMALLEST, Fitted, assign, fit
from core.models.clusters.noise import OneCrowd
from core.models.clusters.results import Candidate, Method

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Floats = NDArray[np.float64]

FIT_ROWS, SILHOUETTE_ROWS, NOISE_ROWS, STABILITY_ROWS = 10_000, 5_000, 600, 2_000
TRIES, NOISE_TRIES, STABILITY_TRIES = 10, 2, 3  # starts of one fit, of which the best is kept
CROWDS, BOOTSTRAPS = 20, 10
DEVIATIONS = 4.0  # silhouettes of crowds stay under mean + 4 deviations also for the best of 7 numbers
MARGIN = 0.03  # and this above: traits can be bound to each other otherwise than by rank (silent no longer than known)
STRUCTURED = 0.25  # under it there is no substantial structure (Kaufman and Rousseeuw 1990)
STABLE = 0.75
NEARLY = 0.02  # silhouettes and Rand indices this close are the same; then more segments say more


@dataclass(frozen=True)
class Tried:
    """A number of segments with its fit."""

    candidate: Candidate
    fitted: Fitted


def candidates(
    matrix: Matrix, method: Method, numbers: Sequence[int], seed: int, tell: Callable[[float, str], None]
) -> list[Tried]:
    """One per number of segments that the method gives; none where there are fewer different customers than that."""
    import numpy as np

    random = np.random.default_rng(seed)
    points, values = matrix.rows(_some(random, len(matrix.points), FIT_ROWS))
    different = len(np.unique(points, axis=0))
    asked = numbers if method != "hdbscan" else numbers[:1]
    fits = [fit(method, points, values, number, seed, TRIES) for number in asked if number <= different]
    fits = [item for item in fits if len(item.centres) > 1]
    if not fits:
        return []
    tell(0.1, "noise")
    reach = chance(matrix, [len(item.centres) for item in fits], seed, tell)
    tell(0.6, "candidates")
    seen, seen_values = points[:SILHOUETTE_ROWS], values[:SILHOUETTE_ROWS]
    divisions = [assign(item, seen, seen_values) for item in fits]
    tried = []
    for at, (item, labels, found) in enumerate(zip(fits, divisions, silhouettes(seen, divisions), strict=True)):
        sizes = np.bincount(assign(item, points, values), minlength=len(item.centres))
        stable = stability(item, points[:STABILITY_ROWS], values[:STABILITY_ROWS], labels[:STABILITY_ROWS], seed)
        number, bar = len(item.centres), reach[len(item.centres)]
        tried.append(Tried(Candidate(number, found, stable, float(sizes.min() / sizes.sum()), bar), item))
        tell(0.6 + 0.3 * (at + 1) / len(fits), "candidates")
    return tried


def choose(tried: Sequence[Tried], *, given: bool) -> Tried | str:
    """The best candidate, or the reason why there is none."""
    if not tried:
        return "no_better_than_noise"
    told = [item for item in tried if _lead(item) > 0]
    if not told:
        return "no_better_than_noise"
    told = [item for item in told if item.candidate.silhouette >= STRUCTURED]
    if not told:
        return "too_weak"
    if given:
        return told[0]
    large = [item for item in told if item.candidate.smallest >= SMALLEST]
    if not large:
        return "one_segment"
    stable = [item for item in large if item.candidate.stability >= STABLE]
    if not stable:
        return "unstable"
    clearest = max(_lead(item) for item in stable)
    clear = [item for item in stable if _lead(item) >= clearest - NEARLY]
    steadiest = max(item.candidate.stability for item in clear)
    return [item for item in clear if item.candidate.stability >= steadiest - NEARLY][-1]


def _lead(tried: Tried) -> float:
    return tried.candidate.silhouette - tried.candidate.noise_silhouette


def chance(matrix: Matrix, numbers: Sequence[int], seed: int, tell: Callable[[float, str], None]) -> dict[int, float]:
    """The silhouette that k-means hardly ever reaches on customers without structure, by number of segments.

    K-means seeks compact segments, which is what a silhouette rewards: other methods reach less by chance.
    """
    import numpy as np

    crowd = OneCrowd(*_crowd_of(matrix, seed), matrix.scales, seed)
    rows = min(len(matrix.points), NOISE_ROWS)
    reached = []
    for at in range(CROWDS):
        points, values = crowd.draw(rows)
        fits = [fit("kmeans", points, values, number, seed, NOISE_TRIES) for number in numbers]
        reached.append(silhouettes(points, [assign(item, points, values) for item in fits]))
        tell(0.1 + 0.5 * (at + 1) / CROWDS, "noise")
    usual, spread = np.nanmean(reached, axis=0), np.nanstd(reached, axis=0, ddof=1)
    bars = usual + DEVIATIONS * spread + MARGIN
    return {number: round(float(bar), 6) for number, bar in zip(numbers, bars, strict=True)}


def stability(fitted: Fitted, points: Floats, values: Floats, labels: Labels, seed: int) -> float:
    """Mean adjusted Rand index (Hubert and Arabie 1985) between the labels and those of fits on bootstrap samples.

    Doubles of a bootstrap sample count once, since they would look like dense places.
    """
    import numpy as np
    from sklearn.metrics import adjusted_rand_score

    random, agreed = np.random.default_rng(seed), []
    for _ in range(BOOTSTRAPS):
        drawn = np.unique(random.choice(len(points), len(points)))
        again = fit(fitted.method, points[drawn], values[drawn], len(fitted.centres), seed, STABILITY_TRIES)
        same = len(again.centres) > 1
        agreed.append(adjusted_rand_score(labels, assign(again, points, values)) if same else 0.0)
    return round(float(np.mean(agreed)), 6)


def _crowd_of(matrix: Matrix, seed: int) -> tuple[Floats, Floats]:
    import numpy as np

    return matrix.given[_some(np.random.default_rng(seed), len(matrix.given), SILHOUETTE_ROWS)], matrix.correlation


def _some(random: np.random.Generator, rows: int, most: int) -> Labels:
    """So many places at most, drawn evenly; in a random order, so that the first of them are a sample too."""
    return random.permutation(rows)[:most]
