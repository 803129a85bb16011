"""When people buy: the weight of each day, of each category in each month, and the revenue that each month aims at."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from sample_data import truths

DAYS: Final = (truths.LAST_DAY - truths.FIRST_DAY).days + 1
SPLIT: Final = (truths.SPLIT_DAY - truths.FIRST_DAY).days

_CALENDAR = {11: 1.047, 12: 1.093, 3: 1.021, 4: 1.004, 5: 0.976, 6: 1.034, 7: 0.988, 8: 0.951, 9: 1.029, 10: 1.003}
_GROWTH = {11: 0.034, 12: 0.051, 3: 0.066, 4: -0.018, 5: 0.022, 6: 0.047, 7: 0.029, 8: 0.057, 9: 0.043, 10: 0.079}
_JANUARY = 1.22
_CATEGORY: dict[str, tuple[float, ...]] = {  # January to December
    "battery": (1.6, 1.45, 0.9, 0.7, 0.65, 0.75, 0.95, 0.95, 0.8, 0.9, 1.35, 1.65),
    "wiper": (0.6, 0.65, 0.95, 1.3, 1.5, 1.9, 1.7, 1.2, 0.85, 0.6, 0.55, 0.55),
    "filter": (0.9, 0.95, 1.0, 1.15, 1.25, 1.1, 1.0, 1.0, 0.95, 0.95, 0.9, 0.9),
    "oil": (1.05, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.05, 1.0, 0.95, 1.0),
    "tyre": (0.9, 0.9, 1.2, 1.15, 1.0, 0.9, 0.9, 0.9, 1.15, 1.1, 1.1, 0.95),
}


@cache
def day_of(index: int) -> date:
    """The date of a day counted from the first day of the data (0)."""
    return truths.FIRST_DAY + timedelta(days=index)


@cache
def month_of(index: int) -> int:
    """The month (0-23) of a day counted from the first day of the data."""
    day = day_of(index)
    return (day.year - truths.FIRST_DAY.year) * 12 + day.month - truths.FIRST_DAY.month


def category_weight(category: str, index: int) -> float:
    """How much more than usual a category is bought in the month of that day; 1 is an average month."""
    return _CATEGORY[category][day_of(index).month - 1]


def _festival_factor(day: date) -> float:
    """The weeks before the Spring Festival are the busiest, the holiday is quiet, the days after it are slow."""
    for festival in truths.SPRING_FESTIVALS:
        distance = (day - festival).days
        if -2 <= distance <= 6:
            return 0.02
        if 7 <= distance <= 16:
            return 0.6
        if -20 <= distance < -2:
            return 1.5
    return 1.0


def _day_weight(day: date) -> float:
    weekday = (1.1, 1.05, 1.0, 1.0, 1.05, 0.55, 0.12)[day.weekday()]
    quiet = (day.month == 10 and day.day <= 7) or (day.month == 5 and day.day <= 4)
    return weekday * (0.2 if quiet else 1.0) * _festival_factor(day)


@cache
def working_day(index: int) -> int:
    """That day or the next one that is neither a Sunday nor a holiday; may lie after the last day of the data."""
    while _day_weight(day_of(index)) < 0.3:
        index += 1
    return index


@cache
def day_weights() -> tuple[float, ...]:
    """One weight per day of the data; the days of a month share out what the month aims at."""
    weights = [_day_weight(day_of(index)) for index in range(DAYS)]
    sums = [0.0] * 24
    for index, weight in enumerate(weights):
        sums[month_of(index)] += weight
    shares = month_shares()
    return tuple(weight / sums[month_of(index)] * shares[month_of(index)] for index, weight in enumerate(weights))


@cache
def month_shares() -> tuple[float, ...]:
    """Net revenue of each of the 24 months relative to an ordinary month of last year, with the planted changes."""
    january_change, february_change = truths.JANUARY_CHANGE, truths.FEBRUARY_CHANGE
    february = (
        _JANUARY
        * (truths.JANUARY_AND_FEBRUARY_CHANGE - january_change)
        / (february_change - truths.JANUARY_AND_FEBRUARY_CHANGE)
    )
    order = (11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    last = [{1: _JANUARY, 2: february}.get(month) or _CALENDAR[month] for month in order]
    festive = last[2] + last[3]
    rest_growth = (sum(last) * (1 + truths.REVENUE_GROWTH) - festive * (1 + truths.JANUARY_AND_FEBRUARY_CHANGE)) / sum(
        _CALENDAR[month] * (1 + _GROWTH[month]) for month in _CALENDAR
    )
    changed = {1: last[2] * (1 + january_change), 2: last[3] * (1 + february_change)}
    return tuple(
        last + [changed.get(month) or _CALENDAR[month] * (1 + _GROWTH[month]) * rest_growth for month in order]
    )
