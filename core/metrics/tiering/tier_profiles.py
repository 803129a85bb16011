"""How the customers of each tier buy: means and the middle."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import Prepared, account_texts, filled
from core.metrics.period import basis_of
from core.metrics.tiering.tiers import tiers_table

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.engine import Row
    from core.store.workspace import Workspace

BESIDE = ("unprofitable", "inactive")
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class TierProfile:
    """How one tier buys in the window. None where nobody in it ever bought, ordered or was sent anything."""

    code: str
    customers: int
    value_mean: Decimal
    value_median: Decimal  # of an even number the mean of the two in the middle
    orders_per_customer: float
    average_order_value: Decimal | None  # revenue / orders
    recency_days: float | None  # mean over those who ever bought
    returns_share: float | None  # taken back / bought, both gross
    revenue: Decimal


@one_reading
def tier_profiles(workspace: Workspace, question: Question) -> tuple[TierProfile, ...]:
    """The tiers of the cut that have customers, best first, then unprofitable and inactive customers.

    Tiers and errors as in `tiers_table`. Money is rounded half up to 4 places.
    """
    basis = basis_of(workspace, question)
    texts = account_texts(workspace, question) | {"tiers": tiers_table(workspace, question)}
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "as_of": basis.as_of,
        "first_month": basis.first_month,
        "last_month": basis.last_month,
    }
    prepared = Prepared(filled(Path(__file__).with_suffix(".sql"), texts), values)
    found = {row[0]: row[1:] for row in workspace.engine.rows(prepared.sql, prepared.values)}
    return tuple(_profile(code, found[code]) for code in (*question.cut.tiers, *BESIDE) if code in found)


def _profile(code: str, row: Row) -> TierProfile:
    customers, value, middle, middles, orders, revenue, recency, buyers, bought, returned = row
    return TierProfile(
        code=code,
        customers=customers,
        value_mean=_rounded(value / customers),
        value_median=_rounded(middle / middles),
        orders_per_customer=orders / customers,
        average_order_value=_rounded(revenue / orders) if orders else None,
        recency_days=recency / buyers if buyers else None,
        returns_share=float(returned / bought) if bought else None,
        revenue=revenue,
    )


def _rounded(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(PLACES, rounding=ROUND_HALF_UP)
