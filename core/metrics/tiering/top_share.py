"""What share of the value Key and Important bring, from the values alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.metrics.surveys.satisfaction_tiers import valuable_tiers

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import Cut

UNIT = Decimal("0.0001")
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def top_share(values: Numbers, ranked: Flags, chosen: Flags, question: Question) -> float | None:
    """The share of the chosen customers' ranked value that lies in Key and Important; None where there is none.

    Cut among everybody ranked (`ranked`), equal values in the better tier.
    """
    among = np.sort(values[ranked & (values > 0)])[::-1]
    smallest = _smallest_valuable(among, question.cut)
    own = values[chosen & (values > 0)]
    if smallest is None or not len(own):
        return None
    return int(own[own >= smallest].sum()) / int(own.sum())


def _smallest_valuable(among: Numbers, cut: Cut) -> int | None:
    """The smallest value that is Key or Important, of positive values that fall."""
    if not len(among):
        return None
    place = len(valuable_tiers(cut)) - 1
    if cut.method == "thresholds":
        return int(cut.thresholds[place] / UNIT)
    ceiling = cut.ceilings[place]
    if cut.method == "share":
        return int(among[-(-ceiling * len(among) // 10000) - 1])
    limit = -(-ceiling * int(among.sum()) // 10000)
    better = np.cumsum(among) - among
    strictly = better[np.searchsorted(-among, -among, side="left")]
    return int(among[strictly < limit][-1])
