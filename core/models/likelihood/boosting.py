"""Gradient boosting on the same features, where more of a good thing may not lower what is expected."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.models.likelihood.features import NAMES, RISING, Features
from core.models.likelihood.history import Floats
from core.models.likelihood.predictions import Prediction
from core.models.likelihood.training import Rows

MOST_ROWS = 25_000  # more change little and cost what the rest of the forecast costs
CALM = 0.99
SIGNS = [RISING.get(name, 0) for name in NAMES]


def calmed(worth: Floats) -> Floats:
    """Revenue with the highest hundredth of what buyers spent cut off, and all raised to the same total.

    A leaf is a mean of few customers: one enormous basket would be expected of all of them.
    """
    if not (worth > 0).any():
        return worth
    cut = np.minimum(worth, np.quantile(worth[worth > 0], CALM))
    return np.asarray(cut * (worth.sum() / cut.sum()))


def boosting_prediction(rows: Rows, features: Features, seed: int) -> Prediction:
    """Models trained on the rows, asked about the features."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    rows = rows.some(MOST_ROWS, seed)
    settings: dict[str, Any] = {
        "monotonic_cst": SIGNS,
        "learning_rate": 0.08,
        "max_iter": 70,
        "max_leaf_nodes": 6,
        "min_samples_leaf": 40,
        "l2_regularization": 1.0,
        "early_stopping": False,
        "random_state": seed,
    }
    likelihood = np.full(len(features.values), rows.common_chance)
    if rows.telling:
        chance = HistGradientBoostingClassifier(**settings).fit(rows.values, rows.orders > 0)
        likelihood = chance.predict_proba(features.values)[:, 1]
    orders = HistGradientBoostingRegressor(loss="poisson", **settings).fit(rows.values, rows.orders)
    worth = HistGradientBoostingRegressor(loss="poisson", **settings).fit(rows.values, calmed(rows.worth))
    return Prediction(
        likelihood=likelihood,
        orders=orders.predict(features.values),
        revenue=worth.predict(features.values) * features.typical,
    )
