"""Satisfaction over time: the index of each month or quarter, and of the window as it rolled on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.intervals import PART_DRAWS, Values, bootstrap_interval, column_means, weighted_index
from core.metrics.period import month_end, months_back, months_between
from core.metrics.survey import OUTSIDE, UNIT_ANSWERS, WINDOW, Answers, Period, gather

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

TREND_MONTHS = 24
MONTHLY_UNITS = 30  # the trend is by month where its typical month has as many units, else by quarter
MEANS = f"""
select period_no, dimension, cast(sum(cast(unit_index as DECIMAL(18,9))) as DOUBLE) / count(*) as mean_index
from {UNIT_ANSWERS}
group by period_no, dimension
order by period_no, dimension
"""
Point = tuple[date, float, float, float, int]


@dataclass(frozen=True)
class Periods:
    """The window, and the months and calendar quarters of the trend."""

    window: Period
    months: tuple[Period, ...]
    quarters: tuple[Period, ...]

    @property
    def all(self) -> list[Period]:
        """All of them; their places are the period numbers."""
        return [self.window, *self.months, *self.quarters]


def periods_of(basis: Basis) -> Periods:
    """The trend ends with the window, is at least 24 months long and starts with a calendar quarter."""
    start = months_back(basis.last_month, max(TREND_MONTHS, basis.window_months or 0) - 1)
    start = months_back(start, (start.month - 1) % 3)
    end = month_end(basis.last_month)
    months = months_between(start, basis.last_month)
    return Periods(
        _window(basis.last_month, basis.window_months),
        tuple(Period(month, month_end(month)) for month in months),
        tuple(Period(month, min(end, month_end(months_back(month, -2)))) for month in months[::3]),
    )


def trend(answers: Answers, periods: Periods, weights: Values) -> tuple[Point, ...]:
    """First day, index, interval and units of each month or quarter with answers, from the latest answers in it.

    `weights` are those of the window's dimensions; where the window has none, all dimensions weigh the same.
    """
    topics = answers.topics_in(WINDOW)
    if not topics:
        topics = tuple((name, "") for name in answers.dimensions)
        weights = np.ones(len(topics))
    numbers = range(1, len(periods.months) + 1)
    found = {number: answers.of(number, topics)[1] for number in numbers}
    sizes = [len(values) for values in found.values() if len(values)]
    if sizes and np.median(sizes) < MONTHLY_UNITS:
        numbers = range(len(periods.months) + 1, len(periods.all))
        found = {number: answers.of(number, topics)[1] for number in numbers}
    points = (_point(periods.all[number].first, values, weights) for number, values in found.items())
    return tuple(point for point in points if point is not None)


def _point(first: date, values: Values, weights: Values) -> Point | None:
    index = weighted_index(column_means(values), weights)
    interval = bootstrap_interval(values, weights, PART_DRAWS)
    return None if index is None or interval is None else (first, index, *interval, len(values))


def satisfaction_history(
    workspace: Workspace, question: Question, months: Sequence[date], weights: Mapping[str, float]
) -> tuple[float | None, ...]:
    """The index of the window that ends with each of these months (first days); None where it holds no answer.

    All with the same weights per dimension; a dimension without one weighs 0, all the same where there are none.
    """
    periods = [_window(month, question.window_months) for month in months]
    found: dict[int, dict[str, float]] = {}
    with workspace.engine.cursor() as cursor:
        gather(workspace, question, cursor, periods, with_items=False)
        for number, dimension, mean in cursor.rows(MEANS):
            if dimension not in OUTSIDE:
                found.setdefault(number, {})[dimension] = mean
    return tuple(_index(found.get(number, {}), weights) for number in range(len(periods)))


def _index(means: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    names = sorted(means)
    shares = [weights.get(name, 0.0) if weights else 1.0 for name in names]
    return weighted_index(np.array([means[name] for name in names]), np.array(shares)) if names else None


def _window(last_month: date, window_months: int | None) -> Period:
    first = date.min if window_months is None else months_back(last_month, window_months - 1)
    return Period(first, month_end(last_month))
