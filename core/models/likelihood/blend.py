"""The average of the families: a weighted mean of what they say; who did better on earlier days counts more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.models.likelihood.history import Floats
from core.models.likelihood.predictions import PastTest, Prediction
from core.models.likelihood.results import Family

EQUAL = 3.0  # how strongly weights are drawn to equal ones: as much as a handful of customers could move them
LEAST = 1e-9


def with_average(said: dict[Family, Prediction], closed: Sequence[PastTest]) -> dict[Family, Prediction]:
    """The families and, of several, their mean. `closed`: tests that were over; without them all count the same."""
    if len(said) == 1:
        return said
    share = weights(tuple(said), closed)
    names = ("likelihood", "orders", "revenue")
    mean = Prediction(*(share @ np.stack([getattr(one, name) for one in said.values()]) for name in names))
    return {**said, "average": mean}


def weights(families: Sequence[Family], closed: Sequence[PastTest]) -> Floats:
    """Weights above 0 that add to 1, in the order of `families`: under them the mean had the lowest log loss."""
    from scipy.optimize import minimize

    start = np.zeros(len(families))
    if not closed:
        return _shares(start)
    said = np.stack([np.concatenate([one.said[family].likelihood for one in closed]) for family in families])
    bought = np.concatenate([one.orders > 0 for one in closed])

    def badness(logs: Floats) -> float:
        mean = np.clip(_shares(logs) @ said, LEAST, 1 - LEAST)
        loss = -np.where(bought, np.log(mean), np.log1p(-mean)).sum()
        return float(loss + EQUAL / 2 * np.sum((logs - logs.mean()) ** 2))

    return _shares(minimize(badness, start, method="L-BFGS-B").x)


def _shares(logs: Floats) -> Floats:
    parts = np.exp(logs - logs.max())
    return np.asarray(parts / parts.sum())
