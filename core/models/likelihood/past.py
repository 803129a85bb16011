"""What the families said on days of the past, each day asked once, and what they say with last year's season."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.models.likelihood.families import families_for, predicted
from core.models.likelihood.history import Blocks, history_at, outcome_of
from core.models.likelihood.predictions import PastTest, Prediction
from core.models.likelihood.results import Family
from core.models.likelihood.season import Miss, missed, moved, season_before


@dataclass(frozen=True)
class Past:
    """Purchase days, and what is asked of them: the same `horizon`, families and seed on each day."""

    blocks: Blocks
    horizon: int
    wanted: tuple[Family, ...]
    seed: int
    asked: dict[int, PastTest] = field(default_factory=dict)

    def at(self, origin: int) -> PastTest:
        """What each family said at a day whose horizon is over, without regard to the season, and what came."""
        if origin not in self.asked:
            history = history_at(self.blocks, origin)
            said, _ = predicted(self.blocks, history, self.horizon, self.wanted, self.seed)
            came = outcome_of(self.blocks, history, self.horizon)
            customer = self.blocks.customer[history.position]
            self.asked[origin] = PastTest(origin, customer, said, came.orders.astype(np.float64), came.revenue)
        return self.asked[origin]

    def misses(self, origin: int) -> dict[Family, Miss]:
        """How far each family was off there; one with too few customers then to be tried is as the one before."""
        there = self.at(origin)
        able = families_for(len(there.customer))
        return {
            family: missed(there.said[family if family in able else able[-1]], there.orders, there.revenue)
            for family in self.wanted
        }

    def with_season(self, said: dict[Family, Prediction], origin: int) -> dict[Family, Prediction]:
        """What is said at `origin`, each family moved by what it missed a year before, where that is known."""
        miss = self.misses_before(origin)
        return {family: moved(one, miss[family], self.horizon) if miss else one for family, one in said.items()}

    def misses_before(self, origin: int) -> dict[Family, Miss]:
        """How far each family was off on the same day a year before; none where that is not known well enough."""
        before = season_before(int(self.blocks.day.min()), origin, self.horizon)
        return {} if before is None else self.misses(before)
