"""What each active customer is worth, part by part: one table per question, shared by all answers about worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.forecasts.forecast_making import standing_forecast
from core.metrics.period import basis_of, calendar_of, months_between
from core.metrics.tiering.tier_retention import tier_retention
from core.metrics.tiering.tiers import among, ranking_table
from core.metrics.worth.value_question import check_value_rules, value_question
from core.store.engine import Cursor

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules, ValueMeasure
    from core.store.forecasts import SavedForecast
    from core.store.workspace import Workspace


def data_months(workspace: Workspace, question: Question) -> int:
    """How many months of the window lie inside the data: what a year's figures are taken from."""
    basis = basis_of(workspace, question)
    first = max(basis.first_month, calendar_of(workspace).first_month)
    return len(months_between(first, basis.last_month))


def parts_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `value_parts.sql` for a question."""
    rules = question.value_rules
    check_value_rules(rules)
    money = value_question(workspace, question)
    kept = tier_retention(workspace, money).by_tier
    rates = {code: kept[code].rate for code in money.cut.tiers if code in kept}
    forecast = forecast_of_value(workspace, question)
    texts = account_texts(workspace, question) | {
        "forecast": _forecast_table(forecast, money.value),
        "values": among(workspace, money),
        "tiers": ranking_table(workspace, money),
        "measure": money.value,
    }
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "whole": not question.filters.lines,
        "months": data_months(workspace, question),
        "rate_tiers": list(rates) or [""],
        "rates": list(rates.values()) or [0.0],
        "discount_rate": float(rules.discount_rate),
        "current_weight": float(rules.current_weight),
        "potential_weight": float(rules.potential_weight),
        "non_monetary_weight": float(rules.non_monetary_weight),
        "by_forecast": forecast is not None,
        "horizon_days": forecast.horizon_days if forecast else 365,
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)


def forecast_of_value(workspace: Workspace, question: Question) -> SavedForecast | None:
    """The purchase forecast that the potential goes by; None where it goes by the run rate, also for lack of one."""
    if question.value_rules.potential_from != "forecast":
        return None
    return standing_forecast(workspace, question)


def _forecast_table(found: SavedForecast | None, measure: ValueMeasure) -> str:
    """What the forecast expects of each customer within its horizon, as a select in brackets."""
    expected = "expected_profit" if measure == "gross_profit" else "expected_revenue"
    return (
        f"(select c.customer_no as forecast_no, cast(f.{expected} as DOUBLE) as forecast_amount "
        "from forecast_customers as f join customers as c on c.customer_id = f.customer_id "
        f"where f.forecast_id = {found.forecast_id if found else 0})"
    )


@one_reading
def parts_table(workspace: Workspace, question: Question) -> str:
    """The name of a cached table with the parts of value of everybody among whom the question ranks.

    Columns: see `value_parts.sql`. Filters that choose customers after ranking have no part in it; the retention that a
    potential stands on is that of the tier by worth in money (see `value_question`), whatever the question ranks by.
    Errors: those of `tiers_table`, `value_weights_invalid`, `discount_rate_invalid`.
    """
    prepared = parts_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "parts", (prepared.sql, sorted(prepared.values.items())), make)


def parts_of_customers(workspace: Workspace, question: Question, rules: RfmRules) -> str:  # noqa: ARG001 - see `further`
    """`parts_table`, for the table of customers; who was not active in the window has no parts."""
    return parts_table(workspace, question)
