"""The figures of the first page at the end of each of the last months: the window as it rolled on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.metrics.cached import once, remembered
from core.metrics.chosen import chosen_numbers
from core.metrics.customer_values import Prepared, filled, profit_expression
from core.metrics.first_orders import first_orders
from core.metrics.gross_margin import margin, profit_without_tax
from core.metrics.line_facts import facts_of
from core.metrics.period import calendar_of, months_back, months_between
from core.metrics.question import Filters
from core.metrics.tiering.top_share import UNIT, Flags, Numbers, top_share

if TYPE_CHECKING:
    from core.metrics.question import Basis, Question
    from core.store.workspace import Workspace

POINTS = 24


@dataclass(frozen=True)
class Point:
    """The window that ends with one month. Shares 0-1; None: no cost, nobody ranked, or the data begin too late."""

    month: date
    active_customers: int
    revenue: Decimal
    gross_profit: Decimal | None
    top_share: float | None
    retention: float | None
    margin: float | None  # gross profit / revenue of the lines that have a cost, both without tax
    acquired: int | None  # customers whose first order ever lies in the window


@dataclass(frozen=True)
class Span:
    """The months looked back on (`first`: first day), the window in months, the months that get a point."""

    first: date
    length: int
    window: int
    points: tuple[date, ...]
    data_begin: int  # number of the first month with data, counted from `first`; at most 0


def span_of(workspace: Workspace, basis: Basis) -> Span:
    """A point for each of the last 24 months whose window lies inside the data, and for the month of `as_of`.

    With the window `all` there is no earlier window to compare with, so only the month of `as_of` has a point.
    """
    begin, last = min(calendar_of(workspace).first_month, basis.last_month), basis.last_month
    window = basis.window_months or len(months_between(begin, last))
    inside = months_between(months_back(begin, 1 - window), last)[-POINTS:] if basis.window_months else ()
    points = inside or (last,)
    first = max(begin, months_back(points[0], 2 * window - 1))
    before = len(months_between(begin, first)) - 1
    return Span(first, len(months_between(first, last)), window, points, -before)


def history_statement(workspace: Workspace, question: Question, span: Span) -> Prepared:
    """The query of `overview.sql` for a question; customer filters are applied to its rows."""
    groups = question.rank_groups
    texts = {
        "facts": facts_of(workspace, question.filters.lines),
        "refunds": question.refunds,
        "account": "h.group_no" if groups else "f.customer_no",
        "account_join": "left join customers as h on h.customer_no = f.customer_no" if groups else "",
    }
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "first_month": span.first,
        "last_month": span.points[-1],
    }
    return Prepared(filled(Path(__file__).with_name("overview.sql"), texts), values)


def history(workspace: Workspace, question: Question, span: Span) -> tuple[Point, ...]:
    """One point per month of the span, oldest first; kept as long as data and rules stay.

    `revenue` and `gross_profit` are the company's: with lines without a customer and accounts set apart, but of the
    chosen customers alone where customers are chosen; profit is rounded once, half away from zero. `top_share` is the
    share of the ranked value that Key and Important bring, each month cut by its own ranking. `retention` and
    `acquired` need the earlier window inside the data: else everybody would be new.
    """
    key = (repr(question), span, repr(workspace.settings().rfm))
    return remembered(workspace, "history", key, lambda: _points(workspace, question, span))


def _points(workspace: Workspace, question: Question, span: Span) -> tuple[Point, ...]:
    columns = _columns(workspace, question, span)
    size = int(columns["account_no"].max(initial=0)) + 1
    ranked, chosen = _ranked(workspace, question, size), _chosen(workspace, question, question.filters, size)
    numbers = [len(months_between(span.first, month)) - 1 for month in span.points]
    active: dict[int, Flags] = {}
    top: dict[int, float | None] = {}
    for number, state in enumerate(_rolling(columns, span, size)):
        active[number] = (state.lines > 0) & chosen
        if number in numbers:
            top[number] = top_share(state.values(question), ranked, chosen, question)
    first = np.where(chosen, first_orders(workspace, question, (span.first, span.points[-1]), size), -1)
    company = {name: column[chosen[columns["account_no"]]] for name, column in columns.items()}
    if not _chooses(question.filters):
        company = columns
    profits = {number: _profit(company, number, span, question) for number in numbers}
    return tuple(
        Point(
            month,
            int(active[number].sum()),
            UNIT * _sum(company, "amount_units", number, span),
            profits[number],
            top[number],
            _retention(active, number, span),
            margin(profits[number], UNIT * _sum(company, "costed_units", number, span), question.tax),
            _acquired(first, number, span),
        )
        for month, number in zip(span.points, numbers, strict=True)
    )


@dataclass
class _State:
    """The window's sums per account, moved on month by month; whole numbers, so that nothing is left of the past."""

    lines: Numbers
    orders: Numbers
    amount: Numbers
    costed: Numbers
    cost: Numbers

    def add(self, columns: dict[str, Numbers], rows: slice, sign: int) -> None:
        """Take in (or out) the rows of a month."""
        accounts = columns["account_no"][rows]
        for into, name in (
            (self.lines, "lines_n"),
            (self.orders, "orders_n"),
            (self.amount, "amount_units"),
            (self.costed, "costed_units"),
            (self.cost, "cost_units"),
        ):
            np.add.at(into, accounts, sign * columns[name][rows])

    def values(self, question: Question) -> Numbers:
        """The value measure in whole numbers: 1/10000 of the currency, or orders in the same measure."""
        if question.value == "revenue":
            return self.amount
        if question.value == "order_count":
            return self.orders * 10000
        _, weights = profit_expression(question.tax)
        if not weights:
            return self.costed - self.cost
        per = float(_whole(weights["per"]))
        shares = [_whole(weights[name]) / per for name in ("amount_weight", "cost_weight")]
        profit: Numbers = np.rint(self.costed * shares[0] - self.cost * shares[1]).astype(np.int64)
        return profit


