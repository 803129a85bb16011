"""Dates written with points, as in German, Russian and Chinese files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.intake.rows.validation import plan_of
from tests.intake.rows.typed_support import table_of, typed_rows


@pytest.mark.parametrize(
    "cells", [["05.01.2023", "25.03.2023"], ["2023.01.05", "2023.03.25"], ["2023.1.5", "2023.3.25"]]
)
def test_a_date_with_points_is_no_number(tmp_path: Path, cells: list[str]) -> None:
    rows = [[f"A{place}", cell, "00017", "9,50"] for place, cell in enumerate(cells)]
    table = table_of(tmp_path, ["Order ID", "Order Date", "Customer ID", "Amount"], rows)
    plan = plan_of(table)
    assert plan.kind == "sales"
    assert [row["order_date"] for row in typed_rows(table, plan)] == [date(2023, 1, 5), date(2023, 3, 25)]


def test_an_unknown_customer_written_as_minus_one_leaves_the_ids_what_they_are(tmp_path: Path) -> None:
    rows = [[f"A{n}", "2023-01-05", "-1" if n == 3 else f"10{n}", f"Name {n}", "5"] for n in range(10)]
    table = table_of(tmp_path, ["Order ID", "Order Date", "Customer ID", "Customer Name", "Amount"], rows)
    assert {row["customer_id"] for row in typed_rows(table, plan_of(table))} == {row[2] for row in rows}
