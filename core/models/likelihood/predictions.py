"""What a family says of each customer at one origin, and what then happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.models.likelihood import scores
from core.models.likelihood.history import Floats, Ints
from core.models.likelihood.results import Chosen, Family, FamilyScore

SURE = 1e-4  # nobody is sure to buy, or never to


@dataclass(frozen=True)
class Prediction:
    """One entry per customer: chance of a purchase within the horizon 0-1, purchase days, revenue."""

    likelihood: Floats
    orders: Floats
    revenue: Floats


@dataclass(frozen=True)
class PastTest:
    """One origin: what each family said of its customers, and what they then did."""

    origin: int
    customer: Ints
    said: dict[Family, Prediction]
    orders: Floats
    revenue: Floats


def sensible(said: Prediction, horizon: int) -> Prediction:
    """The same within what can be: nobody is sure, no fewer orders than the chance says, at most one a day."""
    likelihood = np.clip(said.likelihood, SURE, 1 - SURE)
    return Prediction(likelihood, np.clip(said.orders, likelihood, horizon), np.maximum(said.revenue, 0.0))


def log_odds(likelihood: Floats) -> Floats:
    """Chances within 0-1, neither of them reached, as log odds."""
    return np.asarray(np.log(likelihood) - np.log1p(-likelihood))


def chances(odds: Floats) -> Floats:
    """Log odds as chances 0-1."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def believed(said: dict[Family, Prediction], chosen: Chosen) -> Prediction:
    """Each figure from its own family; still no fewer orders than the chance says."""
    likelihood = said[chosen.likelihood].likelihood
    return Prediction(likelihood, np.maximum(said[chosen.orders].orders, likelihood), said[chosen.revenue].revenue)


def together(tested: Iterable[PastTest], chosen: Chosen) -> tuple[Prediction, Floats, Floats]:
    """What was believed over all origins in one row, with the purchase days and revenue that came."""
    several = list(tested)
    said = [believed(one.said, chosen) for one in several]
    return (
        Prediction(
            likelihood=np.concatenate([one.likelihood for one in said]),
            orders=np.concatenate([one.orders for one in said]),
            revenue=np.concatenate([one.revenue for one in said]),
        ),
        np.concatenate([one.orders for one in several]),
        np.concatenate([one.revenue for one in several]),
    )


def scored(family: Family, said: Prediction, orders: Floats, revenue: Floats) -> FamilyScore:
    """All scores of a family."""
    bought = orders > 0
    return FamilyScore(
        family=family,
        auc=scores.auc(bought, said.likelihood),
        log_loss=scores.log_loss(bought, said.likelihood),
        brier=scores.brier(bought, said.likelihood),
        calibration_error=scores.calibration_error(bought, said.likelihood),
        orders_mae=scores.mean_error(orders, said.orders),
        orders_bias=scores.bias(orders, said.orders),
        revenue_mae=scores.mean_error(revenue, said.revenue),
        revenue_bias=scores.bias(revenue, said.revenue),
        capture_20=scores.capture(revenue, said.revenue),
        gini=scores.gini(revenue, said.revenue),
        orders_deviance=scores.poisson_deviance(orders, said.orders),
        revenue_deviance=scores.tweedie_deviance(revenue, said.revenue),
    )
