"""The lists of one customer: its orders, what it buys, how it pays, what it answered, who spoke with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from core.metrics.cached import one_reading
from core.metrics.customer_values import filled
from core.metrics.period import basis_of, calendar_of, months_back
from core.metrics.results import Statement
from core.store.engine import quoted

if TYPE_CHECKING:
    import pandas as pd

    from core.metrics.question import Question
    from core.store.workspace import Workspace

HERE = Path(__file__).parent
PAGE_ORDERS = 20
Grouped = Literal["category", "product"]
NAMED: dict[Grouped, str] = {"category": "l.category", "product": "coalesce(l.product, l.product_code)"}


@dataclass(frozen=True)
class Orders:
    """A page of orders, newest first. `rows`: how many there are in all.

    Columns: order_id, order_date, lines, amount, state, due_date, paid_date, days_late, channel, salesperson.
    """

    rows: int
    table: pd.DataFrame
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Bought:
    """What a customer buys, the greatest first. `has_earlier`: whether the data reach back for an earlier window.

    Columns: name, revenue, share (of the customer's revenue, None where that is not above 0), earlier_revenue and
    change (only with `has_earlier`; None from nothing), quantity, order_count, last_date.
    """

    table: pd.DataFrame
    has_earlier: bool
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Payment:
    """How the orders of the window were paid; see `customer_payment.sql`. `orders` = 0: none has a due date."""

    orders: int
    due: int
    on_time: int
    days_late: float | None
    terms_days: float | None
    open_amount: Decimal
    overdue_amount: Decimal
    overdue_days: int | None
    statements: tuple[Statement, ...] = ()

    @property
    def on_time_share(self) -> float | None:
        """The share of the orders due that were paid by their day, 0-1."""
        return self.on_time / self.due if self.due else None


@one_reading
def customer_orders(
    workspace: Workspace, question: Question, ids: Sequence[str], *, limit: int = PAGE_ORDERS, offset: int = 0
) -> Orders:
    """A page of the customer's orders up to `as_of`; line filters do not leave orders out."""
    basis = basis_of(workspace, question)
    values: dict[str, object] = {
        "ids": list(ids),
        "as_of": basis.as_of,
        "refunds": question.refunds,
        "row_limit": limit,
        "row_offset": offset,
    }
    sql = filled(HERE / "customer_orders.sql", {})
    table = workspace.engine.frame(sql, values)
    rows = int(table["order_rows"].iloc[0]) if len(table) else 0
    return Orders(rows, table.drop(columns="order_rows"), (Statement("customer_orders", sql, values),))


@one_reading
def customer_products(workspace: Workspace, question: Question, ids: Sequence[str], grouped: Grouped) -> Bought:
    """What the customer buys in the window, against the earlier window where the data reach so far back."""
    basis = basis_of(workspace, question)
    first, earlier = basis.first_month, basis.first_month
    if basis.window_months is not None:
        before = months_back(first, basis.window_months)
        earlier = before if before >= calendar_of(workspace).first_month else first
    values: dict[str, object] = {
        "ids": list(ids),
        "first_month": first,
        "earlier_first": earlier,
        "as_of": basis.as_of,
        "refunds": question.refunds,
    }
    sql = filled(HERE / "customer_products.sql", {"named": NAMED[grouped], "grouped": grouped})
    table = workspace.engine.frame(sql, values)
    return Bought(_with_shares(table, earlier < first), earlier < first, (Statement("customer_products", sql, values),))


def _with_shares(table: pd.DataFrame, has_earlier: bool) -> pd.DataFrame:
    total = sum(table["revenue"], Decimal(0))
    shares = [float(revenue / total) if total > 0 else None for revenue in table["revenue"]]
    pairs = zip(table["revenue"], table["earlier_revenue"], strict=True)
    changes = [float(now / before - 1) if has_earlier and before > 0 else None for now, before in pairs]
    made = table.copy()
    made["share"], made["change"] = shares, changes
    columns = ["name", "revenue", "share", "earlier_revenue", "change", "quantity", "order_count", "last_date"]
    return made[columns if has_earlier else [name for name in columns if name not in ("earlier_revenue", "change")]]


@one_reading
def customer_payment(workspace: Workspace, question: Question, ids: Sequence[str]) -> Payment:
    """How the customer pays; see `customer_payment.sql`."""
    basis = basis_of(workspace, question)
    sql = filled(HERE / "customer_payment.sql", {})
    first = basis.first_month if basis.window_months is not None else date(1, 1, 1)
    values: dict[str, object] = {"ids": list(ids), "first_month": first, "as_of": basis.as_of}
    found = Payment(*workspace.engine.rows(sql, values)[0])
    return replace(found, statements=(Statement("customer_payment", sql, values),))


@one_reading
def customer_answers(workspace: Workspace, question: Question, ids: Sequence[str]) -> pd.DataFrame:
    """What the customer answered, newest first; see `customer_answers.sql`."""
    basis = basis_of(workspace, question)
    return workspace.engine.frame(filled(HERE / "customer_answers.sql", {}), {"ids": list(ids), "as_of": basis.as_of})


def customer_contacts(workspace: Workspace, ids: Sequence[str]) -> pd.DataFrame:
    """Visits, calls and complaints, newest first. `kind` as a file calls it, by hand one of the codes; `by_hand`."""
    names = ("contacted_on", "kind", "by", "result", "next_step", "next_on", "product", "severity", "settled_on")
    return workspace.engine.frame(
        f"select {', '.join(map(quoted, names))}, batch_id = 0 as by_hand from contact_records "
        "where customer_id in (select unnest($ids)) "
        "order by contacted_on desc, noted_at desc nulls last, batch_id desc, kind nulls last",
        {"ids": list(ids)},
    )
