"""Months that hold far fewer or far more lines than usual: a file is probably missing, or stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from core.metrics.results import Month

FEWEST_MONTHS = 4  # complete ones besides the month itself; with less there is no usual
LEAST = 0.3  # a month is unusual from this difference on, as a share of the usual
LEAST_LINES = 10  # and by so many lines: where a month has three, two are no news
SPREADS = 3.5  # and where it is this many times the usual distance of months from each other


@dataclass(frozen=True)
class Outlier:
    """A month far from what is usual. `difference`: share of the usual, -0.4 = 40 % fewer lines.

    `against`: the median of the other complete months, or of the same month of other years.
    """

    month: date
    lines: int
    usual: float
    difference: float
    against: Literal["months", "years"]


def outliers(months: Sequence[Month]) -> list[Outlier]:
    """The unusual months among complete ones, oldest first; `months`: oldest first.

    A month is compared with the median of the other complete months; it is unusual where it is 30 % and 3.5 median
    absolute deviations away (times 1.4826, which makes that a standard deviation for a normal spread), by 10 lines at
    least. Where the same month of two other years is known the season speaks: then it also has to differ by 30 % from
    their median.
    The first and the last month are compared only where their lines reach from the first to the last five days of it.
    """
    complete = [one for place, one in enumerate(months) if _is_complete(one, place in (0, len(months) - 1))]
    return [found for one in complete if (found := _outlier(one, complete))]


def _outlier(one: Month, complete: Sequence[Month]) -> Outlier | None:
    others = [other.lines for other in complete if other is not one]
    if len(others) < FEWEST_MONTHS:
        return None
    usual = median(others)
    spread = 1.4826 * median(abs(lines - usual) for lines in others)
    far = abs(one.lines - usual) >= max(LEAST * usual, SPREADS * spread, LEAST_LINES)
    season = [other.lines for other in complete if other is not one and other.month.month == one.month.month]
    if len(season) >= 2:
        own = median(season)
        far = far and abs(one.lines - own) >= LEAST * own
        return Outlier(one.month, one.lines, own, one.lines / own - 1, "years") if far else None
    return Outlier(one.month, one.lines, usual, one.lines / usual - 1, "months") if far else None


def _is_complete(one: Month, is_edge: bool) -> bool:
    last_day = (date(one.month.year + one.month.month // 12, one.month.month % 12 + 1, 1) - one.month).days
    return not is_edge or (one.first_date.day <= 5 and one.last_date.day > last_day - 5)
