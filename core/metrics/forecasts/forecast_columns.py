"""What the standing forecast says of each customer, as columns for rules and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import made_view
from core.metrics.forecasts.forecast_making import standing_forecast

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

FORECAST_COLUMNS = ("likelihood", "expected_orders", "expected_revenue", "expected_profit", "usual_gap_days")


def forecast_columns(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001 - see `further`
    """The name of a view: customer_no and `FORECAST_COLUMNS` of the forecast that stands for a question.

    likelihood 0-1, expected_orders in purchase days, money in the workspace's currency, usual_gap_days rounded to whole
    days (null under two purchase days). No rows where no forecast stands; see `check_forecast`.
    """
    found = standing_forecast(workspace, question)
    query = f"""select
    c.customer_no,
    cast(round(f.likelihood, 6) as DECIMAL(7,6)) as likelihood,
    cast(round(f.expected_orders, 4) as DECIMAL(18,4)) as expected_orders,
    f.expected_revenue,
    f.expected_profit,
    cast(round(f.usual_gap_days) as INTEGER) as usual_gap_days
from forecast_customers as f
join customers as c on c.customer_id = f.customer_id
where f.forecast_id = {found.forecast_id if found else 0}"""
    return made_view(workspace, "expected", query)


def check_forecast(workspace: Workspace, question: Question, columns: Iterable[str]) -> None:
    """QuestionError `forecast_missing` where rules speak of a forecast and none stands: never an empty list instead."""
    if lacks_forecast(workspace, question, columns):
        raise QuestionError("forecast_missing")


def days_ahead(workspace: Workspace, question: Question, columns: Iterable[str]) -> int | None:
    """How many days the forecast looks ahead that columns speak of; None where they speak of none, or none stands."""
    if {*FORECAST_COLUMNS}.isdisjoint(columns):
        return None
    found = standing_forecast(workspace, question)
    return found.horizon_days if found else None


def lacks_forecast(workspace: Workspace, question: Question, columns: Iterable[str]) -> bool:
    """Whether columns speak of a forecast while none stands for the question."""
    return not {*FORECAST_COLUMNS}.isdisjoint(columns) and standing_forecast(workspace, question) is None
