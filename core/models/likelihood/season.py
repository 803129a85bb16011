"""What the same days of last year tell of the level: how far they were missed, and how much of that comes again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.models.likelihood.folds import YEAR
from core.models.likelihood.forecast import PARTS_OF_HISTORY
from core.models.likelihood.history import Floats
from core.models.likelihood.predictions import Prediction, chances, log_odds, sensible

SPREAD = 0.25  # of levels from season to season, as a logarithm: a miss is drawn to 0 as far as it may be chance
COMES_AGAIN = 0.6  # the share of last year's miss that is taken to come again
FARTHEST = 1.0  # no total is moved by more than this (a logarithm), about threefold
STEPS = 50


@dataclass(frozen=True)
class Miss:
    """How far one family was off at one origin: what to add to the log odds, and to the logarithms of the totals."""

    odds: float
    orders: float
    revenue: float


def season_before(first: int, origin: int, horizon: int) -> int | None:
    """The day a year before `origin`; None where no forecast was made then for lack of history, or beyond a year."""
    day = origin - YEAR
    return day if horizon <= YEAR and day - first + 1 >= PARTS_OF_HISTORY * horizon else None


def missed(said: Prediction, orders: Floats, revenue: Floats) -> Miss:
    """What was said at an origin against the purchase days and the revenue that came."""
    return Miss(
        odds=odds_missed(said.likelihood, orders > 0),
        orders=total_missed(said.orders, orders),
        revenue=total_missed(said.revenue, revenue),
    )


def odds_missed(likelihood: Floats, bought: np.ndarray) -> float:
    """What all log odds lack, the most likely figure where 0 with a spread of 0.25 is taken for granted.

    It solves: buyers - expected buyers = figure / 0.25**2. Few customers, none or all buying move it little.
    """
    odds, found = log_odds(likelihood), 0.0
    for _ in range(STEPS):
        now = chances(odds + found)
        slope = float((now * (1 - now)).sum()) + 1 / SPREAD**2
        step = (float(bought.sum()) - float(now.sum()) - found / SPREAD**2) / slope
        found += float(np.clip(step, -1, 1))
        if abs(step) < 1e-12:
            break
    return found


def total_missed(expected: Floats, real: Floats) -> float:
    """The logarithm of the real over the expected total, drawn to 0 by chance; 0 where a total is not above 0.

    Chance is the sum of the squared errors of the customers over the expected total squared.
    """
    hoped, came = float(expected.sum()), float(real.sum())
    if hoped <= 0 or came <= 0:
        return 0.0
    chance = float(((real - expected) ** 2).sum()) / hoped**2
    return float(np.clip(np.log(came / hoped), -FARTHEST, FARTHEST)) * SPREAD**2 / (SPREAD**2 + chance)


def moved(said: Prediction, miss: Miss, horizon: int) -> Prediction:
    """The same with 0.6 of the miss made good; who ranks before whom stays."""
    return sensible(
        Prediction(
            likelihood=chances(log_odds(said.likelihood) + COMES_AGAIN * miss.odds),
            orders=said.orders * np.exp(COMES_AGAIN * miss.orders),
            revenue=said.revenue * np.exp(COMES_AGAIN * miss.revenue),
        ),
        horizon,
    )
