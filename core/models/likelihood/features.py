"""What a model sees of a customer at an origin: times as shares of the horizon, money as shares of the typical day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from core.models.likelihood.folds import YEAR
from core.models.likelihood.history import Blocks, Floats, History, between

NAMES: Final = (
    "count", "age", "silent", "gap", "gap_ratio", "rate", "due", "spread", "once", "last_gap_ratio", "season",
    "count_quarter", "count_half", "count_one", "count_two",
    "spend", "average", "largest", "latest", "spend_quarter", "spend_half", "spend_one", "spend_two",
)  # fmt: skip
RISING: Final = dict.fromkeys(("count", "rate", "due", *NAMES[10:]), 1) | {"silent": -1}
"""With more of it the customer is not less (1) or not more (-1) likely to buy, the others being equal."""
SHARES = (0.25, 0.5, 1.0, 2.0)
PRIOR_GAPS = 2.0  # a customer's own gaps are mixed with so many typical ones
NARROWEST, WIDEST = 0.1, 2.0  # of the spread of the logarithms of gaps


@dataclass(frozen=True)
class Features:
    """`values`: customers x NAMES; `typical`: revenue of a typical purchase day, in the currency of the data."""

    values: Floats
    typical: float


def features_at(blocks: Blocks, history: History, horizon: int) -> Features:
    """The features of all customers of a history for the `horizon` after it."""
    typical = typical_day(history)
    parts = _times(history, horizon) | _gaps(blocks, history, horizon) | _windows(blocks, history, horizon, typical)
    parts |= _money(blocks, history, typical)
    return Features(np.column_stack([parts[name] for name in NAMES]), typical)


def typical_day(history: History) -> float:
    """The median over customers of their average revenue per purchase day, where it is positive; else 1."""
    average = history.spend / (history.repeats + 1)
    return float(np.median(average[average > 0])) if (average > 0).any() else 1.0


def _times(history: History, horizon: int) -> dict[str, Floats]:
    silent = history.age - history.recency
    gap = (history.recency + horizon) / (history.repeats + 1)
    return {
        "count": np.log1p(history.repeats),
        "age": np.log((history.age + 1) / horizon),
        "silent": np.log((silent + 1) / horizon),
        "gap": np.log(gap / horizon),
        "gap_ratio": np.log((silent + 1) / gap),
        "rate": np.log((history.repeats + 0.5) * horizon / (history.age + horizon)),
        "once": (history.repeats == 0).astype(np.float64),
    }


def _gaps(blocks: Blocks, history: History, horizon: int) -> dict[str, Floats]:
    """Whether the next purchase is due: a customer's gaps are taken to be lognormal, round its own mean and spread."""
    from scipy.special import log_ndtr

    start = blocks.start[:-1][history.position]
    last, count = start + history.repeats, history.repeats
    total, squares = (sums[last + 1] - sums[start + 1] for sums in blocks.gap_sums)
    many = max(float(count.sum()), 1.0)
    common = float(total.sum()) / many if count.any() else float(np.log(horizon))
    spread = float(np.sqrt(max(squares.sum() / many - common**2, 0.25)))
    mean = (total + PRIOR_GAPS * common) / (count + PRIOR_GAPS)
    inside = np.maximum(squares - total**2 / np.maximum(count, 1), 0.0)
    own = np.sqrt((inside + PRIOR_GAPS * spread**2) / (np.maximum(count - 1, 0) + PRIOR_GAPS))
    own = np.clip(own, NARROWEST, WIDEST)
    silent = (history.age - history.recency).astype(np.float64)
    waits = log_ndtr(-(np.log(silent + 0.5) - mean) / own)
    still = log_ndtr(-(np.log(silent + horizon + 0.5) - mean) / own)
    later = np.clip(still - waits, -7.0, -1e-3)  # log of the chance to wait longer than the horizon
    gap = np.where(count > 0, blocks.day[last] - blocks.day[np.maximum(last - 1, 0)], silent + 1)
    return {
        "due": np.log(-np.expm1(later)) - later,
        "spread": np.log(own),
        "last_gap_ratio": np.log((silent + 1) / (gap + 1)),
    }


def _windows(blocks: Blocks, history: History, horizon: int, typical: float) -> dict[str, Floats]:
    found = {}
    for name, share in zip(("quarter", "half", "one", "two"), SHARES, strict=True):
        start = history.origin - max(1, round(share * horizon))
        count, spend = between(blocks, history, start, history.origin)
        found[f"count_{name}"] = np.log1p(count)
        found[f"spend_{name}"] = np.log1p(np.maximum(spend, 0.0) / typical)
    season, _ = between(blocks, history, history.origin - YEAR, history.origin - YEAR + min(horizon, YEAR))
    return found | {"season": np.log1p(season)}


def _money(blocks: Blocks, history: History, typical: float) -> dict[str, Floats]:
    start = blocks.start[:-1][history.position]
    known = np.where(blocks.day <= history.origin, blocks.revenue, -np.inf)
    largest = np.maximum.reduceat(known, blocks.start[:-1])[history.position]
    paid = {
        "spend": history.spend,
        "average": history.spend / (history.repeats + 1),
        "largest": largest,
        "latest": blocks.revenue[start + history.repeats],
    }
    return {name: np.log1p(np.maximum(values, 0.0) / typical) for name, values in paid.items()}
