"""How large each tier was at the last month ends, what it brought, and how many stayed in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.cached import one_reading
from core.metrics.histories.history_ends import Asked, CutValues, End, Ends, ends_at
from core.metrics.histories.history_flows import Flows, flows_into
from core.metrics.histories.history_grid import (
    GRID_MEASURES,
    UNIT,
    Rows,
    absent,
    facts_statement,
    flags_of,
    uncosted,
    unprofitable,
)
from core.metrics.histories.history_kept import chosen_filters, ranked_filters
from core.metrics.histories.history_known import since
from core.metrics.period import Calendar, basis_of, calendar_of, month_end, months_back, months_between
from core.metrics.results import Statement
from core.metrics.tiering.tiers import check_cut

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.metrics.tiering.top_share import Numbers
    from core.store.workspace import Workspace

MONTHS = 24


@dataclass(frozen=True)
class TierThen:
    """One tier at one month end. Shares of the ranked; `cut_value`: smallest value in it by its ranking.

    `stayed`: how many of those who were in it at the month end before are in it now, `stability`: as a share of them;
    None where there is no month end before, or nobody was in it.
    """

    code: str
    customers: int
    customer_share: float
    value: Decimal
    value_share: float
    cut_value: Decimal | None
    stayed: int | None
    stability: float | None


@dataclass(frozen=True)
class MonthEnd:
    """One month end: `month` its first day, `as_of` the day. `flows`: None for the first of the list."""

    month: date
    as_of: date
    reaches_before_data: bool
    is_complete: bool  # the month itself
    customers_ranked: int
    total: Decimal
    tiers: tuple[TierThen, ...]
    unprofitable_customers: int
    unprofitable_value: Decimal
    uncosted_customers: int
    inactive_customers: int
    new_customers: int  # with their first line in this month, and a counted one
    stability: float | None  # of all who were in a tier at the month end before: in the same one now
    flows: Flows | None

    def tier(self, code: str) -> TierThen:
        """A tier by its code."""
        return next(tier for tier in self.tiers if tier.code == code)


@dataclass(frozen=True)
class History:
    """The month ends, oldest first. `cut_values`: those that cut all of them; None: each by its own ranking."""

    basis: Basis
    months: tuple[MonthEnd, ...]
    cut_values: CutValues | None
    two_months_rule: bool
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Found:
    """What the month ends are made from: places, the calendar, and by number of the month who is new in it."""

    ends: Ends
    calendar: Calendar
    new: dict[int, Numbers]


@one_reading
def history(
    workspace: Workspace, question: Question, months: int = MONTHS, cut_values: CutValues | None = None
) -> History:
    """The tiers at the last `months` month ends up to `as_of`, as far back as there are data; from the monthly facts.

    Each month end is what the question gives with that month as its `as_of`: its own window, its own ranking (or, with
    `cut_values`, the given smallest values of the tiers, None = empty, as in `apply_cut_values`). Line filters rank
    among customers with such lines, `rank_within` among the chosen; else customer filters choose after ranking. Tier
    and segment filters choose the customers that are in them at `as_of`, at every month end the same ones.

    With the question's two-month rule a customer's tier changes only when two month ends in a row give the same other
    tier; the unprofitable count as a tier there. The first month end of the data, and the first one with a counted line
    after none in the window, count at once; who has none any more leaves at once. It looks at every month end since
    the first month of the data, so that it does not depend on `months`. Sizes are then no longer those of the rule of
    the cut; `cut_value` stays that of the ranking.
    Errors: `cut_invalid`, `filter_unknown`, `value_unknown` and those of `basis_of`.
    """
    basis, asked, numbers = planned(workspace, question, months, cut_values)
    ends = ends_at(workspace, asked, numbers)
    known = _known_counts(workspace, asked, numbers, ends.rows)
    found = Found(ends, calendar_of(workspace), since(workspace, asked, numbers[-1], ends.rows).new)
    made = [_month_end(workspace, asked, number, found, known[number]) for number in numbers]
    return History(basis, tuple(made), cut_values, question.two_months_rule, _statements(workspace, asked, numbers))


def planned(
    workspace: Workspace, question: Question, months: int, cut_values: CutValues | None = None
) -> tuple[Basis, Asked, list[int]]:
    """The basis, what is asked of month ends, and the numbers of the last `months` of them, oldest first."""
    check_cut(question.cut)
    basis = basis_of(workspace, question)
    begin = min(calendar_of(workspace).first_month, basis.last_month)
    last = len(months_between(begin, basis.last_month)) - 1
    numbers = list(range(max(last - months + 1, 0), last + 1))
    return basis, Asked(question, begin, cut_values), numbers


def day_of(calendar: Calendar, month: date) -> date:
    """The `as_of` of a month end: its last day, in the newest month the last day with a line."""
    return calendar.last_dates[month] if month == calendar.newest_month else month_end(month)


def _statements(workspace: Workspace, asked: Asked, numbers: Sequence[int]) -> tuple[Statement, ...]:
    question = asked.question
    if question.value not in GRID_MEASURES:
        return ()
    first = 0 if question.window_months is None else max(numbers[0] - question.window_months + 1, 0)
    prepared = facts_statement(
        workspace, question, asked.begin, months_back(asked.begin, -first), months_back(asked.begin, -numbers[-1])
    )
    return (prepared.statement("history"),)


def _known_counts(workspace: Workspace, asked: Asked, numbers: Sequence[int], rows: Rows | None) -> dict[int, int]:
    """How many of the chosen are known at each month end."""
    months, filters = since(workspace, asked, numbers[-1], rows).known, asked.question.filters
    for part in (ranked_filters(filters), chosen_filters(filters)):
        flags = flags_of(workspace, asked.question, part)
        if flags is not None:
            months = months[: len(flags)][flags[: len(months)]]
    counted = np.cumsum(np.bincount(months[months <= numbers[-1]] + 1, minlength=numbers[-1] + 2))
    return {number: int(counted[number + 1]) for number in numbers}


def _month_end(workspace: Workspace, asked: Asked, number: int, found: Found, known: int) -> MonthEnd:
    cut, calendar, end = asked.question.cut, found.calendar, found.ends.by_number[number]
    month, window = months_back(asked.begin, -number), asked.question.window_months
    new = found.new[number]
    flows = flows_into(workspace, asked, number, found.ends, new) if number - 1 in found.ends.by_number else None
    ranked, total = sum(end.customers[: len(cut.tiers)]), sum(end.units[: len(cut.tiers)])
    return MonthEnd(
        month=month,
        as_of=day_of(calendar, month),
        reaches_before_data=window is not None and number - window + 1 < 0,
        is_complete=month in calendar.complete,
        customers_ranked=ranked,
        total=UNIT * total,
        tiers=tuple(_tier(place, code, end, flows, ranked, total) for place, code in enumerate(cut.tiers)),
        unprofitable_customers=end.customers[unprofitable(cut)],
        unprofitable_value=UNIT * end.units[unprofitable(cut)],
        uncosted_customers=end.customers[uncosted(cut)],
        inactive_customers=known - sum(end.customers[: absent(cut)]),
        new_customers=int((end.places[new[new < len(end.places)]] < absent(cut)).sum()),
        stability=_stability(flows, cut.tiers),
        flows=flows,
    )


def _tier(place: int, code: str, end: End, flows: Flows | None, ranked: int, total: int) -> TierThen:
    smallest = end.smallest[place]
    return TierThen(
        code=code,
        customers=end.customers[place],
        customer_share=end.customers[place] / ranked if ranked else 0.0,
        value=UNIT * end.units[place],
        value_share=end.units[place] / total if total else 0.0,
        cut_value=None if smallest is None else UNIT * smallest,
        stayed=None if flows is None else flows.get((code, code), 0),
        stability=_stability(flows, (code,)),
    )


def _stability(flows: Flows | None, codes: Sequence[str]) -> float | None:
    """The share of those who were in these tiers that are in the same one now."""
    if flows is None:
        return None
    before = sum(customers for (left, _), customers in flows.items() if left in codes)
    return sum(flows.get((code, code), 0) for code in codes) / before if before else None
