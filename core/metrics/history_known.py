"""Since when accounts are known, and since when they have lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.metrics.customer_values import account_texts, filled
from core.metrics.history_ends import BYTES_BESIDE, Asked
from core.metrics.history_grid import BEYOND
from core.metrics.history_kept import kept
from core.metrics.period import calendar_of

if TYPE_CHECKING:
    from core.store.workspace import Workspace

Months = NDArray[np.int16]


@dataclass(frozen=True)
class Since:
    """Per account the number of its first month with a line, and of the month since which it is known."""

    first: Months
    known: Months


def since(workspace: Workspace, asked: Asked) -> Since:
    """Since when accounts are known, those set apart left out; `BEYOND` where it is never."""
    question, calendar = asked.question, calendar_of(workspace)
    sql = filled(Path(__file__).with_suffix(".sql"), account_texts(workspace, question))
    values: dict[str, object] = {
        "leave_out": question.exclude_non_customers,
        "begin": asked.begin,
        "last_day": calendar.last_dates[calendar.newest_month],
        "beyond": BEYOND,
        "with_filed": not question.filters.lines,
    }
    key = ("since", sql, repr(sorted(values.items())), workspace.data_version)
    return kept(
        workspace,
        key,
        lambda: _since(workspace, sql, values),
        lambda found: found.first.nbytes + found.known.nbytes + BYTES_BESIDE,
    )


def _since(workspace: Workspace, sql: str, values: dict[str, object]) -> Since:
    with workspace.engine.cursor() as cursor:
        rows = cursor.numpy(sql, values)
    accounts, months, bought = (np.asarray(rows[name]) for name in ("account_no", "month_no", "has_line"))
    first, known = (np.full(int(accounts.max(initial=0)) + 1, BEYOND, dtype=np.int16) for _ in range(2))
    np.minimum.at(known, accounts, months)
    lined = bought.astype(np.bool_)
    np.minimum.at(first, accounts[lined], months[lined])
    return Since(first, known)
