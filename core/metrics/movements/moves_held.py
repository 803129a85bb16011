"""Where the two-month rule counts customers at two dates otherwise than their own month ends say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from core.metrics.cached import cached, one_reading
from core.metrics.histories.history_ends import Asked, End, ends_at, sized
from core.metrics.histories.history_grid import absent
from core.metrics.period import calendar_of, months_between
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.metrics.tiering.top_share import Numbers
    from core.store.workspace import Workspace

Held = dict[int, str]


@one_reading
def held_table(
    workspace: Workspace, everybody: Question, months: tuple[date, date], frozen: tuple[Decimal, ...]
) -> str:
    """The name of a cached table with one row per customer whom the rule counts elsewhere at one of the two dates.

    Columns: customer_no; frozen_from, frozen_to, relative_from, relative_to: the group that counts (a tier or
    `unprofitable`), null where it is that of the month end alone. `everybody`: the question of one of the dates, with
    the filters that rank alone; `frozen`: the cut values of the frozen reading. The rule is that of
    `core.metrics.histories.history`: every month end since the first of the data, in the frozen reading by the same
    cut values.
    """
    asked = replace(everybody, as_of=None, two_months_rule=True)

    def make(cursor: Cursor, name: str) -> None:
        sides = {f"{reading}_{side}": held
                 for reading, cuts in (("frozen", frozen), ("relative", None))
                 for side, held in zip(("from", "to"), _held(workspace, asked, months, cuts), strict=True)}  # fmt: skip
        numbers = sorted(set().union(*sides.values()))
        columns = [f"unnest(cast(${side} as VARCHAR[])) as {side}" for side in sides]
        query = f"select unnest(cast($numbers as BIGINT[])) as customer_no, {', '.join(columns)}"
        values = {side: [held.get(number) for number in numbers] for side, held in sides.items()}
        cursor.run(f"create table {name} as {query}", {"numbers": numbers, **values})

    return cached(workspace, "table", "held", (asked, months, frozen), make)


def _held(
    workspace: Workspace, question: Question, months: tuple[date, date], cuts: tuple[Decimal, ...] | None
) -> tuple[Held, ...]:
    begin = calendar_of(workspace).first_month
    numbers = [len(months_between(begin, month)) - 1 for month in months]
    ends = ends_at(workspace, Asked(question, begin, cuts), sorted(set(numbers))).by_number
    return tuple(_elsewhere(question, ends[number]) for number in numbers)


def _elsewhere(question: Question, end: End) -> Held:
    """Who counts elsewhere than by the month end alone, and where."""
    gone = absent(question.cut)
    own = sized(end.own, len(end.places), gone)
    found: Numbers = np.flatnonzero(end.places != own)
    codes = (*question.cut.tiers, "unprofitable")
    return {int(number): codes[end.places[number]] for number in found}
