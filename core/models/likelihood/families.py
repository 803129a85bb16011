"""The families of models: each says from the purchase days known at an origin what the horizon after it will bring."""

from __future__ import annotations

from core.models.likelihood import gamma_gamma, mbg
from core.models.likelihood.boosting import boosting_prediction
from core.models.likelihood.features import features_at
from core.models.likelihood.folds import training_windows
from core.models.likelihood.history import Blocks, History
from core.models.likelihood.linear import linear_prediction
from core.models.likelihood.predictions import Prediction, sensible
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

    Linear models and boosting are trained on windows that closed by the origin. Where under 10 bought in those, they
    say what MBG/NBD says; where nearly all bought, everybody's chance is the same.
    """
    first, parameters = mbg_prediction(history, horizon)
    said: dict[Family, Prediction] = {"mbg": sensible(first, horizon)}
    if len(wanted) == 1:
        return said, parameters
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
