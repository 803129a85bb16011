"""The purchase days of each customer with what they brought: what purchase forecasts are made from and judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import cached, one_reading, remembered
from core.metrics.counted_lines import COUNTED
from core.metrics.customer_values import Prepared, account_texts, checked_measure, filled, profit_expression
from core.metrics.line_facts import facts_of, lines_of
from core.metrics.period import basis_of
from core.models.likelihood.results import PurchaseDays
from core.store.engine import Cursor
from core.store.facts import NUMBERED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.metrics.question import Question
    from core.store.workspace import Workspace

RETURNED = {"net": "-abs(l.amount)", "gross": "0"}
FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True)
class LeftOut:
    """Lines up to the day that name no customer, and their revenue."""

    lines: int
    revenue: Decimal


def days_statement(workspace: Workspace, question: Question) -> Prepared:
    """The query of `forecast_days.sql` for a question."""
    checked_measure(question)
    lines, values = lines_of(question.filters.lines)
    profit, weights = profit_expression(question.tax)
    texts = {
        **account_texts(workspace, question),
        "lines_of": lines,
        "customers_of": NUMBERED,
        "counted": COUNTED[question.refunds],
        "returned": RETURNED[question.refunds],
        "profit": profit,
    }
    bound = {"as_of": basis_of(workspace, question).as_of, "leave_out": question.exclude_non_customers}
    return Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values | weights | bound)


@one_reading
def days_table(workspace: Workspace, question: Question) -> str:
    """The name of the cached table of `forecast_days.sql`.

    It depends on the day, refunds, tax, groups, accounts left out and line filters of the question; its window, value
    measure, cut and customer filters have no part in it: everybody with such lines is forecast, and chosen afterwards.
    Errors: those of `basis_of` and `lines_of`.
    """
    prepared = days_statement(workspace, question)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {prepared.sql}", prepared.values)

    return cached(workspace, "table", "forecast_days", (prepared.sql, sorted(prepared.values.items())), make)


@one_reading
def days_print(workspace: Workspace, question: Question) -> str:
    """A print of those days, as text: the same as long as no purchase in them changes, whatever else is imported."""
    query = (
        "select count(*), bit_xor(hash(c.customer_id, d.day, d.revenue, d.profit)) "
        f"from {days_table(workspace, question)} as d join customers as c on c.customer_no = d.customer_no"
    )
    count, mixed = remembered(workspace, "days_print", query, lambda: workspace.engine.rows(query)[0])
    return f"{count}:{mixed or 0}"


@one_reading
def purchase_arrays(workspace: Workspace, question: Question) -> PurchaseDays:
    """The days as arrays, sorted by customer, then day; profit is nan where a day's cost is not known, None if ever."""
    import numpy as np

    query = (
        f"select cast(customer_no as BIGINT) as customer, cast(day - DATE '{FIRST_DAY}' as BIGINT) as day, "
        "cast(revenue as DOUBLE) as revenue, coalesce(cast(profit as DOUBLE), cast('nan' as DOUBLE)) as profit "
        f"from {days_table(workspace, question)} order by customer, day"
    )
    with workspace.engine.cursor() as cursor:
        found = cursor.numpy(query)
    profit = np.asarray(found["profit"], dtype=np.float64)
    return PurchaseDays(
        np.asarray(found["customer"], dtype=np.int64),
        np.asarray(found["day"], dtype=np.int64),
        np.asarray(found["revenue"], dtype=np.float64),
        None if np.isnan(profit).all() else profit,
    )


@one_reading
def numbers_by_id(workspace: Workspace) -> NDArray[np.int64]:
    """The number of each customer, by customer_id: numbers depend on which file came first, this order does not."""
    import numpy as np

    with workspace.engine.cursor() as cursor:
        found = cursor.numpy("select cast(customer_no as BIGINT) as number from customers order by customer_id")
    return np.asarray(found["number"], dtype=np.int64)


@one_reading
def left_out(workspace: Workspace, question: Question) -> LeftOut:
    """What no forecast can know of: the lines up to the day that name no customer."""
    basis, way = basis_of(workspace, question), question.refunds
    query = (
        f"select coalesce(sum({way}_lines), 0), coalesce(sum({way}_amount), 0) "
        f"from {facts_of(workspace, question.filters.lines)} where customer_no = 0 and month <= $last_month"
    )
    lines, revenue = workspace.engine.rows(query, {"last_month": basis.last_month})[0]
    return LeftOut(int(lines), revenue)
