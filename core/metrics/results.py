"""The frozen answers. Money is Decimal (4 places), shares are floats 0-1, tables are pandas frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from core.metrics.question import Basis

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.first_page.month_figures import MonthFigures


@dataclass(frozen=True)
class Month:
    """One month of the calendar: first day, first and last date with a line, lines, orders, net amount."""

    month: date
    first_date: date
    last_date: date
    lines: int
    orders: int
    amount: Decimal


@dataclass(frozen=True)
class Statement:
    """One SQL statement that was run for an answer, with its bound values: shown under "How is this computed".

    `fills`: the temporary table that its rows went into, which other statements of the answer read.
    """

    name: str
    sql: str
    parameters: dict[str, object]
    fills: str = ""


@dataclass(frozen=True)
class Tier:
    """One tier: customers, value, shares and the smallest value in it (None where it is empty)."""

    code: str
    customers: int
    customer_share: float  # of the ranked
    value: Decimal
    value_share: float  # of the ranked total
    company_share: float  # of the company's total, unassigned lines included
    cut_value: Decimal | None


@dataclass(frozen=True)
class Pyramid:
    """Who is in which tier. `total` = value of the ranked; `company_total` = of all counted lines."""

    basis: Basis
    customers_ranked: int
    total: Decimal
    company_total: Decimal
    tiers: tuple[Tier, ...]
    unprofitable_customers: int
    unprofitable_value: Decimal
    inactive_customers: int
    unassigned_lines: int
    unassigned_revenue: Decimal
    excluded_customers: int
    excluded_value: Decimal
    profit_coverage: float | None  # share of revenue over lines that have a cost; None unless value is gross_profit
    statements: tuple[Statement, ...] = ()
    uncosted_customers: int = 0  # active, but none of their lines has a cost: no tier under gross_profit


@dataclass(frozen=True)
class Concentration:
    """Customers best first: the curve (at most 500 points) and its summary. Ranked and unprofitable customers."""

    basis: Basis
    customers: int
    total: Decimal
    customer_shares: tuple[float, ...]  # cumulative, from 0 to 1
    value_shares: tuple[float, ...]  # cumulative; above 1 where customers lose money
    gini: float
    top_shares: dict[int, float]  # {1: .., 5: .., 10: .., 20: .., 50: ..} percent of customers -> share of value
    top5_share: float  # dependence on the five best customers
    customers_for_80: int | None  # how many make 80 % of the value
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One RFM segment (or Chinese class): customers, monetary value, means."""

    code: str
    customers: int
    customer_share: float
    monetary: Decimal
    monetary_share: float
    recency_days: float  # mean
    frequency: float  # mean
    monetary_mean: Decimal
    monetary_score: float | None  # mean M score; None for classes


Span = tuple[Decimal | int | None, Decimal | int | None]
"""Smallest and largest value; None where nobody has one."""


@dataclass(frozen=True)
class Rfm:
    """Scores, boundaries and segments. Empty `segments` with under 20 customers."""

    basis: Basis
    customers: int
    levels: int
    scores: dict[str, dict[int, int]]  # {"r": {1: n, ...}, "f": ..., "m": ...}; only the levels that occur
    boundaries: dict[str, dict[int, tuple[Decimal, Decimal]]]  # per score the smallest and largest value in it
    skipped_levels: dict[str, tuple[int, ...]]  # levels nobody has, because many values are equal
    proposals: dict[str, tuple[Decimal, ...]]  # proposed fixed cut-offs per dimension
    grid: dict[tuple[int, int], tuple[int, Decimal]]  # five-level (R, F) -> customers, monetary
    segments: tuple[Segment, ...]
    classes: tuple[Segment, ...]
    centres: dict[str, Decimal]  # what separates above from below in the eight classes
    spans: dict[str, Span]  # per dimension the smallest and largest value
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class DimensionIndex:
    """One dimension of satisfaction: mean index 0-100, n customers (or anonymous answers), 95 % interval."""

    dimension: str
    index: float
    low: float
    high: float
    answers: int
    weight: float  # share of the weights, 0-1
    importance: float | None  # given or derived; None with equal weights
    quadrant: str | None  # keep_up | concentrate_here | low_priority | possible_overkill
    is_cost: bool
    items: tuple[DimensionIndex, ...] = ()


@dataclass(frozen=True)
class TierSatisfaction:
    """Satisfaction of one tier; `coverage` = active customers with an answer / active customers."""

    tier: str
    index: float | None
    low: float | None
    high: float | None
    answers: int
    active: int
    covered: int
    coverage: float | None
    dimensions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Satisfaction:
    """How content customers are. None where a question was not asked or nobody answered."""

    basis: Basis
    answers: int
    customers: int
    anonymous: int
    index: float | None
    low: float | None
    high: float | None
    csat: float | None  # share 0-1
    csat_on_all_answers: bool  # there was no overall question
    overall: float | None  # index of the overall question
    nps: float | None
    nps_se: float | None
    nps_answers: int
    promoters: int
    passives: int
    detractors: int
    delivered_value: float | None
    weighting: str  # the weighting really used
    weighting_note: str | None  # code why another was used than asked for
    dimensions: tuple[DimensionIndex, ...]
    by_tier: tuple[TierSatisfaction, ...]
    coverage: float | None
    trend: tuple[tuple[date, float, float, float, int], ...]  # (first day of month or quarter, index, low, high, n)
    unhappy_valuable: (
        pd.DataFrame | None
    )  # customer_id, customer_name, tier, value, index, worst_dimension, worst_index
    statements: tuple[Statement, ...] = ()
    mapped: tuple[DimensionIndex, ...] = ()  # the dimensions with their importance, derived where weights are equal
    mapped_note: str | None = None  # code why there is no importance
    complete_answers: int = 0  # to all dimensions and the outcome; counted where weights were to be derived


@dataclass(frozen=True)
class CustomerTable:
    """One row per customer. Columns: see `core.metrics.customers.COLUMNS`."""

    basis: Basis
    rows: int  # how many there are, also where `table` holds a page of them
    value: Decimal
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Kpi:
    """One figure of the overview with its change and its history (oldest first, at most 24 points; None = no data)."""

    code: str  # see `core.metrics.first_page.overview` and `core.metrics.first_page.measures`
    value: Decimal | float | int | None
    change_month: float | None  # relative change against the window one month earlier; points for shares and indices
    change_year: float | None
    history: tuple[tuple[date, Decimal | float | int | None], ...]
    trend_window_months: int | None = None  # changes and history are of a shorter window than the value


@dataclass(frozen=True)
class Overview:
    """The first page: figures, pyramid, monthly revenue by tier, what moved, who needs attention."""

    basis: Basis
    kpis: tuple[Kpi, ...]
    pyramid: Pyramid
    monthly: pd.DataFrame  # month (date), tier (code or "unassigned"), revenue (Decimal)
    moved_up: int | None  # tiers of as_of against the month before, both cut by the earlier cut values
    moved_down: int | None
    key_left: int | None
    key_joined: int | None
    attention: pd.DataFrame  # customer_id, customer_name, tier, value, recency_days, reason (code), figure
    statements: tuple[Statement, ...] = ()
    movement_window_months: int | None = None  # may be shorter than the basis says, where the data are young
    measures: tuple[Kpi, ...] = ()  # the five customer measures
    month: MonthFigures | None = None  # the newest month by itself
