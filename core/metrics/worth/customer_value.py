"""What the customers of each tier are worth: the parts of their value, lifetime value with its range, equity."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, filled
from core.metrics.period import basis_of
from core.metrics.results import Statement
from core.metrics.selling.payment import payment_table
from core.metrics.surveys.customer_satisfaction import satisfaction_table
from core.metrics.tiering.tier_retention import Kept, tier_retention
from core.metrics.tiering.tiers import active_table
from core.metrics.worth.value_parts import data_months, forecast_of_value, parts_statement, parts_table
from core.metrics.worth.value_question import value_question

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.settings import ValueMeasure
    from core.store.engine import Row
    from core.store.workspace import Workspace

PLACES = Decimal("0.0001")
YEAR, DAYS = 12, 365
GRADES = ("high", "middle", "low")


@dataclass(frozen=True)
class Ranged:
    """An amount with what it would be at both ends of the interval of the retention rate."""

    amount: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class TierValue:
    """What one tier's customers are worth. None where nothing is known of any of them."""

    code: str
    customers: int
    current_value: Decimal
    cost_to_serve: Decimal  # in the window; already taken off the current value
    yearly_value: Decimal  # current value taken to 12 months
    retention: Kept | None
    lifetime_value: Ranged | None  # per customer
    equity: Ranged | None  # of all of them together
    potential_value: Decimal | None
    potential_known: int  # customers of whom it is known
    non_monetary_value: float | None  # mean, 0-100
    non_monetary_known: int
    share_of_wallet: float | None  # of those whose annual need is known, together
    wallet_known: int
    paid_on_time: float | None  # share of the amounts due
    satisfaction_index: float | None  # mean
    satisfied_known: int
    grades: dict[str, int] = field(default_factory=dict)  # customers by grade of potential


@dataclass(frozen=True)
class CustomerValue:
    """The tiers by worth in money, best first, then the unprofitable; `measure`: see `money_measure`.

    `equity`: of all tiers whose retention is known, `equity_customers` in number. `retention_window_months`: what the
    rates were counted over, None where the data hold no two windows.
    """

    basis: Basis
    measure: ValueMeasure
    months: int  # of the window, inside the data
    retention_window_months: int | None
    tiers: tuple[TierValue, ...]
    equity: Ranged | None
    equity_customers: int
    forecast_days: int | None = None  # the horizon of the forecast that the potential goes by; None = the run rate
    statements: tuple[Statement, ...] = ()

    @property
    def customers(self) -> int:
        """Everybody with a known current value."""
        return sum(tier.customers for tier in self.tiers)

    @property
    def current_value(self) -> Decimal:
        """Of all of them together."""
        return sum((tier.current_value for tier in self.tiers), Decimal(0))


@one_reading
def customer_value(workspace: Workspace, question: Question) -> CustomerValue:
    """The parts of value by tier, lifetime value per customer with its range, and customer equity.

    Tiers are those of `value_question`: by gross profit (revenue without costs) among everybody whom the question ranks
    among; the figures are of the active customers whom its filters choose, the retention is of everybody in the tier.
    Where a forecast stands and is chosen, m * r is what it expects of 12 months, minus r times the cost to serve.
    Lifetime value = m * r / (1 + i - r) with m = yearly current value per customer, r = yearly retention of the tier,
    i = the discount rate; its range comes from the 95 % interval of r. Equity = the sum over customers. Sums of ranges
    add up the ends. Of the unprofitable no future is reckoned. Customers whose lines have no cost are in no tier.
    Errors: those of `parts_table`.
    """
    money = value_question(workspace, question)
    basis, months = basis_of(workspace, money), data_months(workspace, money)
    retention = tier_retention(workspace, money)
    prepared = _statement(workspace, money, months)
    found = {row[0]: row[1:] for row in workspace.engine.rows(prepared.sql, prepared.values)}
    rate = float(question.value_rules.discount_rate)
    forecast = forecast_of_value(workspace, question)
    horizon = forecast.horizon_days if forecast else None
    codes = [code for code in (*money.cut.tiers, "unprofitable") if code in found]
    tiers = tuple(_tier(code, found[code], retention.by_tier.get(code), Years(rate, months, horizon)) for code in codes)
    valued = [tier for tier in tiers if tier.equity is not None]
    return CustomerValue(
        basis=basis,
        measure=money.value,
        months=months,
        retention_window_months=retention.window_months,
        tiers=tiers,
        equity=_together([tier.equity for tier in valued if tier.equity is not None]),
        equity_customers=sum(tier.customers for tier in valued),
        forecast_days=horizon,
        statements=(
            *retention.statements,
            parts_statement(workspace, money).statement("value_parts"),
            prepared.statement("customer_value"),
        ),
    )


