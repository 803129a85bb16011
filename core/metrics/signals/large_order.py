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
FEWEST_ORDERS = 5
"""With fewer earlier orders of its own a customer is compared with its peers."""
PEER_QUANTILE = 0.99


def statement(asked: Asked) -> Prepared:
    """The query of `large_order.sql`."""
    return asked.prepared(Path(__file__), factor=FACTOR, fewest=FEWEST_ORDERS, peer_quantile=PEER_QUANTILE)


RULE = Rule("large_order", "customer", "money", statement)
