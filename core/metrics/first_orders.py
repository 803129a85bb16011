"""When each customer ordered for the first time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.metrics.cached import once
from core.metrics.customer_values import account_texts, filled
from core.metrics.tiering.top_share import Numbers

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.workspace import Workspace


def first_orders(workspace: Workspace, question: Question, months: tuple[date, date], size: int) -> Numbers:
    """By account number below `size`: the month of its first order ever, counted from the first of `months`.

    -1 where it lies outside the months, or where there is none. Under a filter on lines: the first such order.
    """
    sql = filled(Path(__file__).with_suffix(".sql"), account_texts(workspace, question))

    def compute() -> dict[str, Any]:
        with workspace.engine.cursor() as cursor:
            return cursor.numpy(sql, {"first_month": months[0], "last_month": months[1]})

    found = once(workspace, (sql, months), compute)
    accounts = np.asarray(found["account_no"], dtype=np.int64)
    inside = accounts < size
    numbers = np.full(size, -1, dtype=np.int64)
    numbers[accounts[inside]] = np.asarray(found["month_no"], dtype=np.int64)[inside]
    return numbers
