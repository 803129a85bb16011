"""Satisfaction over time: the index of each month or quarter, and of the window as it rolled on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.intervals import PART_DRAWS, Values, bootstrap_interval, column_means, weighted_index
from core.metrics.period import month_end, months_back, months_between
from core.metrics.surveys.satisfaction_figures import weights_used
from core.metrics.surveys.satisfaction_tiers import unhappy_valuable
from core.metrics.surveys.survey import WINDOW, Answers, Period, Topic, gather, read_answers

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Basis, Question
    from core.settings import SatisfactionRules
    from core.store.workspace import Workspace

TREND_MONTHS = 24
MONTHLY_UNITS = 30  # the trend is by month where its typical month has as many units, else by quarter
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
    topics, weights = _compared(answers, weights)
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


@dataclass(frozen=True)
class Outline:
    """The index of each window (None: no answer in it), and who is valuable but unhappy in the first."""

    indices: tuple[float | None, ...]
    unhappy_valuable: pd.DataFrame | None


def satisfaction_outline(
    workspace: Workspace, question: Question, rules: SatisfactionRules, months: Sequence[date]
) -> Outline:
    """What the first page says of satisfaction: windows that end with each of `months` (first days), the newest first.

    All by the weights of the newest, where a dimension it does not know weighs nothing; equal where it knows none.
    """
    periods = [_window(month, question.window_months) for month in months]
    with workspace.engine.cursor() as cursor:
        gather(workspace, question, cursor, periods, with_items=False)
        answers = read_answers(cursor)
        weights = weights_used(answers, rules).weights
        unhappy = unhappy_valuable(workspace, question, cursor, answers, weights)
    topics, weights = _compared(answers, weights)
    values = (answers.of(number, topics)[1] for number in range(len(periods)))
    return Outline(tuple(weighted_index(column_means(found), weights) for found in values), unhappy)


def _compared(answers: Answers, weights: Values) -> tuple[tuple[Topic, ...], Values]:
    """The window's dimensions with their weights; where it has none, all dimensions with the same weight."""
    topics = answers.topics_in(WINDOW)
    if topics:
        return topics, weights
    topics = tuple((name, "") for name in answers.dimensions)
    return topics, np.ones(len(topics))


def _window(last_month: date, window_months: int | None) -> Period:
    first = date.min if window_months is None else months_back(last_month, window_months - 1)
    return Period(first, month_end(last_month))
