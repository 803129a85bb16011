"""The cached calls about purchase likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.metrics.question import Question
from pages.shared.answers import cached
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.forecasts.forecast_bands import Bands
    from core.metrics.forecasts.forecast_days import LeftOut
    from core.metrics.forecasts.forecast_judged import Judged
    from core.metrics.forecasts.next_category import Backtest
    from core.metrics.results import Statement
    from core.models.likelihood.results import Refusal
    from core.store.forecasts import Expected, SavedForecast
    from core.targets.rules import Condition


def standing(view: View, question: Question | None = None) -> SavedForecast | None:
    """The forecast that stands for a question; None where none does. What is saved raises the data version."""
    from core.metrics.forecasts.forecast_making import standing_forecast

    asked = question or view.question
    return cached(view, "forecast", (asked,), lambda: standing_forecast(view.workspace, asked))


def unreadable(view: View) -> tuple[date, ...]:
    """The days of forecasts that are kept and cannot be read."""
    from core.store.forecasts import unreadable_forecasts

    return cached(view, "unreadable", (), lambda: unreadable_forecasts(view.workspace))


def lacks(view: View, rules: Sequence[Condition], placed_by: str) -> bool:
    """Whether rules, or what customers are placed by, speak of a forecast while none stands."""
    from core.metrics.forecasts.forecast_columns import lacks_forecast
    from core.targets.rules import rules_in

    columns = frozenset({placed_by, *(rule.column for rule in rules_in(rules))})
    asked = (view.question, columns)
    return cached(view, "lacks_forecast", asked, lambda: lacks_forecast(view.workspace, view.question, columns))


def proposed(view: View, question: Question | None = None) -> int | Refusal:
    """The horizon in days that is proposed, or why no forecast can be made."""
    from core.metrics.forecasts.forecast_making import proposed as compute

    asked = question or view.question
    return cached(view, "horizon", (asked,), lambda: compute(view.workspace, asked))


def bands(view: View, found: SavedForecast) -> Bands:
    """The customers by tenths of their likelihood."""
    from core.metrics.forecasts.forecast_bands import forecast_bands

    asked = (view.question, found.forecast_id)
    return cached(view, "bands", asked, lambda: forecast_bands(view.workspace, view.question, found))


def judged(view: View) -> Judged | None:
    """What an earlier forecast said, held against what came."""
    from core.metrics.forecasts.forecast_judged import judged_forecast

    return cached(view, "judged", (view.question,), lambda: judged_forecast(view.workspace, view.question))


def category_test(view: View) -> Backtest | None:
    """How good the proposals of a next category were three months ago."""
    from core.metrics.forecasts.next_category import backtest

    return cached(view, "category_test", (view.question,), lambda: backtest(view.workspace, view.question))


def days_statement(view: View) -> Statement:
    """How the purchase days are found."""
    from core.metrics.forecasts.forecast_days import days_statement as compute
    from core.metrics.forecasts.forecast_making import forecast_question

    asked = forecast_question(view.question)
    return cached(view, "days_statement", (asked,), lambda: compute(view.workspace, asked).statement("forecast_days"))


def left_out(view: View) -> LeftOut:
    """The lines that name no customer."""
    from core.metrics.forecasts.forecast_days import left_out as compute

    return cached(view, "left_out", (view.question,), lambda: compute(view.workspace, view.question))


def of_customer(view: View, found: SavedForecast, customer_id: str) -> Expected | None:
    """What a forecast says of one customer."""
    from core.store.forecasts import expected_of

    asked = (found.forecast_id, customer_id)
    return cached(view, "expected", asked, lambda: expected_of(view.workspace, found.forecast_id, customer_id))
