"""The families of models: each says from the purchase days known at an origin what the horizon after it will bring."""

from __future__ import annotations

from core.models.likelihood import gamma_gamma, mbg
from core.models.likelihood.history import Blocks, History
from core.models.likelihood.predictions import Prediction
from core.models.likelihood.results import Family


def families_for(customers: int) -> tuple[Family, ...]:
    """The families that are tried with so many customers: few of them carry few parameters."""
    return ("mbg",) if customers else ()


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
    _blocks: Blocks, history: History, horizon: int, _wanted: tuple[Family, ...], _seed: int
) -> tuple[dict[Family, Prediction], dict[str, float]]:
    """What each wanted family says, and the parameters of MBG/NBD."""
    first, parameters = mbg_prediction(history, horizon)
    return {"mbg": first}, parameters
