"""How many customers of each tier stay: from the earlier window to this one, and what that makes of a year."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading, remembered
from core.metrics.customer_values import filled
from core.metrics.movements.moves import USUAL_WINDOWS
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.results import Statement
from core.metrics.tiering.tiers import ranking_table

if TYPE_CHECKING:
    from datetime import date

    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

Z = 1.959963984540054  # of a 95 % interval
YEAR = 12


@dataclass(frozen=True)
class Kept:
    """Of one tier: active in the earlier window, and of those also in this one; the yearly rate with its interval."""

    earlier: int
    kept: int
    rate: float  # 0-1, per year
    low: float
    high: float


@dataclass(frozen=True)
class TierRetention:
    """By tier of the earlier window (`unprofitable` too). Empty where the data hold no two windows."""

    window_months: int | None
    by_tier: dict[str, Kept]
    statements: tuple[Statement, ...] = ()


@one_reading
def tier_retention(workspace: Workspace, question: Question) -> TierRetention:
    """Retention of each tier: active in the earlier window and in this one / active in the earlier one.

    Tiers are those of the earlier window, among everybody whom the question ranks among. Where the earlier window
    reaches before the data, the longest usual window is taken of which the data hold two. A rate over another window
    than a year is taken to a year by its power (over 6 months squared). Interval: Wilson, 95 %. Tiers nobody was in
    are absent. Errors as in `tiers_table`.
    """
    basis = basis_of(workspace, question)
    window = window_for(calendar_of(workspace).first_month, basis)
    if window is None:
        return TierRetention(None, {})
    plain = replace(question, window_months=window)
    now = replace(plain, as_of=f"{basis.last_month:%Y-%m}")
    before = replace(plain, as_of=f"{months_back(basis.last_month, window):%Y-%m}")
    texts = {"before": ranking_table(workspace, before), "now": ranking_table(workspace, now)}
    sql = filled(Path(__file__).with_suffix(".sql"), texts)
    rows = remembered(workspace, "tier_retention", sql, lambda: workspace.engine.rows(sql))
    found = {tier: _kept(kept, earlier, YEAR / window) for tier, earlier, kept in rows}
    return TierRetention(window, found, (Statement("tier_retention", sql, {}),))


def window_for(first_month: date, basis: Basis) -> int | None:
    """The question's window where the earlier one lies inside the data, else the longest usual one of which two do."""
    asked = basis.window_months
    usual = [months for months in USUAL_WINDOWS if months < (asked or YEAR + 1)]
    for months in [*([asked] if asked else []), *usual]:
        if months_back(basis.last_month, 2 * months - 1) >= first_month:
            return months
    return None


def _kept(kept: int, earlier: int, power: float) -> Kept:
    low, high = wilson(kept, earlier)
    return Kept(earlier, kept, (kept / earlier) ** power, low**power, high**power)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """95 % interval of a share by Wilson's score; it stays within 0 and 1. `trials` is above 0."""
    share, weight = hits / trials, Z * Z / trials
    middle = (share + weight / 2) / (1 + weight)
    reach = Z * math.sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return (0.0 if hits == 0 else middle - reach), (1.0 if hits == trials else middle + reach)
