"""Purchase days as one block per customer, and what was known of each customer at an origin: nothing later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.models.likelihood.results import PurchaseDays

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Blocks:
    """Purchase days sorted by customer, then day, each pair once.

    `customer`: one entry per customer, rising; `start`: where its days begin in `day`, `revenue` and `profit`, with one
    entry more for the end.
    """

    customer: Ints
    start: Ints
    day: Ints
    revenue: Floats
    profit: Floats | None

    @cached_property
    def owner(self) -> Ints:
        """The position of the customer of each day."""
        return np.repeat(np.arange(len(self.customer)), np.diff(self.start))

    @cached_property
    def spent(self) -> Floats:
        """Revenue up to each day, over all customers; one entry more than days, from 0."""
        return np.concatenate([[0.0], np.cumsum(self.revenue)])

    @cached_property
    def gap_sums(self) -> tuple[Floats, Floats]:
        """Sums of the logarithms of the gaps before each day, and of their squares, over all customers, as `spent`."""
        gap = np.diff(self.day, prepend=self.day[:1])
        same = np.diff(self.owner, prepend=-1) == 0
        logs = np.log(np.where(same, gap, 1).astype(np.float64))
        return np.concatenate([[0.0], np.cumsum(logs)]), np.concatenate([[0.0], np.cumsum(logs**2)])

    def until(self, day: int) -> Ints:
        """How many days each customer has up to `day`, that day included."""
        return np.bincount(self.owner[self.day <= day], minlength=len(self.customer))


@dataclass(frozen=True)
class History:
    """Customers with a purchase up to `origin`, as positions in the blocks.

    `repeats`: purchase days after the first; `recency`: days from the first to the last; `age`: days from the first to
    the origin; `spend`: revenue of all days.
    """

    origin: int
    position: Ints
    repeats: Ints
    recency: Ints
    age: Ints
    spend: Floats


@dataclass(frozen=True)
class Outcome:
    """What the customers of a history did in the horizon after its origin: purchase days and revenue."""

    orders: Ints
    revenue: Floats


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def blocks_of(days: PurchaseDays, last: int) -> Blocks:
    """The days up to `last` (days since 1970-01-01), in any order; entries of the same customer and day are added."""
    kept = days.day <= last
    profit = None if days.profit is None else days.profit[kept]
    order = np.lexsort((days.revenue[kept], days.day[kept], days.customer[kept]))
    customer, day = days.customer[kept][order], days.day[kept][order]
    fresh = np.ones(len(day), dtype=bool)
    fresh[1:] = (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])
    at = np.flatnonzero(fresh)
    owners, first = np.unique(customer[at], return_index=True)
    return Blocks(
        customer=owners.astype(np.int64),
        start=np.append(first, len(at)).astype(np.int64),
        day=day[at].astype(np.int64),
        revenue=_added(np.nan_to_num(days.revenue[kept][order].astype(np.float64)), at),
        profit=None if profit is None else _added(profit[order].astype(np.float64), at),
    )


def _added(values: Floats, at: Ints) -> Floats:
    return np.add.reduceat(values, at) if len(at) else values


def history_at(blocks: Blocks, origin: int) -> History:
    """What was known at the end of the day `origin`."""
    count = blocks.until(origin)
    position = np.flatnonzero(count)
    start, count = blocks.start[:-1][position], count[position]
    first, last = blocks.day[start], blocks.day[start + count - 1]
    return History(
        origin=origin,
        position=position,
        repeats=count - 1,
        recency=last - first,
        age=origin - first,
        spend=blocks.spent[start + count] - blocks.spent[start],
    )


def outcome_of(blocks: Blocks, history: History, horizon: int) -> Outcome:
    """What happened from the day after the origin to `horizon` days after it."""
    return Outcome(*between(blocks, history, history.origin, history.origin + horizon))


def between(blocks: Blocks, history: History, after: int, until: int) -> tuple[Ints, Floats]:
    """Purchase days and revenue of the customers of a history, later than the day `after`, up to `until`."""
    start = blocks.start[:-1][history.position]
    low, high = start + blocks.until(after)[history.position], start + blocks.until(until)[history.position]
    return high - low, blocks.spent[high] - blocks.spent[low]
