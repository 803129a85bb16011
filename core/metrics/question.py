"""What is asked of the data, and what every answer carries so that a reader can trust it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.settings import Cut, Reading, Refunds, Settings, Tax, ValueMeasure, ValueRules


@dataclass(frozen=True)
class Filters:
    """Chosen values by column (see `core.schema.LINE_FILTERS` and `CUSTOMER_FILTERS`).

    `lines` choose order lines, and ranking is then among customers with such lines. `customers` choose customers
    after ranking, or before it when `rank_within` is set. `tiers` and `segments` use the unfiltered tiers.
    All are tuples so that a question can be a cache key: (("channel", ("Online", "Shop")), ...).
    """

    lines: tuple[tuple[str, tuple[str, ...]], ...] = ()
    customers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tiers: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    rank_within: bool = False


@dataclass(frozen=True)
class Question:
    """A figure's settings. `as_of` None = newest complete month; `window_months` None = all.

    `compared_with` and `reading` are what a movement stands on: the other day (None = a month before), and whether
    both days are cut by the cut values of the earlier one. `two_months_rule`: in a movement, a history and the path of
    a customer a tier changes only when it holds for two month ends (see `core.metrics.histories.history`).
    """

    as_of: str | None = None
    window_months: int | None = 12
    refunds: Refunds = "net"
    value: ValueMeasure = "revenue"
    cut: Cut = field(default_factory=Cut)
    tax: Tax = field(default_factory=Tax)
    rank_groups: bool = False
    exclude_non_customers: bool = True
    filters: Filters = field(default_factory=Filters)
    compared_with: str | None = None
    reading: Reading = "frozen"
    value_rules: ValueRules = field(default_factory=ValueRules)
    two_months_rule: bool = False


def question_of(settings: Settings, filters: Filters | None = None) -> Question:
    """The workspace's own question."""
    return Question(
        settings.as_of,
        settings.window_months,
        settings.refunds,
        settings.value,
        settings.cut,
        settings.tax,
        settings.rank_groups,
        settings.exclude_non_customers,
        filters or Filters(),
        reading=settings.movement_reading,
        value_rules=settings.value_rules,
        two_months_rule=settings.two_months_rule,
    )


@dataclass(frozen=True)
class Basis:
    """What a figure stands on: printed under every title and in "How is this computed"."""

    as_of: date
    window_months: int | None
    first_month: date  # first day of the first month of the window
    last_month: date  # first day of the month of as_of
    reaches_before_data: bool  # the window starts before the first month of the data
    unfinished_months: tuple[date, ...]  # months in the window that are not complete
    refunds: Refunds
    value: ValueMeasure
