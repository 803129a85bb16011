"""The readable version: at most three plain rules that take about the same customers as a segment does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.models.clusters.results import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

STEPS = 3
ROWS = 20_000
WORTH = 0.01  # a rule or a digit that adds less to the F1 score is left out


def plain_rules(given: Floats, values: Floats, inside: Bools, names: Sequence[str], seed: int) -> tuple[Rule, ...]:
    """At most three rules, all of which have to hold, from a tree that tells the segment from all others.

    `given` with nan where unknown, `values` filled, `inside` whether a customer is in the segment. The leaf with the
    best F1 score is taken; steps that add nothing are left out, borders have as few digits as do the same.
    """
    import numpy as np

    some = np.random.default_rng(seed).permutation(len(inside))[:ROWS]
    given, values, inside = given[some], values[some], inside[some]
    best: tuple[Rule, ...] = ()
    for path in _paths(values, inside, names, seed):
        if f1(taken(given, names, path), inside) > f1(taken(given, names, best), inside) + 1e-9:
            best = path
    for rule in best:
        shorter = tuple(item for item in best if item != rule)
        if shorter and f1(taken(given, names, shorter), inside) >= f1(taken(given, names, best), inside) - WORTH:
            best = shorter
    return _rounded(given, inside, names, best)


def taken(given: Floats, names: Sequence[str], rules: Sequence[Rule]) -> Bools:
    """Whom all the rules take; who has no value for one of them is not taken, and nobody without rules."""
    import numpy as np

    found = np.full(len(given), bool(rules))
    for rule in rules:
        column = given[:, names.index(rule.column)]
        known = ~np.isnan(column)
        found &= known & ((column <= rule.border) if rule.operator == "<=" else (column > rule.border))
    return found


def precision_recall(took: Bools, inside: Bools) -> tuple[float, float]:
    """Of the taken the share inside, of those inside the share taken; 0 where there are none."""
    right = int((took & inside).sum())
    return right / max(int(took.sum()), 1), right / max(int(inside.sum()), 1)


def f1(took: Bools, inside: Bools) -> float:
    """Harmonic mean of precision and recall."""
    right = int((took & inside).sum())
    return 2 * right / max(int(took.sum()) + int(inside.sum()), 1)


def _paths(values: Floats, inside: Bools, names: Sequence[str], seed: int) -> list[tuple[Rule, ...]]:
    """The way to each leaf; several steps on one side of a column are the last of them."""
    from sklearn.tree import DecisionTreeClassifier

    model = DecisionTreeClassifier(max_depth=STEPS, class_weight="balanced", random_state=seed).fit(values, inside)
    tree, found = model.tree_, []
    waiting: list[tuple[int, dict[tuple[str, str], float]]] = [(0, {})]
    while waiting:
        node, steps = waiting.pop()
        if tree.children_left[node] < 0:
            found.append(tuple(Rule(*side, border) for side, border in steps.items()))
            continue
        name, border = names[int(tree.feature[node])], float(tree.threshold[node])
        waiting.append((int(tree.children_left[node]), {**steps, (name, "<="): border}))
        waiting.append((int(tree.children_right[node]), {**steps, (name, ">"): border}))
    return found


def _rounded(given: Floats, inside: Bools, names: Sequence[str], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Borders a person can remember: each with the fewest digits that cost no more than 0.01 of the F1 score."""
    exact = f1(taken(given, names, rules), inside)
    for at, rule in enumerate(rules):
        for digits in range(1, 8):
            plain = Rule(rule.column, rule.operator, float(f"{rule.border:.{digits}g}"))
            tried = (*rules[:at], plain, *rules[at + 1 :])
            if f1(taken(given, names, tried), inside) >= exact - WORTH:
                rules = tried
                break
    return rules
