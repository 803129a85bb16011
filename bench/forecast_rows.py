"""The rows of the table: plain ways to say who will buy, each family, and ours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.models.likelihood import gamma_gamma, mbg
from core.models.likelihood.backtest import backtests, best_of, scores_of
from core.models.likelihood.blend import with_average
from core.models.likelihood.families import families_for, habits_at, predicted
from core.models.likelihood.folds import training_windows
from core.models.likelihood.history import Blocks, Floats, History, between, history_at, outcome_of
from core.models.likelihood.past import Past
from core.models.likelihood.predictions import Prediction, believed, sensible
from core.models.likelihood.results import Chosen

SEED = 7


def last_horizon(blocks: Blocks, history: History, horizon: int) -> Prediction:
    """As in the horizon before: who bought then buys again, as often and for as much."""
    count, spend = between(blocks, history, history.origin - horizon, history.origin)
    return Prediction((count > 0).astype(np.float64), count.astype(np.float64), np.maximum(spend, 0.0))


def past_rate(blocks: Blocks, history: History, horizon: int) -> Prediction:
    """As often as since the first purchase, whether it is long ago or not."""
    orders = (history.repeats + 1) * horizon / (history.age + horizon / 2)
    return Prediction(-np.expm1(-orders), orders, orders * np.maximum(history.spend, 0) / (history.repeats + 1))


def _fifths(values: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.floor(5 * (rankdata(values, "min") - 1) / len(values)) + 1


def _rfm(history: History) -> Floats:
    return _fifths(history.recency - history.age) + _fifths(history.repeats) + _fifths(history.spend)


def rfm_isotonic(blocks: Blocks, history: History, horizon: int) -> Prediction:
    """The sum of the three RFM scores, turned into a chance, orders and revenue on the latest closed window."""
    from sklearn.isotonic import IsotonicRegression

    window = training_windows(int(blocks.day.min()), history.origin, horizon)[0]
    earlier = history_at(blocks, window.origin)
    came = outcome_of(blocks, earlier, window.horizon)
    known, asked = _rfm(earlier), _rfm(history)

    def turned(values: Floats) -> Floats:
        return np.asarray(IsotonicRegression(out_of_bounds="clip").fit(known, values).predict(asked))

    return Prediction(turned(came.orders > 0), turned(came.orders), turned(np.maximum(came.revenue, 0)))


def bg_nbd(blocks: Blocks, history: History, horizon: int) -> Prediction:
    seen = mbg.Seen(history.repeats, history.recency, history.age)
    model, days = mbg.fitted(seen, leaves_first=False), history.repeats + 1
    orders = mbg.expected_purchases(model, seen, horizon)
    worth = gamma_gamma.expected_value(gamma_gamma.fitted(days, history.spend), days, history.spend)
    return Prediction(mbg.purchase_chance(model, seen, horizon), orders, orders * worth)


PLAIN: dict[str, Callable[[Blocks, History, int], Prediction]] = {
    "last H": last_horizon,
    "past rate": past_rate,
    "RFM + isotonic": rfm_isotonic,
    "BG/NBD": bg_nbd,
    "MBG/NBD": lambda _blocks, history, horizon: habits_at(history).say(history, horizon),
}


def all_rows(blocks: Blocks, horizon: int, origin: int) -> tuple[dict[str, Prediction], Chosen]:
    """What each row says at an origin, from blocks that end there; and the families that ours chose before it.

    Ours is what the app would have said, each figure from the family believed after tests on windows closed by the
    origin. MBG/NBD stands without its turn, linear models and boosting without last year's season, the average and ours
    with both.
    """
    history = history_at(blocks, origin)
    found = {name: sensible(make(blocks, history, horizon), horizon) for name, make in PLAIN.items()}
    wanted = families_for(len(history.position))
    said, _ = predicted(blocks, history, horizon, wanted, SEED)
    past = Past(blocks, horizon, wanted, SEED)
    tested = backtests(past, origin)
    found |= {name: one for name, one in said.items() if name != "mbg"}
    said, chosen = with_average(past.with_season(said, origin), tested), best_of(scores_of(tested), wanted)
    if len(wanted) > 1:
        found["average"] = said["average"]
    return found | {"ours": believed(said, chosen)}, chosen
