"""MBG/NBD turned by what it says of windows that closed, and what came in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.models.likelihood.history import Floats
from core.models.likelihood.predictions import Prediction, chances, log_odds, sensible
from core.models.likelihood.season import Miss, moved, total_missed

SPREAD = 0.25  # of the level and of the logarithm of the slope: a turn is drawn to none as far as it may be chance
LATE_SPREAD = 2.0  # of what being late takes from the log odds
LATEST = 1.5  # a silence of 4.5 usual gaps is as late as can be


@dataclass(frozen=True)
class Turn:
    """New log odds are `level` + `slope` x the old ones - `late` x lateness; `slope` above 0, `late` not below it."""

    level: float = 0.0
    slope: float = 1.0
    late: float = 0.0


@dataclass(frozen=True)
class Said:
    """What MBG/NBD says of one day, and how late each customer was then."""

    said: Prediction
    late: Floats


@dataclass(frozen=True)
class Closed:
    """What is said of a day whose horizon is over, with the purchase days and the revenue that came."""

    then: Said
    orders: Floats
    revenue: Floats


def lateness(silent: np.ndarray, gap: Floats) -> Floats:
    """The logarithm of the days of silence over the usual gap, from 0 (not late, or no gap is known: nan) to 1.5."""
    over = np.nan_to_num(np.log((silent + 1.0) / (gap + 1.0)), nan=0.0)
    return np.asarray(np.clip(over, 0.0, LATEST))


def turn_of(closed: Sequence[Closed]) -> Turn:
    """The likeliest turn, drawn to none by a prior; without windows there is none. All or none bought: finite too."""
    from scipy.optimize import minimize

    if not closed:
        return Turn()
    old = np.concatenate([log_odds(one.then.said.likelihood) for one in closed])
    late = np.concatenate([one.then.late for one in closed])
    bought = np.concatenate([one.orders > 0 for one in closed]).astype(np.float64)
    spreads = np.array([SPREAD, SPREAD, LATE_SPREAD])

    def badness(found: Floats) -> tuple[float, Floats]:
        slope = np.exp(found[1])
        new = found[0] + slope * old - found[2] * late
        over = chances(new) - bought
        loss = np.logaddexp(0, new).sum() - bought @ new + ((found / spreads) ** 2).sum() / 2
        return float(loss), np.array([over.sum(), slope * (over @ old), -(over @ late)]) + found / spreads**2

    limits = [(-5.0, 5.0), (-3.0, 3.0), (0.0, 20.0)]  # far beyond the spreads: no step of the search overflows
    level, steeper, found = minimize(badness, np.zeros(3), jac=True, method="L-BFGS-B", bounds=limits).x
    return Turn(float(level), float(np.exp(steeper)), float(found))


def turned(now: Said, turn: Turn, horizon: int) -> Prediction:
    """The same with other chances; orders and revenue follow them in proportion."""
    old = now.said.likelihood
    new = chances(turn.level + turn.slope * log_odds(old) - turn.late * now.late)
    return sensible(Prediction(new, now.said.orders * new / old, now.said.revenue * new / old), horizon)


def recalibrated(now: Said, closed: Sequence[Closed], horizon: int) -> tuple[Prediction, Turn]:
    """What is said now after the turn of the closed windows, and with six tenths of what totals still miss in them."""
    turn = turn_of(closed)
    said = turned(now, turn, horizon)
    if not closed:
        return said, turn
    then = [turned(one.then, turn, horizon) for one in closed]
    orders, revenue = (
        total_missed(
            np.concatenate([getattr(one, name) for one in then]), np.concatenate([getattr(one, name) for one in closed])
        )
        for name in ("orders", "revenue")
    )
    return moved(said, Miss(0.0, orders, revenue), horizon), turn
