"""Rows to train on: customers at earlier days, with what they did in windows that had closed by the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.models.likelihood.features import features_at
from core.models.likelihood.folds import Window
from core.models.likelihood.history import Blocks, Floats, history_at, outcome_of

MOST_ROWS = 60_000
FEWEST_OF_EACH = 10


@dataclass(frozen=True)
class Rows:
    """One entry per customer and window.

    `values`: features; `orders`: purchase days in the window; `worth`: its revenue as a multiple of the typical
    purchase day, at least 0.
    """

    values: Floats
    orders: Floats
    worth: Floats

    def some(self, most: int, seed: int) -> Rows:
        """At most `most` rows, by chance."""
        if len(self.orders) <= most:
            return self
        kept = np.sort(np.random.default_rng(seed).choice(len(self.orders), most, replace=False))
        return Rows(self.values[kept], self.orders[kept], self.worth[kept])

    @property
    def buyers(self) -> int:
        """How many of them bought."""
        return int((self.orders > 0).sum())

    @property
    def telling(self) -> bool:
        """Whether enough of them bought and enough did not, to tell the ones from the others."""
        return min(self.buyers, len(self.orders) - self.buyers) >= FEWEST_OF_EACH

    @property
    def common_chance(self) -> float:
        """What is said of everybody where they are not to be told apart: never quite 0 or 1."""
        return (self.buyers + 1) / (len(self.orders) + 2)


def training_rows(blocks: Blocks, windows: Sequence[Window], seed: int) -> Rows | None:
    """The rows of all windows, at most 60,000 of them by chance; None where nobody was known at any."""
    parts = [part for part in (_rows(blocks, window) for window in windows) if len(part.orders)]
    if not parts:
        return None
    whole = Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in Rows.__annotations__))
    return whole.some(MOST_ROWS, seed)


def _rows(blocks: Blocks, window: Window) -> Rows:
    history = history_at(blocks, window.origin)
    if not len(history.position):
        return Rows(np.empty((0, 0)), np.empty(0), np.empty(0))
    features, came = features_at(blocks, history, window.horizon), outcome_of(blocks, history, window.horizon)
    return Rows(
        values=features.values,
        orders=came.orders.astype(np.float64),
        worth=np.maximum(came.revenue, 0.0) / features.typical,
    )
