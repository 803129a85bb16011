"""What each family would have said on earlier days, beside what then happened; and which family to believe."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from core.models.likelihood.families import predicted
from core.models.likelihood.folds import test_origins
from core.models.likelihood.history import Blocks, history_at, outcome_of
from core.models.likelihood.predictions import Tested, scored, together
from core.models.likelihood.results import Family, FamilyScore

Progress = Callable[[float, str], None]


def tested_at(blocks: Blocks, origin: int, horizon: int, wanted: tuple[Family, ...], seed: int) -> Tested:
    """The test at one origin: nothing later than it was seen by any family."""
    history = history_at(blocks, origin)
    said, _ = predicted(blocks, history, horizon, wanted, seed)
    came = outcome_of(blocks, history, horizon)
    return Tested(
        origin=origin,
        customer=blocks.customer[history.position],
        said=said,
        orders=came.orders.astype(np.float64),
        revenue=came.revenue,
    )


def scores_of(tested: Sequence[Tested]) -> tuple[FamilyScore, ...]:
    """The scores of each family over all origins together, in the order they were tried."""
    return tuple(scored(family, *together(tested, family)) for family in tested[0].said)


def best_of(tried: Sequence[FamilyScore]) -> Family:
    """The family with the lowest log loss."""
    return min(tried, key=lambda one: one.log_loss).family


def chosen_at(
    blocks: Blocks, last: int, horizon: int, wanted: tuple[Family, ...], seed: int, progress: Progress | None = None
) -> tuple[list[Tested], tuple[FamilyScore, ...], Family]:
    """The tests before the day `last`, the scores over them, the family to believe; without tests the mean of all."""
    origins = test_origins(int(blocks.day.min()), last, horizon)
    tested = []
    for number, origin in enumerate(origins):
        if progress:
            progress(number / (len(origins) + 1), "testing")
        tested.append(tested_at(blocks, origin, horizon, wanted, seed))
    tried = scores_of(tested) if tested else ()
    return tested, tried, best_of(tried) if tried else wanted[0] if len(wanted) == 1 else "average"
