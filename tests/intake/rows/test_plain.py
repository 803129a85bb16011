"""The short way for plain rows, with the careful way for the rest, gives exactly what the careful way gives."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.intake.files.reading import read_tables
from core.intake.rows.plain import plain_queries
from core.intake.rows.validation import plan_of, typed_query
from core.store.engine import Engine

HEADER = ["Order No", "Order date", "Customer", "Product", "Quantity", "Unit price", "Amount", "Cost", "Due date"]
PLAIN = ["A1", "2024-03-05", "C01", "Tea", "2", "5.00", "10.00", "6", "2024-04-05"]
DATES = ["2024-03-05", "2024-3-5", "2024/03/05", " 2024-03-05 ", "", "-", "soon", "1066-01-01", "22024-01-01", "epoch",
         "2024-03-05 10:11:12", "2024-02-30"]  # fmt: skip
NUMBERS = ["10", "10.00", "-3.5", "1,234.50", "(12.00)", "¥5", "", "-", "lots", "1e3", " 7 ", "0.00005",
           "99999999999999999", "１２", "3万"]  # fmt: skip
TEXTS = ["A1", " A1", "A1\u3000", "\u00a0A1", "", "  ", "\ufeffA1", "a\tb", "A1\t", "NA"]


def both_ways(folder: Path, rows: list[list[str]]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], int]:
    """Acceptable rows by both ways together and by the careful way alone, and how many were plain."""
    path = folder / "sales.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *[PLAIN] * 30, *rows])
    (table,) = read_tables(path, path.name, folder)
    plan = plan_of(table)
    ways = plain_queries(table, plan)
    assert ways is not None
    accepted = "select * exclude (refused_rule, refused_column, refused_value) from ({}) where refused_rule is null"
    engine = Engine(folder / "x.duckdb")
    try:
        plain = engine.rows(ways[0])
        rest = engine.rows(accepted.format(ways[1]))
        alone = engine.rows(accepted.format(typed_query(table, plan)))
    finally:
        engine.close()
    return sorted([*plain, *rest], key=str), sorted(alone, key=str), len(plain)


@pytest.mark.parametrize(("place", "cells"), [(1, DATES), (6, NUMBERS), (7, NUMBERS), (8, DATES), (2, TEXTS)])
def test_hostile_cells_come_out_the_same(tmp_path: Path, place: int, cells: list[str]) -> None:
    rows = [[*PLAIN[:place], cell, *PLAIN[place + 1 :]] for cell in cells]
    together, alone, plain = both_ways(tmp_path, rows)
    assert together == alone
    assert 30 <= plain <= 30 + len(cells)


row = st.tuples(
    *(st.sampled_from(cells) for cells in (TEXTS, DATES, TEXTS, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, DATES))
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row, min_size=1, max_size=25))
def test_any_mixture_comes_out_the_same(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    together, alone, plain = both_ways(tmp_path, [list(cells) for cells in rows])
    assert together == alone
    assert plain >= 30
