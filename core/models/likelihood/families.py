"""The families of models: each says from the purchase days known at an origin what the horizon after it will bring."""

from __future__ import annotations

from dataclasses import asdict, dataclass

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


@dataclass(frozen=True)
class Habits:
    """MBG/NBD with Gamma-Gamma, fitted on what was known at one day."""

    buys: mbg.Purchasing
    spends: gamma_gamma.Spending

    def say(self, history: History, horizon: int) -> Prediction:
        """What they say of customers as they were known at that day or at an earlier one."""
        seen, days = mbg.Seen(history.repeats, history.recency, history.age), history.repeats + 1
        orders = mbg.expected_purchases(self.buys, seen, horizon)
        worth = gamma_gamma.expected_value(self.spends, days, history.spend)
        return sensible(Prediction(mbg.purchase_chance(self.buys, seen, horizon), orders, orders * worth), horizon)

    @property
    def parameters(self) -> dict[str, float]:
        """By name."""
        buys, spends = asdict(self.buys), asdict(self.spends)
        return {name: buys[name] for name in ("r", "alpha", "a", "b", "log_likelihood")} | {
            name: spends[name] for name in ("p", "q", "g")
        }


def habits_at(history: History) -> Habits:
    """The most likely habits of the customers of a history."""
    seen = mbg.Seen(history.repeats, history.recency, history.age)
    return Habits(mbg.fitted(seen), gamma_gamma.fitted(history.repeats + 1, history.spend))


def predicted(
    blocks: Blocks, history: History, horizon: int, wanted: tuple[Family, ...], seed: int
) -> tuple[dict[Family, Prediction], dict[str, float]]:
    """What each wanted family says, and the parameters of MBG/NBD.

    MBG/NBD is turned by what it misses in closed windows. Linear models and boosting are trained on windows that closed
    by the origin. Where under 10 bought in those, they say what MBG/NBD says; where nearly all bought, everybody's
    chance is the same.
    """
    first, parameters = _turned(blocks, history, horizon)
    said: dict[Family, Prediction] = {"mbg": first}
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


def _turned(blocks: Blocks, history: History, horizon: int) -> tuple[Prediction, dict[str, float]]:
    """MBG/NBD with the turn that closed windows ask for, and that turn beside its parameters."""
    habits = habits_at(history)

    def said(known: History) -> Said:
        return Said(habits.say(known, horizon), lateness(known.age - known.recency, usual_gaps(blocks, known)))

    closed = []
    for day in closed_before(int(blocks.day.min()), history.origin, horizon):
        earlier = history_at(blocks, day)
        came = outcome_of(blocks, earlier, horizon)
        closed.append(Closed(said(earlier), came.orders.astype(np.float64), came.revenue))
    made, turn = recalibrated(said(history), closed, horizon)
    return made, habits.parameters | asdict(turn)
