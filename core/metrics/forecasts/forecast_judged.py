"""What an earlier forecast said, held against what came: on the real sheets, after its horizon has closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.forecasts.forecast_days import days_table
from core.metrics.forecasts.forecast_making import forecast_question, was_ever_made, way_of
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.store.forecasts import saved_forecasts

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.forecasts import SavedForecast
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Judged:
    """An earlier forecast and what its customers did up to `ends`. Of customers that are still known.

    `expected_buyers`, `expected_revenue`: what was said of them; `buyers`, `revenue`: what came.
    """

    forecast: SavedForecast
    ends: date
    customers: int
    buyers: int
    expected_buyers: float
    revenue: Decimal
    expected_revenue: Decimal
    statements: tuple[Statement, ...] = ()

    @property
    def was_made_later(self) -> bool:
        """Whether it was made after its horizon had closed, of the purchases up to its day alone."""
        return self.forecast.made_at.date() > self.ends


def closing(found: SavedForecast) -> date:
    """The last day of a forecast's horizon."""
    return found.as_of + timedelta(days=found.horizon_days)


@one_reading
def judged_forecast(workspace: Workspace, question: Question) -> Judged | None:
    """The newest forecast of the same way of counting whose horizon has closed by the newest complete month, judged.

    One at the day of the question comes first. None where no such forecast has its customers kept.
    """
    if not was_ever_made(workspace):
        return None
    asked = forecast_question(question)
    now, way = replace(asked, as_of=None), way_of(asked)
    known, day = basis_of(workspace, now).as_of, basis_of(workspace, asked).as_of
    closed = [one for one in saved_forecasts(workspace) if one.stood_on["way"] == way and closing(one) <= known]
    for one in sorted(closed, key=lambda one: (one.as_of == day, one.as_of, one.forecast_id), reverse=True):
        judged = _judged(workspace, now, one)
        if judged is not None:
            return judged
    return None


def _judged(workspace: Workspace, now: Question, found: SavedForecast) -> Judged | None:
    sql = filled(Path(__file__).with_suffix(".sql"), {"days": days_table(workspace, now)})
    ends = closing(found)
    values: dict[str, object] = {"forecast_id": found.forecast_id, "as_of": found.as_of, "ends": ends}
    customers, buyers, expected_buyers, revenue, expected_revenue = workspace.engine.rows(sql, values)[0]
    statement = Prepared(sql, values).statement("forecast_judged")
    if not customers:
        return None
    return Judged(
        found, ends, int(customers), int(buyers), expected_buyers, revenue, expected_revenue, (statement,)
    )  # fmt: skip
