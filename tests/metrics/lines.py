"""Order lines for tests of metrics, written shortly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

DAY = date(2024, 6, 30)
_numbers = count(1)


def line(customer_id: str | None, amount: float | str, day: date = DAY, **more: Any) -> dict[str, Any]:
    """One line, in an order of its own unless `order_id` says otherwise."""
    own = {"order_id": f"o{next(_numbers)}", "order_date": day, "customer_id": customer_id}
    return own | {"amount": Decimal(str(amount))} | more


def one_each(*amounts: float | str) -> list[dict[str, Any]]:
    """Customers C01, C02, ... with one line of these amounts."""
    return [line(f"C{number:02}", amount) for number, amount in enumerate(amounts, start=1)]
