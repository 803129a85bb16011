"""Gross profit and margin from sums, both without tax."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from core.metrics.customer_values import profit_expression

if TYPE_CHECKING:
    from core.settings import Tax

PLACES = Decimal("0.0001")


def profit_without_tax(costed: Decimal, cost: Decimal, tax: Tax) -> Decimal:
    """Revenue of the lines that have a cost, minus that cost; rounded once, half away from zero, to 4 places."""
    per, on_amount, on_cost = _weights(tax)
    return ((costed * on_amount - cost * on_cost) / per).quantize(PLACES, ROUND_HALF_UP)


def margin(profit: Decimal | None, costed: Decimal | None, tax: Tax) -> float | None:
    """Profit / revenue of the lines that have a cost, both without tax; None where these lines bring nothing."""
    if profit is None or costed is None or costed <= 0:
        return None
    per, on_amount, _ = _weights(tax)
    return float(profit * per / (costed * on_amount))


def _weights(tax: Tax) -> tuple[int, int, int]:
    _, weights = profit_expression(tax)
    if not weights:
        return 1, 1, 1
    per, on_amount, on_cost = (int(str(weights[name])) for name in ("per", "amount_weight", "cost_weight"))
    return per, on_amount, on_cost