def _rolling(columns: dict[str, Numbers], span: Span, size: int) -> Iterator[_State]:
    state = _State(*(np.zeros(size, dtype=np.int64) for _ in range(5)))
    edges = np.searchsorted(columns["month_no"], np.arange(span.length + 1))
    months = [slice(begin, end) for begin, end in pairwise(edges.tolist())]
    for number, rows in enumerate(months):
        state.add(columns, rows, 1)
        if number >= span.window:
            state.add(columns, months[number - span.window], -1)
        yield state


def _retention(active: dict[int, Flags], number: int, span: Span) -> float | None:
    earlier = active.get(number - span.window)
    if earlier is None or not _reaches(number, span) or not earlier.any():
        return None
    return int((earlier & active[number]).sum()) / int(earlier.sum())


def _reaches(number: int, span: Span) -> bool:
    return number - 2 * span.window + 1 >= span.data_begin


def _acquired(first: Numbers, number: int, span: Span) -> int | None:
    if not _reaches(number, span):
        return None
    return int(((first > number - span.window) & (first <= number)).sum())


def _profit(company: dict[str, Numbers], number: int, span: Span, question: Question) -> Decimal | None:
    if not _sum(company, "costed_lines_n", number, span):
        return None
    costed, cost = (UNIT * _sum(company, name, number, span) for name in ("costed_units", "cost_units"))
    return profit_without_tax(costed, cost, question.tax)


def _sum(company: dict[str, Numbers], name: str, number: int, span: Span) -> int:
    begin, end = np.searchsorted(company["month_no"], (number - span.window + 1, number + 1))
    return int(company[name][begin:end].sum())


def _columns(workspace: Workspace, question: Question, span: Span) -> dict[str, Numbers]:
    """The rows of `overview.sql`; kept within one answer, where windows of several lengths ask for the same months."""
    prepared = history_statement(workspace, question, span)

    def compute() -> dict[str, Numbers]:
        with workspace.engine.cursor() as cursor:
            found: dict[str, Any] = cursor.numpy(prepared.sql, prepared.values)
        return {name: np.asarray(column, dtype=np.int64) for name, column in found.items()}

    return once(workspace, (prepared.sql, repr(prepared.values)), compute)


def _ranked(workspace: Workspace, question: Question, size: int) -> Flags:
    filters = question.filters
    return _chosen(workspace, question, Filters(customers=filters.customers if filters.rank_within else ()), size)


def _chosen(workspace: Workspace, question: Question, filters: Filters, size: int) -> Flags:
    """Which accounts the filters on customers, tiers and segments choose; never 0, which is nobody's."""
    flags = np.ones(size, dtype=np.bool_)
    if _chooses(filters):
        numbers = chosen_numbers(workspace, replace(question, filters=filters))
        flags[:] = False
        flags[numbers[numbers < size]] = True
    flags[0] = False
    return flags


def _chooses(filters: Filters) -> bool:
    return bool(filters.customers or filters.tiers or filters.segments)


def _whole(weight: object) -> int:
    return int(str(weight))
