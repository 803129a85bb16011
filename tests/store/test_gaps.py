"""Gaps of a file are closed where it is small, or where they are many."""

from __future__ import annotations

from typing import Any

import pytest

from core.store.gaps import TASKS, vacuum_tasks


@pytest.mark.parametrize(
    ("sizes", "standing", "tasks"),
    [
        ({}, {}, TASKS),
        ({"sales": 900_000}, {}, TASKS),  # small: nobody counts
        ({"sales": 10_000_000, "customers": 5}, {"sales": 10_000_000}, 0),
        ({"sales": 10_000_000, "facts": 2_000_000}, {"sales": 9_000_000, "facts": 1_600_000}, 0),
        ({"sales": 10_000_000, "facts": 2_000_000}, {"sales": 9_000_000, "facts": 1_599_999}, TASKS),
    ],
)
def test_gaps_are_closed_where_it_is_worth_its_time(
    sizes: dict[str, int], standing: dict[str, int], tasks: int
) -> None:
    def rows_of(query: str) -> list[tuple[Any, ...]]:
        if "estimated_size" in query:
            return list(sizes.items())
        return [(standing[query.split('"')[1]],)]

    assert vacuum_tasks(rows_of) == tasks
