"""How good predictions were, from what was said and what happened. All take one entry per customer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.models.likelihood.history import Floats

Bools = NDArray[np.bool_]
BINS = 10
LEAST = 1e-6  # nearer to 0 or 1 than this no likelihood is scored as if it were sure


def auc(bought: Bools, likelihood: Floats) -> float:
    """The chance that a buyer was ranked above one who did not buy, ties as half; nan without one of both."""
    from scipy.stats import rankdata

    buyers, others = int(bought.sum()), int((~bought).sum())
    if not buyers or not others:
        return float("nan")
    ranks = rankdata(likelihood)
    return float((ranks[bought].sum() - buyers * (buyers + 1) / 2) / (buyers * others))


def log_loss(bought: Bools, likelihood: Floats) -> float:
    """Mean of minus the logarithm of the likelihood that was given to what happened."""
    sure = np.clip(likelihood, LEAST, 1 - LEAST)
    return float(-np.mean(np.where(bought, np.log(sure), np.log1p(-sure))))


def brier(bought: Bools, likelihood: Floats) -> float:
    """Mean squared distance between likelihood and what happened."""
    return float(np.mean((likelihood - bought) ** 2))


def bins(bought: Bools, likelihood: Floats, count: int = BINS) -> list[tuple[int, float, float]]:
    """Customers by rising likelihood in bins of about equal size: how many, mean likelihood, share that bought."""
    order = np.argsort(likelihood, kind="stable")
    parts = [part for part in np.array_split(order, count) if len(part)]
    return [(len(part), float(likelihood[part].mean()), float(bought[part].mean())) for part in parts]


def calibration_error(bought: Bools, likelihood: Floats) -> float:
    """Mean distance between said and bought over ten bins of equal size, by customers."""
    found = bins(bought, likelihood)
    return float(sum(n * abs(said - real) for n, said, real in found) / len(bought))


def bias(real: Floats, expected: Floats) -> float:
    """Expected total over real total, minus 1; nan where the real total is not positive."""
    total = float(real.sum())
    return float(expected.sum()) / total - 1 if total > 0 else float("nan")


def mean_error(real: Floats, expected: Floats) -> float:
    """Mean absolute error."""
    return float(np.mean(np.abs(real - expected)))


def poisson_deviance(real: Floats, expected: Floats) -> float:
    """Mean of 2 (y log(y / m) - y + m), m above 0: lowest where each m is the mean of such customers."""
    from scipy.special import xlogy

    return float(np.mean(2 * (xlogy(real, real / expected) - real + expected)))


def tweedie_deviance(real: Floats, expected: Floats) -> float:
    """Mean Tweedie deviance of power 1.5, 4 (sqrt y - sqrt m)^2 / sqrt m, as a share of what one amount for all gives.

    Real amounts below 0 count as 0. No m is taken for less than a thousandth of the mean: nothing expected and
    something come would be infinitely wrong. nan where nothing came.
    """
    came, mean = np.maximum(real, 0.0), float(np.maximum(real, 0.0).mean())
    if mean <= 0:
        return float("nan")

    def deviance(said: Floats) -> float:
        return float(np.mean(4 * (np.sqrt(came) - np.sqrt(said)) ** 2 / np.sqrt(said)))

    return deviance(np.maximum(expected, mean / 1000)) / deviance(np.full(len(came), mean))


def best_first(expected: Floats, share: float) -> NDArray[np.int64]:
    """Positions of the `share` of the customers with the highest values, at least one; ties in the given order."""
    count = max(1, round(share * len(expected)))
    return np.argsort(-expected, kind="stable")[:count]


def capture(real: Floats, expected: Floats, share: float = 0.2) -> float:
    """The part of the real total that the best `share` by expectation brought; nan where the total is not positive."""
    total = float(real.sum())
    return float(real[best_first(expected, share)].sum()) / total if total > 0 else float("nan")


def gini(real: Floats, expected: Floats) -> float:
    """The Gini of what was really spent, ordered by expectation, over the perfect order's; 1 is perfect, 0 chance.

    nan where everybody spent the same or the total is not positive.
    """
    perfect = _gini(real, real)
    return _gini(real, expected) / perfect if perfect > 0 else float("nan")


def _gini(real: Floats, by: Floats) -> float:
    total = float(real.sum())
    if total <= 0:
        return float("nan")
    held = np.cumsum(real[np.argsort(-by, kind="stable")]) / total
    return float(held.mean() - (len(real) + 1) / (2 * len(real)))
