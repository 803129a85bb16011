"""What each family would have said on earlier days, beside what then happened; and which family to believe for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.models.likelihood.blend import with_average
from core.models.likelihood.folds import origins_before
from core.models.likelihood.past import Past
from core.models.likelihood.predictions import PastTest, scored, together
from core.models.likelihood.results import Chosen, Family, FamilyScore

Progress = Callable[[float, str], None]
NEAR = 1.01  # figures that differ by less say nothing about which family is better


def backtests(past: Past, last: int, progress: Progress | None = None) -> list[PastTest]:
    """The tests whose windows closed by the day `last`, the earliest first: at none was anything later seen."""
    origins = origins_before(int(past.blocks.day.min()), last, past.horizon)
    tested: list[PastTest] = []
    for number, origin in enumerate(origins):
        if progress:
            progress(number / (len(origins) + 1), "testing")
        closed = [one for one in tested if one.origin + past.horizon <= origin]
        there = past.at(origin)
        tested.append(replace(there, said=with_average(past.with_season(there.said, origin), closed)))
    return tested


def scores_of(tested: Sequence[PastTest]) -> tuple[FamilyScore, ...]:
    """The scores of each family over all origins together, in the order they were tried."""
    if not tested:
        return ()
    return tuple(scored(family, *together(tested, Chosen(family, family, family))) for family in tested[0].said)


def best_of(tried: Sequence[FamilyScore], wanted: tuple[Family, ...]) -> Chosen:
    """The family to believe for each figure: the average, unless another was better by over a hundredth.

    Better is a lower log loss for the likelihood, a lower deviance for orders and for revenue. Ties go to the family
    tried first; without tests it is the average, or the only family there is.
    """
    if not tried:
        only: Family = "average" if len(wanted) > 1 else wanted[0]
        return Chosen(only, only, only)
    return Chosen(
        likelihood=_best(tried, [one.log_loss for one in tried]),
        orders=_best(tried, [one.orders_deviance for one in tried]),
        revenue=_best(tried, [one.revenue_deviance for one in tried]),
    )


def _best(tried: Sequence[FamilyScore], figures: list[float]) -> Family:
    known = np.nan_to_num(figures, nan=np.inf)
    lowest = int(np.argmin(known))
    average = [at for at, one in enumerate(tried) if one.family == "average"]
    return tried[average[0] if average and known[average[0]] <= NEAR * known[lowest] else lowest].family