def _statement(workspace: Workspace, money: Question, months: int) -> Prepared:
    texts = {
        "tiers": active_table(workspace, money),
        "parts": parts_table(workspace, money),
        "payment": payment_table(workspace, money),
        "contentment": satisfaction_table(workspace, money),
    }
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), {"months": months})


@dataclass(frozen=True)
class Years:
    """What the years to come are reckoned with; `forecast_days` None: with the run rate."""

    discount_rate: float
    months: int
    forecast_days: int | None


def _tier(code: str, row: Row, kept: Kept | None, years: Years) -> TierValue:
    customers, current, yearly, potential, potential_known, informal, informal_known = row[:7]
    spent, need, wallet_known, due, on_time, satisfied, satisfied_known, *grades, cost_to_serve, expected = row[7:]
    served = float(cost_to_serve) * YEAR / years.months
    equity = None
    if kept is not None and code != "unprofitable":
        equity = (
            _equity(Decimal(yearly), kept, years.discount_rate)
            if years.forecast_days is None
            else _expected_equity(float(expected), served, kept, years.discount_rate, years.forecast_days)
        )
    return TierValue(
        code=code,
        customers=customers,
        current_value=current,
        cost_to_serve=cost_to_serve,
        yearly_value=yearly,
        retention=kept,
        lifetime_value=None if equity is None else _each(equity, customers),
        equity=equity,
        potential_value=potential if potential_known else None,
        potential_known=potential_known,
        non_monetary_value=informal,
        non_monetary_known=informal_known,
        share_of_wallet=spent / need if need else None,
        wallet_known=wallet_known,
        paid_on_time=float(on_time / due) if due else None,
        satisfaction_index=satisfied,
        satisfied_known=satisfied_known,
        grades=dict(zip(GRADES, grades, strict=True)),
    )


def years_worth(rate: float, discount_rate: float) -> float:
    """How many years' margin a customer is worth: r / (1 + i - r)."""
    return rate / (1 + discount_rate - rate)


def _equity(yearly: Decimal, kept: Kept, discount_rate: float) -> Ranged:
    amount, *ends = (
        _rounded(yearly * Decimal(years_worth(rate, discount_rate))) for rate in (kept.rate, kept.low, kept.high)
    )
    return Ranged(amount, min(ends), max(ends))  # what loses money loses more the longer it stays


def _expected_equity(expected: float, served: float, kept: Kept, discount_rate: float, days: int) -> Ranged:
    """Equity from what a forecast of so many days expects, and a year's cost to serve."""
    amount, *ends = (
        _rounded(Decimal(str((expected * to_a_year(rate, days) - served * rate) / (1 + discount_rate - rate))))
        for rate in (kept.rate, kept.low, kept.high)
    )
    return Ranged(amount, min(amount, *ends), max(amount, *ends))


def to_a_year(rate: float, days: int) -> float:
    """By what a forecast of so many days is multiplied for 12 months, where customers stay at this yearly rate."""
    return DAYS / days if rate >= 1 else (1 - rate) / (1 - rate ** (days / DAYS))


def _each(equity: Ranged, customers: int) -> Ranged:
    return Ranged(*(_rounded(amount / customers) for amount in (equity.amount, equity.low, equity.high)))


def _together(parts: list[Ranged]) -> Ranged | None:
    if not parts:
        return None
    sums = ([part.amount for part in parts], [part.low for part in parts], [part.high for part in parts])
    return Ranged(*(sum(amounts, Decimal(0)) for amounts in sums))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(PLACES, ROUND_HALF_UP)
