"""Since when accounts are known, and since when they have lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from core.metrics.cached import once
from core.metrics.customer_values import account_texts, filled
from core.metrics.histories.history_ends import BYTES_BESIDE, Asked, prints_between
from core.metrics.histories.history_grid import BEYOND, Rows
from core.metrics.histories.history_kept import keep, kept_value, who_prints
from core.metrics.period import calendar_of, months_back
from core.metrics.tiering.top_share import Numbers

if TYPE_CHECKING:
    from core.store.workspace import Workspace

Months = NDArray[np.int16]


@dataclass(frozen=True)
class Since:
    """`new`: by number of the month the accounts that have their first line in it. `known`: per account since when.

    `known` is -1 by a customer file before the data, `BEYOND` where it is not up to the month of `as_of`.
    """

    new: dict[int, Numbers]
    known: Months


def since(workspace: Workspace, asked: Asked, last: int, rows: Rows | None) -> Since:
    """Since when accounts are known, looking at the months up to the number `last`; those set apart left out.

    `rows`: those of lines that count, where they were read already.
    """
    return once(workspace, ("since", asked, last), lambda: _since(workspace, asked, last, rows))


def _since(workspace: Workspace, asked: Asked, last: int, read: Rows | None) -> Since:
    new, known = _new_accounts(workspace, asked, last, read)
    if asked.question.filters.lines:  # nobody is known by a file then
        return Since(new, known)
    calendar = calendar_of(workspace)
    values = _values(asked) | {"last_day": calendar.last_dates[calendar.newest_month], "beyond": BEYOND}
    rows = _rows(workspace, asked, "history_known.sql", values)
    np.minimum.at(known, rows["account_no"], rows["month_no"])
    return Since(new, known)


def _new_accounts(
    workspace: Workspace, asked: Asked, last: int, read: Rows | None
) -> tuple[dict[int, Numbers], Months]:
    """The accounts that are new in a month are kept, so that a further month is read alone; and per account which."""
    who = who_prints(workspace, asked.question)
    keys = {number: ("new", who, prints_between(workspace, asked, 0, number)) for number in range(last + 1)}
    found = {
        number: cast("Numbers", new) for number in keys if (new := kept_value(workspace, keys[number])) is not None
    }
    missing = [number for number in keys if number not in found]
    rows = _by_month(workspace, asked, missing, read) if missing else {}
    size = int(workspace.engine.rows("select coalesce(max(customer_no), 0) from customers")[0][0]) + 1
    first = np.full(size, BEYOND, dtype=np.int16)
    for number, key in keys.items():
        if number not in found:
            new = np.compress(first[rows[number]] == BEYOND, rows[number])
            found[number] = np.unique(new) if asked.question.rank_groups else new  # a group has several members
            keep(workspace, key, found[number], new.nbytes + BYTES_BESIDE)
        first[found[number]] = number
    return found, first


def _by_month(workspace: Workspace, asked: Asked, missing: list[int], read: Rows | None) -> dict[int, Numbers]:
    """The accounts with a line of any kind in each month from the first missing one to the last."""
    numbers = range(missing[0], missing[-1] + 1)
    has_counted = read is not None and read.first <= numbers[0] and numbers[-1] <= read.last
    months = (months_back(asked.begin, -number) for number in (numbers[0], numbers[-1]))
    values = _values(asked) | dict(zip(("first_month", "last_month"), months, strict=True))
    rows = _rows(workspace, asked, "history_first.sql", values | {"has_counted": has_counted})
    order = np.argsort(rows["month_no"], kind="stable")
    edges = np.searchsorted(rows["month_no"][order], np.arange(numbers[0] + 1, numbers[-1] + 1))
    found: dict[int, Numbers] = dict(zip(numbers, np.split(rows["account_no"][order], edges), strict=True))
    if read is not None and has_counted:
        return {number: np.concatenate([read.accounts[read.of(number)], found[number]]) for number in numbers}
    return found


def _values(asked: Asked) -> dict[str, object]:
    return {"leave_out": asked.question.exclude_non_customers, "begin": asked.begin}


def _rows(workspace: Workspace, asked: Asked, name: str, values: dict[str, object]) -> dict[str, Any]:
    sql = filled(Path(__file__).with_name(name), account_texts(workspace, asked.question))
    with workspace.engine.cursor() as cursor:
        return {name: np.asarray(column) for name, column in cursor.numpy(sql, values).items()}
