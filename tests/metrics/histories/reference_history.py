"""Tiers at month ends once more, in pandas and plain Python, written from the definitions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

SHARES = (("key", 100), ("important", 2000), ("ordinary", 5000), ("small", 10000))


@dataclass(frozen=True)
class Then:
    """One month end: the group of every active customer, and its value in 1/10000."""

    groups: dict[str, str]
    values: dict[str, int]


_sums: dict[tuple[int, str], tuple[pd.DataFrame, pd.DataFrame]] = {}
"""By lines and refunds: the lines themselves, so that none get the place of others, and their sums."""


def sums_of(lines: pd.DataFrame, refunds: str) -> pd.DataFrame:
    """The counted units of every customer and month, worked out once; lines as in `month_ends`."""
    if (id(lines), refunds) not in _sums:
        counted = lines[~lines["is_cancelled"]]
        counted = counted[~counted["is_return"]] if refunds == "gross" else counted[~counted["is_returned"]]
        _sums[id(lines), refunds] = (lines, counted.groupby(["customer_id", "month"], as_index=False)["units"].sum())
    return _sums[id(lines), refunds][1]


def month_ends(lines: pd.DataFrame, last: int, count: int, window: int, refunds: str) -> dict[int, Then]:
    """The month ends by number (months since the year 0), as far back as there are data.

    `lines`: customer_id (not missing), month (as number), units (amount in 1/10000, returns negative), is_return,
    is_returned, is_cancelled.
    """
    counted, found = sums_of(lines, refunds), {}
    for month in range(max(last - count + 1, int(lines["month"].min())), last + 1):
        held = counted[(counted["month"] <= month) & (counted["month"] > month - window)]
        values = held.groupby("customer_id")["units"].sum()
        ranked = values[values > 0]
        better = ranked.rank(method="min", ascending=False) - 1
        groups = dict.fromkeys(values.index, "unprofitable")
        for customer, place in better.items():
            groups[str(customer)] = next(code for code, share in SHARES if int(place) * 10000 < share * len(ranked))
        found[month] = Then(
            {str(key): group for key, group in groups.items()}, {str(key): int(value) for key, value in values.items()}
        )
    return found


def held(ends: dict[int, Then]) -> dict[int, dict[str, str]]:
    """The groups by the two-month rule, from the first month end on."""
    found: dict[int, dict[str, str]] = {}
    for month, then in ends.items():
        own_before = ends[month - 1].groups if month - 1 in ends else {}
        before = found.get(month - 1, {})
        found[month] = {
            customer: group if before.get(customer) is None or own_before.get(customer) == group else before[customer]
            for customer, group in then.groups.items()
        }
    return found


def flows(
    before: dict[str, str], after: dict[str, str], first_months: dict[str, int], month: int
) -> dict[tuple[str, str], int]:
    """(from, to) -> customers, from the month end before to that of `month`."""
    found: Counter[tuple[str, str]] = Counter()
    for customer in before.keys() | after.keys():
        came = "new" if first_months[customer] == month else "returned"
        found[before.get(customer, came), after.get(customer, "lapsed")] += 1
    return dict(found)
