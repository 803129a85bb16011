"""The way of one customer through the tiers: where it stood at each of the last month ends, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, account_texts, filled, profit_expression
from core.metrics.histories.history import MONTHS, day_of, planned
from core.metrics.histories.history_ends import Asked, ends_at, ranking_filters
from core.metrics.histories.history_grid import BEYOND, GRID_MEASURES, UNIT, Places, absent, flags_of
from core.metrics.histories.history_kept import ranked_filters
from core.metrics.histories.history_known import since
from core.metrics.period import calendar_of, months_back
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import Cut
    from core.store.workspace import Workspace

ZERO = Decimal("0.0000")


@dataclass(frozen=True)
class PathPoint:
    """One month end of one customer, over the window that ends there.

    `tier`: where it counts (by the two-month rule where that is asked for); `tier_by_month`: by this month end alone.
    Codes of the cut, `unprofitable`, `inactive` (known, nothing counted in the window), or None: not known yet, or
    without a cost under gross profit. `value`: the value measure, None where it is unknown. `recency_days` None where
    nothing was bought in the window. R, F and M are `recency_days`, `order_count` and `revenue`.
    """

    month: date
    as_of: date
    reaches_before_data: bool
    tier: str | None
    tier_by_month: str | None
    value: Decimal | None
    revenue: Decimal
    gross_profit: Decimal | None
    order_count: int
    last_order: date | None
    recency_days: int | None


@dataclass(frozen=True)
class Sums:
    """What the customer did in one window."""

    last_bought: date | None = None
    order_count: int = 0
    revenue: Decimal = ZERO
    gross_profit: Decimal | None = None


@one_reading
def tier_path(
    workspace: Workspace, question: Question, customer_no: int, months: int = MONTHS
) -> tuple[PathPoint, ...]:
    """The month ends up to `as_of`, oldest first, as far back as there are data; the last `months` of them.

    Each point is what `tiers_table` says of the customer with that month as `as_of`. The customer is ranked among
    everybody: line filters hold, and customer filters with `rank_within`; other filters, which only choose, are left
    aside. With `rank_groups` `customer_no` is the group's. A number that is nobody's, or an account set apart, gives
    points without a tier. Two-month rule as in `history`. Errors: those of `history`.
    """
    alone = replace(question, filters=ranking_filters(question))
    _, asked, numbers = planned(workspace, alone, months)
    found = ends_at(workspace, asked, numbers)
    ends, known = found.by_number, since(workspace, asked, numbers[-1], found.rows).known
    known_from = int(known[customer_no]) if 0 <= customer_no < len(known) else BEYOND
    ranked = flags_of(workspace, alone, ranked_filters(alone.filters))
    if ranked is not None and not (customer_no < len(ranked) and ranked[customer_no]):
        known_from = BEYOND
    codes = (*alone.cut.tiers, "unprofitable", None, "inactive")
    sums, points = _sums(workspace, asked, customer_no, numbers), list[PathPoint]()
    for number in numbers:
        end, month = ends[number], months_back(asked.begin, -number)
        tier, own = (
            codes[_place(places, customer_no, alone.cut)] if number >= known_from else None
            for places in (end.places, end.own)
        )
        points.append(_point(workspace, asked, customer_no, number, (tier, own), sums.get(month, Sums())))
    return tuple(points)


def _point(
    workspace: Workspace,
    asked: Asked,
    customer_no: int,
    number: int,
    tiers: tuple[str | None, str | None],
    sums: Sums,
) -> PathPoint:
    month, window = months_back(asked.begin, -number), asked.question.window_months
    day = day_of(calendar_of(workspace), month)
    return PathPoint(
        month=month,
        as_of=day,
        reaches_before_data=window is not None and number - window + 1 < 0,
        tier=tiers[0],
        tier_by_month=tiers[1],
        value=_value(workspace, asked, customer_no, month, sums),
        revenue=sums.revenue,
        gross_profit=sums.gross_profit,
        order_count=sums.order_count,
        last_order=sums.last_bought,
        recency_days=None if sums.last_bought is None else (day - sums.last_bought).days,
    )


def _value(workspace: Workspace, asked: Asked, customer_no: int, month: date, sums: Sums) -> Decimal | None:
    question = asked.question
    if question.value in GRID_MEASURES:
        return {
            "revenue": sums.revenue,
            "order_count": Decimal(sums.order_count).quantize(UNIT),
            "gross_profit": sums.gross_profit,
        }[question.value]
    table = tiers_table(workspace, replace(question, as_of=f"{month:%Y-%m}"))
    found = workspace.engine.rows(
        f"select value from {table} where customer_no = $customer_no", {"customer_no": customer_no}
    )
    return found[0][0] if found else None


def _place(places: Places, customer_no: int, cut: Cut) -> int:
    return int(places[customer_no]) if 0 <= customer_no < len(places) else absent(cut)


def path_statement(workspace: Workspace, asked: Asked, customer_no: int, numbers: Sequence[int]) -> Prepared:
    """The query of `tier_path.sql` for month ends of these numbers."""
    question = asked.question
    profit, weights = profit_expression(question.tax)
    ends = [months_back(asked.begin, -number) for number in numbers]
    window = question.window_months
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "customer_no": customer_no,
        "month_ends": ends,
        "first_months": [asked.begin if window is None else months_back(end, window - 1) for end in ends],
    }
    sql = filled(Path(__file__).with_suffix(".sql"), account_texts(workspace, question) | {"profit": profit})
    return Prepared(sql, values | weights)


def _sums(workspace: Workspace, asked: Asked, customer_no: int, numbers: Sequence[int]) -> dict[date, Sums]:
    prepared = path_statement(workspace, asked, customer_no, numbers)
    return {row[0]: Sums(*row[1:]) for row in workspace.engine.rows(prepared.sql, prepared.values)}
