"""Linear models on logarithms of what is known: logistic for the chance, Poisson for orders, Tweedie for revenue."""

from __future__ import annotations

import numpy as np

from core.models.likelihood.features import Features
from core.models.likelihood.history import Floats
from core.models.likelihood.predictions import Prediction
from core.models.likelihood.training import Rows

PENALTY = 1e-2  # on spreads of 1: many columns say nearly the same, and two windows are little to tell them apart
LOOSE = 1.0  # the inverse of the penalty of the logistic model; firmer, regular customers are told apart less well
POWER = 1.5  # variance of revenue by its mean: many zeros, a long tail


class Scale:
    """Each column less its mean over its spread, kept within what was seen in training; constant columns become 0."""

    def __init__(self, values: Floats) -> None:
        self.low, self.high = values.min(axis=0), values.max(axis=0)
        self.mean, spread = values.mean(axis=0), values.std(axis=0)
        self.spread = np.where(spread > 1e-9, spread, np.inf)

    def __call__(self, values: Floats) -> Floats:
        """The scaled columns."""
        return np.asarray((np.clip(values, self.low, self.high) - self.mean) / self.spread)


def linear_prediction(rows: Rows, features: Features) -> Prediction:
    """Models trained on the rows, asked about the features."""
    from sklearn.linear_model import LogisticRegression, PoissonRegressor, TweedieRegressor

    scale = Scale(rows.values)
    known, asked = scale(rows.values), scale(features.values)
    likelihood = np.full(len(asked), rows.common_chance)
    if rows.telling:
        chance = LogisticRegression(C=LOOSE, max_iter=300).fit(known, rows.orders > 0)
        likelihood = chance.predict_proba(asked)[:, 1]
    orders = PoissonRegressor(alpha=PENALTY, solver="newton-cholesky", max_iter=100)
    orders.fit(known, rows.orders)
    worth = TweedieRegressor(power=POWER, link="log", alpha=PENALTY, solver="newton-cholesky", max_iter=100)
    worth.fit(known, rows.worth)
    return Prediction(
        likelihood=likelihood,
        orders=orders.predict(asked),
        revenue=worth.predict(asked) * features.typical,
    )
