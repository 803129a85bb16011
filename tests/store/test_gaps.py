"""Gaps of a file are closed where it is small, or where they are many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.store import gaps
from core.store.engine import Engine
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


@pytest.mark.parametrize(("deleted", "tasks"), [(10, 0), (30, TASKS)])
def test_a_file_that_is_opened_again_is_asked_what_was_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deleted: int, tasks: int
) -> None:
    """Percent of the lines deleted, all over the file; the engine itself still counts them as rows until it tidies."""
    monkeypatch.setattr(gaps, "LARGE_ROWS", 250_000)
    path = tmp_path / "workspace.duckdb"
    engine = Engine(path)
    with engine.transaction() as cursor:
        cursor.run("create table sales as select range as line from range(300_000)")
    with engine.transaction() as cursor:
        cursor.run(f"delete from sales where line % 100 < {deleted}")
    engine.close()
    again = Engine(path)
    assert again.rows("select value from duckdb_settings() where name = 'max_vacuum_tasks'") == [(str(tasks),)]
    again.close()
