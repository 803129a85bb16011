"""An order far larger than those the customer usually gives."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.signals.rule import Asked, Rule

if TYPE_CHECKING:
    from core.metrics.customer_values import Prepared

FACTOR = Decimal("2.9")
"""So many times the 90th percentile of the customer's earlier orders: 3 times is found, however it was rounded."""
CALM_MONTHS = 12
CALM_SHARE = 0.003
"""Where more than so many customers and months of the year before had such an order, it takes a larger one."""
FEWEST_ORDERS = 5
"""With fewer earlier orders of its own a customer is compared with its peers."""
PEER_QUANTILE = 0.99


def statement(asked: Asked) -> Prepared:
    """The query of `large_order.sql`."""
    return asked.prepared(
        Path(__file__),
        factor=FACTOR,
        fewest=FEWEST_ORDERS,
        peer_quantile=PEER_QUANTILE,
        calm_first=asked.back(CALM_MONTHS),
        calm_months=CALM_MONTHS,
        calm_share=CALM_SHARE,
    )


RULE = Rule("large_order", "customer", "money", statement)
