"""The single figures of satisfaction, each from the answers of the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.intervals import Values, mean_interval
from core.metrics.results import DimensionIndex
from core.metrics.surveys.survey import NPS, OVERALL, WINDOW, Answers
from core.metrics.surveys.weighting import Weighting, quadrants, weighting

if TYPE_CHECKING:
    from core.settings import SatisfactionRules

TOP_BOXES = 75.0  # 4 and 5 of 5
PROMOTER, DETRACTOR = 9.0, 6.0
TINY = 1e-6  # what rounding may take from a mean that lies on a border


def weights_used(answers: Answers, rules: SatisfactionRules) -> Weighting:
    """The weights of the dimensions answered in the window; the outcome is the overall question, else NPS."""
    topics = answers.topics_in(WINDOW)
    names = tuple(name for name, _ in topics)
    stated = {name: answers.stated_weight(name) for name in names}
    for outcome in (OVERALL, NPS):
        if len(answers.only(outcome)):
            _, both = answers.of(WINDOW, (*topics, (outcome, "")))
            return weighting(rules, names, stated, both[:, :-1], both[:, -1])
    return weighting(rules, names, stated, answers.of(WINDOW, topics)[1], None)


def dimension_indices(answers: Answers, rules: SatisfactionRules, weights: Weighting) -> tuple[DimensionIndex, ...]:
    """The dimensions by code with their items; importance and quadrant only with given or derived weights."""
    names = tuple(name for name, _ in answers.topics_in(WINDOW))
    if not names:
        return ()
    mapped = weights.used != "equal"
    means = np.array([answers.only(name).mean() for name in names])
    places = quadrants(weights.weights, means) if mapped else (None,) * len(names)
    found = []
    for name, weight, place in zip(names, weights.weights.tolist(), places, strict=True):
        is_cost = name in rules.costs
        items = [item for dimension, item in answers.topics if dimension == name and item]
        asked = [item for item in items if len(answers.only(name, item))]
        parts = tuple(_index(item, answers.only(name, item), is_cost=is_cost) for item in asked)
        whole = _index(name, answers.only(name), is_cost=is_cost)
        importance = weight if mapped else None
        found.append(replace(whole, weight=weight, importance=importance, quadrant=place, items=parts))
    return tuple(found)


def _index(name: str, values: Values, *, is_cost: bool) -> DimensionIndex:
    """A dimension or item without a weight: an item has none of its own, it speaks through its dimension."""
    low, high = mean_interval(values)
    return DimensionIndex(name, float(values.mean()), low, high, len(values), 0.0, None, None, is_cost)


def content_share(answers: Answers, values: Values) -> tuple[float | None, bool]:
    """CSAT: the share of units whose answer to the overall question is 75 or more (4 and 5 of 5).

    Without an overall question: of all answers to the dimensions (`values`), and True beside it. None without either.
    """
    overall = answers.only(OVERALL)
    asked = overall if len(overall) else values[~np.isnan(values)]
    if not len(asked):
        return None, False
    return float((asked >= TOP_BOXES - TINY).mean()), not len(overall)


def recommendation(answers: Answers) -> tuple[int, int, int]:
    """Promoters (9-10), passives and detractors (0-6) among units; a mean between 6 and 9 is passive.

    Only questions whose scale ends at 10 and starts at 0 or 1; their scores stand as they were given.
    """
    scores = answers.recommendations()
    promoters = int((scores >= PROMOTER - TINY).sum())
    detractors = int((scores <= DETRACTOR + TINY).sum())
    return promoters, len(scores) - promoters - detractors, detractors


def net_promoter(promoters: int, passives: int, detractors: int) -> tuple[float | None, float | None]:
    """NPS and its standard error, `100 * sqrt((p + d - (p - d)^2) / n)`; None where nobody was asked."""
    count = promoters + passives + detractors
    if not count:
        return None, None
    up, down = promoters / count, detractors / count
    return 100 * (promoters - detractors) / count, 100 * float(np.sqrt((up + down - (up - down) ** 2) / count))


def delivered_value(dimensions: tuple[DimensionIndex, ...]) -> float | None:
    """Mean index of the benefits minus the mean burden of the costs, -100 to 100; None where one side is missing.

    The burden of a dimension marked as a cost is 100 - its index, since there 100 says that nothing burdens.
    """
    benefits = [found.index for found in dimensions if not found.is_cost]
    burdens = [100 - found.index for found in dimensions if found.is_cost]
    if not benefits or not burdens:
        return None
    return sum(benefits) / len(benefits) - sum(burdens) / len(burdens)
