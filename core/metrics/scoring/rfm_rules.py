"""The rules of RFM scores: the grid of segments, checks of own rules, proposals of cut-offs. Plain values, no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from core.errors import QuestionError
from core.settings import RfmRules

SEGMENT_LEVELS = 5
LEAST_CUSTOMERS = 20
"""With fewer customers values are shown without segments."""
SEGMENTS = (
    "champions loyal potential_loyalist new promising need_attention about_to_sleep at_risk cant_lose hibernating"
).split()
CLASSES = "111 101 011 001 110 100 010 000".split()
GRID: dict[str, str] = {
    "55": "champions", "54": "champions", "53": "potential_loyalist", "52": "potential_loyalist", "51": "new",
    "45": "loyal", "44": "loyal", "43": "potential_loyalist", "42": "potential_loyalist", "41": "promising",
    "35": "loyal", "34": "loyal", "33": "need_attention", "32": "about_to_sleep", "31": "about_to_sleep",
    "25": "cant_lose", "24": "at_risk", "23": "at_risk", "22": "hibernating", "21": "hibernating",
    "15": "cant_lose", "14": "at_risk", "13": "at_risk", "12": "hibernating", "11": "hibernating",
}  # fmt: skip
"""Five-level recency and frequency score, as "54" -> segment; each of the 25 cells once."""
FREQUENCY_STEPS = (2, 3, 5, 10, 20, 30, 50, 100, 200)
"""Orders per year fall into 1 / 2 / 3-4 / 5-9 / 10+; more levels go on in the same way."""


def checked_grid(rules: RfmRules) -> dict[str, str]:
    """The segment of each of the 25 cells: own ones before the usual ones.

    QuestionError `grid_invalid` for a cell or a segment that there is not.
    """
    for cell, segment in (rules.grid or {}).items():
        if cell not in GRID or segment not in SEGMENTS:
            raise QuestionError("grid_invalid", cell=cell, segment=segment)
    return GRID | (rules.grid or {})


def own_bounds(rules: RfmRules) -> dict[str, tuple[Decimal, ...]]:
    """Own cut-offs by dimension, as rising lower bounds of the levels 2, 3, ...; recency as days below zero.

    QuestionError `levels_invalid` outside 3 to 10 levels, `cutoffs_invalid` unless there is one fewer than levels and
    they rise.
    """
    if not 3 <= rules.levels <= 10:
        raise QuestionError("levels_invalid", levels=rules.levels)
    given: dict[str, Sequence[Decimal | int] | None] = {
        "recency": rules.recency,
        "frequency": rules.frequency,
        "monetary": rules.monetary,
    }
    found: dict[str, tuple[Decimal, ...]] = {}
    for dimension, cutoffs in given.items():
        if cutoffs is None:
            continue
        if len(cutoffs) != rules.levels - 1 or any(later <= earlier for earlier, later in pairwise(cutoffs)):
            raise QuestionError("cutoffs_invalid", dimension=dimension, needed=rules.levels - 1)
        bounds = tuple(Decimal(cutoff) for cutoff in cutoffs)
        found[dimension] = tuple(-bound for bound in reversed(bounds)) if dimension == "recency" else bounds
    return found


def proposed_cutoffs(bounds: Mapping[str, Sequence[Decimal | None]], levels: int) -> dict[str, tuple[Decimal, ...]]:
    """Cut-offs to offer, in the form of `RfmRules`: usual ones for frequency, rounded quantiles for the others.

    `bounds`: rising lower bounds of the levels 2, 3, ... (recency as days below zero); None where many values are
    equal. Always one fewer than levels, and rising.
    """
    days = [None if bound is None else -bound for bound in reversed(bounds["recency"])]
    return {
        "recency": _rising([None if day is None else max(_rounded(day), Decimal(1)) for day in days]),
        "frequency": tuple(Decimal(step) for step in FREQUENCY_STEPS[: levels - 1]),
        "monetary": _rising([None if bound is None else _rounded(bound) for bound in bounds["monetary"]]),
    }


def _rounded(number: Decimal) -> Decimal:
    """Two digits, the second 0 or 5: 33 -> 35, 1,234 -> 1,000 or 1,500, whichever is nearer; below 10 whole."""
    size = Decimal(10) ** max(number.copy_abs().adjusted() - 1, 0)
    step = 5 * size if number.copy_abs() >= 10 else Decimal(1)
    return (number / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _rising(steps: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    """Steps made to rise: an absent one, or one not above the one before, becomes the one before plus its tenth."""
    found: list[Decimal] = []
    for step in steps:
        last = found[-1] if found else Decimal(0)
        if step is not None and (not found or step > last):
            found.append(step)
        else:
            found.append(last + max(_rounded(last.copy_abs() / 10), Decimal(1)))
    return tuple(found)
