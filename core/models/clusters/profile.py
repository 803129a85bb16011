"""What sets each segment apart, what it is called, what it is worth for the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.models.clusters.matrix import Matrix
from core.models.clusters.results import Distinction, FoundSegment, Goal
from core.models.clusters.rules import plain_rules, precision_recall, taken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Bools = NDArray[np.bool_]

TELLING = 0.5  # standard deviations: a medium effect (Cohen 1988)


def found_segments(
    matrix: Matrix, labels: Labels, goal: Floats | None, contact: Bools | None, seed: int
) -> tuple[FoundSegment, ...]:
    """One per label, in the order of the labels, with codes s1, s2, ..."""
    names = [trait.name for trait in matrix.traits]
    apart = [_distinctions(matrix, labels == place) for place in range(int(labels.max()) + 1)]
    called = name_codes(apart)
    found = []
    for place, distinctions in enumerate(apart):
        inside = labels == place
        rules = plain_rules(matrix.given, matrix.values, inside, names, seed)
        precision, recall = precision_recall(taken(matrix.given, names, rules), inside)
        found.append(
            FoundSegment(
                code=f"s{place + 1}",
                customers=int(inside.sum()),
                share=float(inside.mean()),
                name_codes=called[place],
                distinctions=distinctions,
                goal=None if goal is None else goal_of(goal, inside),
                rules=rules,
                precision=precision,
                recall=recall,
                reachable=None if contact is None or not contact.any() else float(contact[inside].mean()),
            )
        )
    return tuple(found)


def goal_of(goal: Floats, inside: Bools) -> Goal | None:
    """Mean of the goal among those whose value is known, with the 95 % interval of Student's t.

    None where fewer than two are known, since one value says nothing of its error.
    """
    import numpy as np
    from scipy.stats import t

    known = ~np.isnan(goal)
    values = goal[inside & known]
    if len(values) < 2:
        return None
    mean = float(values.mean())
    reach = float(t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / len(values) ** 0.5)
    return Goal(mean, mean - reach, mean + reach, float(goal[known].mean()))


def name_codes(apart: Sequence[Sequence[Distinction]]) -> list[tuple[str, ...]]:
    """A name for each segment from its most telling traits, no two alike.

    Of two segments each is held against the other, not against all: the larger one is most of all customers, and would
    look average beside them in whatever it differs. The two strongest distinctions of at least half a standard
    deviation; more where segments would share a name; then the one that is extreme among all segments is `highest` or
    `lowest`; what is still alike is numbered.
    """
    import numpy as np

    if len(apart) == 2:
        apart = [_against(apart[0], apart[1]), _against(apart[1], apart[0])]
    called = [_called(distinctions, 2) for distinctions in apart]
    for length in range(3, max((len(item) for item in apart), default=0) + 1):
        called = [_called(apart[at], length) if called.count(name) > 1 else name for at, name in enumerate(called)]
    for name in {name for name in called if called.count(name) > 1}:
        side, trait = name[0].split(":")
        differences = [next(item.difference for item in one if item.trait == trait) for one in apart]
        extreme = int(np.argmax(differences)) if side == "high" else int(np.argmin(differences))
        if side != "middle" and called[extreme] == name:
            called[extreme] = (f"{side}est:{trait}", *name[1:])
    seen: list[tuple[str, ...]] = []
    for name in called:
        seen.append(name if name not in seen else (*name, f"number:{called[: len(seen)].count(name) + 1}"))
    return seen


def _against(own: Sequence[Distinction], other: Sequence[Distinction]) -> list[Distinction]:
    """The distinctions of a segment by its distance from the other one, the largest first."""
    others = {item.trait: item.difference for item in other}
    found = [replace(item, difference=item.difference - others[item.trait]) for item in own]
    return sorted(found, key=lambda item: (-abs(item.difference), item.trait))


def _called(distinctions: Sequence[Distinction], most: int) -> tuple[str, ...]:
    """The strongest ones as codes; a segment that differs in nothing is in the middle of its strongest trait."""
    telling = [item for item in distinctions if abs(item.difference) >= TELLING][:most]
    words = tuple(f"{'high' if item.difference > 0 else 'low'}:{item.trait}" for item in telling)
    return words or (f"middle:{distinctions[0].trait}",)


def _distinctions(matrix: Matrix, inside: Bools) -> tuple[Distinction, ...]:
    """Per trait the distance of the segment's mean from the mean of all, in deviations of all, the largest first."""
    import numpy as np

    found = []
    for place, trait in enumerate(matrix.traits):
        points, given = matrix.points[:, place], matrix.given[:, place]
        away = float(points[inside].mean() - points.mean()) / float(points.std() or 1)
        known = given[inside & ~np.isnan(given)]
        median = float(np.median(known)) if len(known) else float("nan")
        found.append(Distinction(trait.name, round(away, 6), median, matrix.scales[place].filled))
    return tuple(sorted(found, key=lambda item: (-abs(item.difference), item.trait)))
