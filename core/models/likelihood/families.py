"""The families of models: each says from the purchase days known at an origin what the horizon after it will bring."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from core.models.likelihood import gamma_gamma, mbg
from core.models.likelihood.boosting import boosting_prediction
from core.models.likelihood.describe import usual_gaps
from core.models.likelihood.features import features_at
from core.models.likelihood.folds import closed_before, training_windows
from core.models.likelihood.history import Blocks, History, history_at, outcome_of
from core.models.likelihood.linear import linear_prediction
from core.models.likelihood.predictions import Prediction, sensible
from core.models.likelihood.recalibrated import Closed, Said, lateness, recalibrated
from core.models.likelihood.results import Family
from core.models.likelihood.training import FEWEST_OF_EACH, training_rows

LINEAR_FROM = 200
BOOSTING_FROM = 801


def families_for(customers: int) -> tuple[Family, ...]:
    """The families that are tried with so many customers: few of them carry few parameters."""
    found: tuple[Family, ...] = ("mbg",)
    if customers >= LINEAR_FROM:
        found = (*found, "linear")
    return (*found, "boosting") if customers >= BOOSTING_FROM else found


def mbg_prediction(history: History, horizon: int) -> tuple[Prediction, dict[str, float]]:
    """MBG/NBD with Gamma-Gamma, fitted on what was known at the origin; with its parameters by name."""
    seen = mbg.Seen(history.repeats, history.recency, history.age)
    days = history.repeats + 1
    buys, spends = mbg.fitted(seen), gamma_gamma.fitted(days, history.spend)
    orders = mbg.expected_purchases(buys, seen, horizon)
    parameters = {"r": buys.r, "alpha": buys.alpha, "a": buys.a, "b": buys.b, "log_likelihood": buys.log_likelihood}
    return (
        Prediction(
            likelihood=mbg.purchase_chance(buys, seen, horizon),
            orders=orders,
            revenue=orders * gamma_gamma.expected_value(spends, days, history.spend),
        ),
        parameters | {"p": spends.p, "q": spends.q, "g": spends.g},
    )


def predicted(
    blocks: Blocks, history: History, horizon: int, wanted: tuple[Family, ...], seed: int
) -> tuple[dict[Family, Prediction], dict[str, float]]:
    """What each wanted family says, and the parameters of MBG/NBD.

    Alone, MBG/NBD is turned by what it missed in closed windows; beside others it stays as it is.
    Linear models and boosting are trained on windows that closed by the origin. Where under 10 bought in those, they
    say what MBG/NBD says; where nearly all bought, everybody's chance is the same.
    """
    first, parameters = mbg_prediction(history, horizon)
    said: dict[Family, Prediction] = {"mbg": sensible(first, horizon)}
    if len(wanted) == 1:
        return _alone(blocks, history, said["mbg"], parameters, horizon)
    windows = training_windows(int(blocks.day.min()), history.origin, horizon)
    rows, features = training_rows(blocks, windows, seed), features_at(blocks, history, horizon)
    for family in wanted[1:]:
        if rows is None or rows.buyers < FEWEST_OF_EACH:
            said[family] = said["mbg"]
        elif family == "linear":
            said[family] = sensible(linear_prediction(rows, features), horizon)
        else:
            said[family] = sensible(boosting_prediction(rows, features, seed), horizon)
    return said, parameters


def _alone(
    blocks: Blocks, history: History, said: Prediction, parameters: dict[str, float], horizon: int
) -> tuple[dict[Family, Prediction], dict[str, float]]:
    """MBG/NBD with the turn that its own closed windows ask for, and that turn beside its parameters."""
    closed = []
    for day in closed_before(int(blocks.day.min()), history.origin, horizon):
        earlier = history_at(blocks, day)
        then = sensible(mbg_prediction(earlier, horizon)[0], horizon)
        came = outcome_of(blocks, earlier, horizon)
        closed.append(Closed(_said(blocks, earlier, then), came.orders.astype(np.float64), came.revenue))
    made, turn = recalibrated(_said(blocks, history, said), closed, horizon)
    return {"mbg": made}, parameters | asdict(turn)


def _said(blocks: Blocks, history: History, said: Prediction) -> Said:
    return Said(said, lateness(history.age - history.recency, usual_gaps(blocks, history)))
