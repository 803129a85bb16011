"""A company of six for the tests of lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

LINES: list[dict[str, Any]] = [
    {"order_id": "1", "order_date": date(2024, 1, 5), "customer_id": "A", "amount": 1000, "customer_name": "Alpha"},
    {"order_id": "2", "order_date": date(2024, 2, 10), "customer_id": "B", "amount": Decimal("600.5")},
    {"order_id": "3", "order_date": date(2024, 2, 11), "customer_id": "C", "amount": 300, "region": "North"},
    {"order_id": "4", "order_date": date(2024, 3, 28), "customer_id": "D", "amount": 100, "region": "South"},
    {"order_id": "5", "order_date": date(2024, 3, 31), "customer_id": "E", "amount": -20, "region": "North"},
]
"""Value at 2024-03-31: A 1000 (86 days), B 600.50 (50), C 300 (49), D 100 (3), E -20 (none)."""
