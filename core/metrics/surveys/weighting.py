"""How much each dimension weighs in the satisfaction index, and where that puts it on the map of importance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from core.errors import QuestionError
from core.metrics.intervals import Values
from core.metrics.surveys.relative_weights import relative_weights

if TYPE_CHECKING:
    from core.settings import SatisfactionRules

ROWS_PER_DIMENSION = 10
SAME = 1e-9  # closer than this to the crosshair is on it


@dataclass(frozen=True)
class Weighting:
    """The weights really used, in the order of the dimensions, as shares that add up to 1.

    `complete`: how many units answered all dimensions and the outcome; counted where weights were to be derived.

    `note` says why they are equal although something else was asked for: `weights_zero` (all given weights are 0),
    `no_outcome` (neither an overall question nor NPS), `too_few_rows` (under 10 complete rows per dimension),
    `no_relation` (nothing in the answers moves with the outcome).
    """

    used: str
    note: str | None
    weights: Values
    complete: int = 0


def weighting(
    rules: SatisfactionRules,
    dimensions: tuple[str, ...],
    stated: Mapping[str, float | None],
    values: Values,
    outcome: Values | None,
) -> Weighting:
    """The weights of `dimensions`, all of which have answers (rows of `values`: one per unit, NaN = no answer).

    Given: the rules' weight, else the mean weight the answers carry (`stated`), else 1; weights for dimensions nobody
    answered have no effect. Derived: Johnson's relative weights on the rows that are complete with their `outcome`.
    QuestionError `weight_negative` for a weight below 0.
    """
    if not dimensions or rules.weighting == "equal":
        return _equal(len(dimensions), None)
    if rules.weighting == "given":
        return _shares("given", _given(rules, dimensions, stated), "weights_zero")
    if outcome is None:
        return _equal(len(dimensions), "no_outcome")
    complete = ~np.isnan(np.column_stack([values, outcome])).any(axis=1)
    count = int(complete.sum())
    if count < ROWS_PER_DIMENSION * len(dimensions):
        return replace(_equal(len(dimensions), "too_few_rows"), complete=count)
    derived = relative_weights(values[complete], outcome[complete])
    return replace(_shares("derived", derived, "no_relation"), complete=count)


def quadrants(importance: Values, indices: Values) -> tuple[str, ...]:
    """Where each dimension lies on the map; the crosshair stands at the two means, on it counts as above."""
    important = importance >= importance.mean() - SAME
    content = indices >= indices.mean() - SAME
    names = {
        (True, True): "keep_up",
        (True, False): "concentrate_here",
        (False, False): "low_priority",
        (False, True): "possible_overkill",
    }
    return tuple(names[bool(row), bool(column)] for row, column in zip(important, content, strict=True))


def _given(rules: SatisfactionRules, dimensions: tuple[str, ...], stated: Mapping[str, float | None]) -> Values:
    found = []
    for name in dimensions:
        own = stated.get(name)
        weight = float(rules.weights[name]) if name in rules.weights else 1.0 if own is None else own
        if weight < 0:
            raise QuestionError("weight_negative", dimension=name, weight=weight)
        found.append(weight)
    return np.array(found)


def _equal(count: int, note: str | None) -> Weighting:
    return Weighting("equal", note, np.full(count, 1 / count if count else 0.0))


def _shares(used: str, weights: Values, note: str) -> Weighting:
    total = float(weights.sum())
    return Weighting(used, None, weights / total) if total > SAME else _equal(len(weights), note)
