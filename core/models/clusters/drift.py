"""Labels that hold: the segments of this month by the names of last month's, and how each has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.models.clusters.results import Drift, Segmentation
from core.models.clusters.scaling import unscaled
from core.models.clusters.traits import lifted_log

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FAR = 1.0  # standard deviations per trait: beyond it a segment is another one, unless its customers stayed
STAYED = 0.5
DRIFTED = 0.5  # standard deviations, all traits together
PART = 0.25  # share of a segment that makes a part of it worth a word


def match(before: Segmentation, now: Segmentation) -> Segmentation:
    """`now` with the codes of those segments of `before` that they continue; others get codes that `before` lacks.

    Centres are paired in the scaling of `before`, so that the sum of their distances is smallest (Hungarian method),
    over the traits that both have. A pair farther apart than one standard deviation per trait counts only where at
    least half of the segment's customers stayed in it.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    distance, moves = _distances(before, now), _moves(before, now)
    far = FAR * len(_common(before, now)) ** 0.5
    stayed = moves / np.maximum(moves.sum(axis=1, keepdims=True), 1)
    codes: dict[int, str] = {}
    for old, new in zip(*linear_sum_assignment(np.minimum(distance, 1e6)), strict=True):
        if distance[old, new] <= far or stayed[old, new] >= STAYED:
            codes[int(new)] = before.segments[old].code
    free = max((int(segment.code[1:]) for segment in before.segments), default=0)
    for place in range(len(now.segments)):
        if place not in codes:
            free += 1
            codes[place] = f"s{free}"
    renamed = (replace(segment, code=codes[place]) for place, segment in enumerate(now.segments))
    return replace(now, segments=tuple(renamed))


def drifts(before: Segmentation, now: Segmentation) -> tuple[Drift, ...]:
    """How each segment of `before` stands now, and which are new; `now` as `match` gives it.

    The first that applies. `split`: at least two segments of now, made up mostly of its customers, hold a quarter of
    them each. `merged`: most of its customers and most of another one's, which ended, are in one segment and make up a
    quarter of it each. `gone`: no segment of now has its code. `drifted`: its centre moved by half a standard
    deviation, or fewer than half of its customers stayed. Else `kept`. Customers count who are known at both times.
    """
    distance, moves = _distances(before, now), _moves(before, now)
    places = {segment.code: place for place, segment in enumerate(now.segments)}
    goes_on = [places.pop(segment.code, None) for segment in before.segments]
    found = []
    for old, (segment, new) in enumerate(zip(before.segments, goes_on, strict=True)):
        moved = float("nan") if new is None else round(float(distance[old, new]), 6)
        both = int(moves[old].sum())
        stayed = 0.0 if new is None or not both else int(moves[old, new]) / both
        customers = 0 if new is None else now.segments[new].customers
        state = "split" if _split(moves, old) else "merged" if _merged(moves, old, goes_on) else ""
        if not state and new is not None:
            state = "drifted" if moved >= DRIFTED or (both and stayed < STAYED) else "kept"
        found.append(Drift(segment.code, state or "gone", moved, segment.customers, customers, stayed))
    fresh = [now.segments[place] for place in places.values()]
    return (*found, *(Drift(item.code, "new", float("nan"), 0, item.customers, 0.0) for item in fresh))


def _split(moves: NDArray[np.int64], old: int) -> bool:
    import numpy as np

    goes = moves[old] >= PART * max(int(moves[old].sum()), 1)
    mostly_its_own = moves[old] >= STAYED * np.maximum(moves.sum(axis=0), 1)
    return bool((goes & mostly_its_own).sum() > 1)


def _merged(moves: NDArray[np.int64], old: int, goes_on: Sequence[int | None]) -> bool:
    import numpy as np

    into = int(np.argmax(moves[old]))
    most = moves[:, into] >= STAYED * np.maximum(moves.sum(axis=1), 1)
    parts = np.flatnonzero(most & (moves[:, into] >= PART * max(int(moves[:, into].sum()), 1)))
    ended = [part for part in parts.tolist() if goes_on[part] is None]
    return old in parts and len(parts) > 1 and bool(ended) and goes_on[old] in {None, into}


def _common(before: Segmentation, now: Segmentation) -> list[str]:
    there = {scale.trait for scale in now.scaling}
    return [scale.trait for scale in before.scaling if scale.trait in there]


def _distances(before: Segmentation, now: Segmentation) -> Floats:
    """Segments of before x of now, in standard deviations of before; infinite without a common trait."""
    import numpy as np
    from scipy.spatial.distance import cdist

    common = _common(before, now)
    if not common:
        return np.full((len(before.segments), len(now.segments)), np.inf)
    old_scales = {scale.trait: (place, scale) for place, scale in enumerate(before.scaling)}
    new_scales = {scale.trait: (place, scale) for place, scale in enumerate(now.scaling)}
    then, here = np.array(before.centres), np.array(now.centres)
    columns = []
    for name in common:
        (_, old), (place, new) = old_scales[name], new_scales[name]
        values = unscaled(here[:, place], new)
        values = lifted_log(values, old.low) if old.kind == "log" else values
        columns.append((values - old.centre) / old.spread)
    places = [old_scales[name][0] for name in common]
    return np.asarray(cdist(then[:, places], np.column_stack(columns)))


def _moves(before: Segmentation, now: Segmentation) -> NDArray[np.int64]:
    """Customers known at both times, by segment of before x of now."""
    import numpy as np

    _, then, here = np.intersect1d(before.customer, now.customer, assume_unique=True, return_indices=True)
    counted = np.zeros((len(before.segments), len(now.segments)), dtype=np.int64)
    np.add.at(counted, (before.labels[then], now.labels[here]), 1)
    return counted
