"""Customers x month ends: the window's sums rolled from month to month, cut into tiers. Whole numbers throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.metrics.chosen import chosen_numbers
from core.metrics.customer_values import Prepared, account_texts, filled, profit_expression
from core.metrics.period import months_back
from core.metrics.question import Filters
from core.metrics.tiering.tiers import LARGEST
from core.metrics.tiering.top_share import Flags, Numbers

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import Cut, Tax
    from core.store.workspace import Workspace

Places = NDArray[np.uint8]
"""Per account number its tier, 0 = best; behind the tiers stand UNPROFITABLE, UNCOSTED and ABSENT."""
UNIT = Decimal("0.0001")
BEYOND = 30_000  # a month number that no month end reaches
GRID_MEASURES = ("revenue", "order_count", "gross_profit")
LARGEST_PRODUCT = 2**62
UNITS = "cast(m.{name} * cast(10000 as DECIMAL(5,0)) as BIGINT) as {alias}"
COUNTED = "cast(m.{name} as BIGINT) as {alias}"
ORDERS = "10000 * cast(m.{name} as BIGINT) as {alias}"
MEASURES = {
    "revenue": ((UNITS, "{refunds}_amount", "amount"),),
    "order_count": ((ORDERS, "{refunds}_orders", "amount"),),
    "gross_profit": (
        (UNITS, "{refunds}_costed_amount", "amount"),
        (UNITS, "{refunds}_cost", "cost"),
        (COUNTED, "{refunds}_costed_lines", "costed"),
    ),
}


def unprofitable(cut: Cut) -> int:
    """The place of those with a counted line and a value of 0 or less."""
    return len(cut.tiers)


def uncosted(cut: Cut) -> int:
    """The place of those none of whose lines has a cost, under gross profit."""
    return len(cut.tiers) + 1


def absent(cut: Cut) -> int:
    """The place of those without a counted line in the window, or not chosen."""
    return len(cut.tiers) + 2


@dataclass
class Sums:
    """The sums over the window at one month end, by account number. `months`: with a counted line."""

    months: NDArray[np.int32]
    amount: Numbers
    cost: Numbers | None = None
    costed: Numbers | None = None

    def values(self, tax: Tax) -> Numbers:
        """The value measure in units of 1/10000."""
        return self.amount if self.cost is None else _profit(self.amount, self.cost, tax)


def facts_statement(workspace: Workspace, question: Question, begin: date, first: date, last: date) -> Prepared:
    """The query of `history.sql` for the months from `first` to `last`, numbered from `begin`."""
    texts = account_texts(workspace, question)
    columns = [form.format(name=name, alias=alias) for form, name, alias in MEASURES[question.value]]
    texts = {"measures": ",\n    ".join(columns)} | texts
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "begin": begin,
        "first_month": first,
        "last_month": last,
    }
    return Prepared(filled(Path(__file__).with_name("history.sql"), texts), values)


@dataclass(frozen=True)
class Rows:
    """The rows of `history.sql` by month; `edges`: where each month from `first` on begins, and where the last ends."""

    first: int
    accounts: Numbers
    columns: dict[str, Numbers]
    edges: list[int]

    @property
    def last(self) -> int:
        """The number of the last month."""
        return self.first + len(self.edges) - 2

    def of(self, number: int) -> slice:
        """Where the rows of a month stand."""
        return slice(*self.edges[number - self.first : number - self.first + 2])


def rows_for(workspace: Workspace, question: Question, begin: date, wanted: Sequence[int]) -> Rows:
    """The rows that the windows of the wanted month ends (numbers counted from `begin`, rising) hold."""
    window = question.window_months or wanted[-1] + 1
    first, last = max(wanted[0] - window + 1, 0), wanted[-1]
    statement = facts_statement(workspace, question, begin, months_back(begin, -first), months_back(begin, -last))
    with workspace.engine.cursor() as cursor:
        found: dict[str, Any] = cursor.numpy(statement.sql, statement.values)
    numbers = np.asarray(found.pop("month_no"))
    order = np.argsort(numbers, kind="stable")
    edges = np.searchsorted(numbers[order], np.arange(first, last + 2)).tolist()
    columns = {name: np.asarray(column)[order] for name, column in found.items()}
    return Rows(first, columns.pop("account_no"), columns, edges)


def rolled(rows: Rows, window: int, wanted: Sequence[int], ranked: Flags | None) -> Iterator[tuple[int, Sums]]:
    """The sums at the wanted month ends, one at a time; each is changed on. Of accounts in `ranked` only, if given."""
    size = max(int(rows.accounts.max(initial=0)) + 1, len(ranked) if ranked is not None else 0)
    sums = Sums(np.zeros(size, dtype=np.int32), *(np.zeros(size, dtype=np.int64) for _ in rows.columns))
    kinds = {name: getattr(sums, name) for name in rows.columns}

    def move(number: int, sign: int) -> None:
        place = rows.of(number)
        accounts, columns = rows.accounts[place], {name: column[place] for name, column in rows.columns.items()}
        if ranked is not None:
            inside = flags_at(ranked, accounts)
            accounts, columns = accounts[inside], {name: column[inside] for name, column in columns.items()}
        np.add.at(sums.months, accounts, np.int32(sign))  # of the same type: else eighty times as slow
        for name, into in kinds.items():
            np.add.at(into, accounts, sign * columns[name])

    for number in range(rows.first, wanted[-1] + 1):
        move(number, 1)
        if number - window >= rows.first:
            move(number - window, -1)
        if number in wanted:
            yield number, sums


def flags_at(flags: Flags, accounts: Numbers) -> Flags:
    """The flags of accounts; of numbers that nobody flagged: no."""
    inside = accounts < len(flags)
    found: Flags = inside & flags[np.where(inside, accounts, 0)]
    return found


def flags_of(workspace: Workspace, question: Question, filters: Filters) -> Flags | None:
    """Which accounts these filters choose; None for everybody."""
    if filters == Filters():
        return None
    numbers = chosen_numbers(workspace, replace(question, filters=filters))
    flags = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.bool_)
    flags[numbers] = True
    return flags


def cuts_of(among: Numbers, cut: Cut) -> tuple[int, ...]:
    """From which value (units) on a customer belongs to each tier but the last; `among`: positive values that rise."""
    if cut.method == "thresholds":
        return tuple(units_of(amount) for amount in cut.thresholds)
    count = len(among)
    if not count:
        return (0,) * (len(cut.tiers) - 1)
    if cut.method == "share":
        return tuple(int(among[count + (-ceiling * count // 10000)]) for ceiling in cut.ceilings[:-1])
    falling = among[::-1]
    better = np.cumsum(falling) - falling
    total = int(falling.sum())
    limits = [-(-ceiling * total // 10000) for ceiling in cut.ceilings[:-1]]
    return tuple(int(falling[np.searchsorted(better, limit, side="left") - 1]) for limit in limits)


def units_of(amount: Decimal) -> int:
    """An amount in units of 1/10000, rounded half up; at most what a table can hold."""
    return int((min(amount, LARGEST) / UNIT).to_integral_value(ROUND_HALF_UP))


def places_of(values: Numbers, sums: Sums, cuts: Sequence[int], cut: Cut) -> Places:
    """The place of every account by the cut values, which fall."""
    places = (values <= 0).astype(np.uint8)
    for smallest in cuts:
        places += values < max(smallest, 1)
    is_absent = sums.months == 0  # its value is 0, so it counts as unprofitable up to here
    if sums.costed is not None:
        lacking = (sums.costed == 0) & ~is_absent
        places[lacking] = uncosted(cut)
    places += is_absent.astype(np.uint8) * np.uint8(absent(cut) - unprofitable(cut))
    return places


def _profit(amount: Numbers, cost: Numbers, tax: Tax) -> Numbers:
    """Costed amount less cost, both without tax, rounded once, half away from zero."""
    _, weights = profit_expression(tax)
    if not weights:
        return amount - cost
    per, on_amount, on_cost = (int(str(weights[name])) for name in ("per", "amount_weight", "cost_weight"))
    largest = max(int(np.abs(amount).max(initial=0)), int(np.abs(cost).max(initial=0)))
    kind: Any = np.int64 if 4 * largest * max(on_amount, on_cost) < LARGEST_PRODUCT else object  # object: any size
    units = amount.astype(kind) * on_amount - cost.astype(kind) * on_cost
    sizes = (2 * np.abs(units) + per) // (2 * per)
    found: Numbers = np.where(units < 0, -sizes, sizes).astype(np.int64)
    return found
