"""The time a figure stands on: the day it is true for, its window, and what is unfinished in it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import once, one_reading, remembered
from core.metrics.question import Basis, Question

if TYPE_CHECKING:
    from core.settings import Settings
    from core.store.workspace import Workspace

COMPLETE_WITHIN_DAYS = 3
"""A month is complete when its last order is so near to its end."""
LONGEST_WINDOW = 1200
AS_OF = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
SALES_MONTHS = "select month, max(last_line_date) from customer_months group by month order by month"
SURVEY_MONTHS = (
    "select cast(date_trunc('month', answered_on) as DATE) as month, max(answered_on) "
    "from survey_answers group by month order by month"
)


@dataclass(frozen=True)
class Calendar:
    """The months that have data, oldest first: first day -> last date in it. `surveys_alone`: there are no sales."""

    last_dates: dict[date, date]
    complete: frozenset[date]
    surveys_alone: bool = False

    @property
    def first_month(self) -> date:
        """The oldest month with data."""
        return min(self.last_dates)

    @property
    def newest_month(self) -> date:
        """The newest month with data."""
        return max(self.last_dates)


def months_back(day: date, n: int) -> date:
    """The first day of the month `n` months before the month of `day`; forward where `n` is negative."""
    number = day.year * 12 + day.month - 1 - n
    return date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from that of `first` to that of `last`, both included; empty when last is before."""
    span = (last.year - first.year) * 12 + last.month - first.month
    return tuple(months_back(first, -step) for step in range(span + 1))


def calendar_of(workspace: Workspace) -> Calendar:
    """Which months the workspace holds and which of them are complete; of surveys where there are no sales.

    Complete: the last order is within 3 days of the end of the month, or the settings say so; the settings can also
    say that a month is not. QuestionError `no_data` where there is neither a sale nor an answer.
    """
    last_dates: dict[date, date] = remembered(
        workspace, "months", None, lambda: dict(workspace.engine.rows(SALES_MONTHS))
    )
    if last_dates:
        return Calendar(last_dates, _complete_months(last_dates, workspace.settings()))
    answered: dict[date, date] = {row[0]: row[1] for row in workspace.engine.rows(SURVEY_MONTHS)}
    if not answered:
        raise QuestionError("no_data")
    return Calendar(answered, frozenset(answered), surveys_alone=True)


@one_reading
def basis_of(workspace: Workspace, question: Question) -> Basis:
    """The day, the window and the rules a figure stands on. Source: "Time" in the definitions.

    `as_of` is the last day of a month; for the newest month in the data its last order date (with surveys alone the
    last answer). Default: the newest complete month, else the newest month. A month without any line counts as
    unfinished. Errors: `no_data`, `as_of_unreadable`, `as_of_outside`, `window_invalid`.
    """
    return once(workspace, ("basis", question), lambda: _basis(workspace, question))


@one_reading
def known_until(workspace: Workspace, as_of: str | None = None) -> date:
    """Up to which day something is known, for looks at what has come in: not only at complete months.

    Of the month `as_of` (None = the newest with data) its last day, or the last order date where it is the newest and
    not complete. Errors: as `basis_of`.
    """
    calendar = calendar_of(workspace)
    month = _chosen_month(calendar, as_of or f"{calendar.newest_month:%Y-%m}")
    ends_here = month == calendar.newest_month and month not in calendar.complete
    return calendar.last_dates[month] if ends_here else month_end(month)


def _basis(workspace: Workspace, question: Question) -> Basis:
    if question.window_months is not None and not 1 <= question.window_months <= LONGEST_WINDOW:
        raise QuestionError("window_invalid", window_months=question.window_months)
    calendar = calendar_of(workspace)
    last_month = _chosen_month(calendar, question.as_of)
    newest = last_month == calendar.newest_month
    first_month = calendar.first_month
    if question.window_months is not None:
        first_month = months_back(last_month, question.window_months - 1)
    within = months_between(max(first_month, calendar.first_month), last_month)
    unfinished = () if calendar.surveys_alone else tuple(month for month in within if month not in calendar.complete)
    return Basis(
        as_of=calendar.last_dates[last_month] if newest else month_end(last_month),
        window_months=question.window_months,
        first_month=first_month,
        last_month=last_month,
        reaches_before_data=first_month < calendar.first_month,
        unfinished_months=unfinished,
        refunds=question.refunds,
        value=question.value,
    )


def _complete_months(last_dates: dict[date, date], settings: Settings) -> frozenset[date]:
    near = timedelta(days=COMPLETE_WITHIN_DAYS)
    found = {month for month, last in last_dates.items() if month_end(month) - last <= near}
    return frozenset((found | _months(settings.complete_months)) - _months(settings.incomplete_months))


def _months(texts: Iterable[str]) -> set[date]:
    return {_month_of(text) for text in texts}


def _chosen_month(calendar: Calendar, as_of: str | None) -> date:
    if as_of is None:
        complete = calendar.complete & calendar.last_dates.keys()
        return max(complete or calendar.last_dates)
    month = _month_of(as_of)
    if not calendar.first_month <= month <= calendar.newest_month:
        first, last = f"{calendar.first_month:%Y-%m}", f"{calendar.newest_month:%Y-%m}"
        raise QuestionError("as_of_outside", as_of=as_of, first=first, last=last)
    return month


def _month_of(text: str) -> date:
    found = AS_OF.fullmatch(text.strip())
    try:
        year, month, day = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day).replace(day=1)
    except ValueError as error:
        raise QuestionError("as_of_unreadable", as_of=text) from error
