"""What is said beside a forecast: the usual gap of a customer, and what part of the revenue will be profit."""

from __future__ import annotations

import numpy as np

from core.models.likelihood.history import Blocks, Floats, History


def usual_gaps(blocks: Blocks, history: History) -> Floats:
    """The median number of days between two purchase days of each customer; nan under two days."""
    gap = np.diff(blocks.day)
    inside = (np.diff(blocks.owner) == 0) & (blocks.day[1:] <= history.origin)
    owner, gap = blocks.owner[1:][inside], gap[inside]
    order = np.lexsort((gap, owner))
    gap = gap[order].astype(np.float64)
    count = np.bincount(owner, minlength=len(blocks.customer))[history.position]
    end = np.cumsum(np.bincount(owner, minlength=len(blocks.customer)))[history.position]
    found = np.full(len(history.position), np.nan)
    some = count > 0
    start = (end - count)[some]
    found[some] = (gap[start + (count[some] - 1) // 2] + gap[start + count[some] // 2]) / 2
    return found


def expected_profit(blocks: Blocks, history: History, revenue: Floats) -> Floats | None:
    """Expected revenue times the customer's margin; None where no cost is known of anybody.

    The margin is profit over revenue of the days whose profit is known, as if everybody had a typical customer's
    revenue at the common margin besides: who bought little is taken to be like all. It is kept between -1 and 1.
    """
    if blocks.profit is None or not (known := ~np.isnan(blocks.profit) & (blocks.day <= history.origin)).any():
        return None
    size = len(blocks.customer)
    profit = np.bincount(blocks.owner[known], weights=blocks.profit[known], minlength=size)
    paid = np.bincount(blocks.owner[known], weights=blocks.revenue[known], minlength=size)
    common = float(np.clip(profit.sum() / paid.sum(), -1, 1)) if paid.sum() > 0 else 0.0
    typical = float(np.median(paid[paid > 0])) if (paid > 0).any() else 1.0
    margin = (profit + common * typical) / (np.maximum(paid, 0.0) + typical)
    return np.asarray(revenue * np.clip(margin, -1, 1)[history.position])
