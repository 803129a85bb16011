"""Recommending is asked from 0 to 10, unless the answers say otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.files.reading import TextTable
from core.intake.planning.plan import Choices
from core.intake.values.deciding import plan_of
from tests.intake.rows.typed_support import table_of, typed_rows

DAY = date(2023, 5, 5)


def answers(folder: Path, header: str, cells: list[str]) -> TextTable:
    return table_of(folder, ["Customer ID", header], [[f"K{n}", cell] for n, cell in enumerate(cells)])


@pytest.mark.parametrize(
    ("header", "cells", "options"),
    [
        ("NPS", ["10", "8", "3"], None),
        ("NPS", ["6", "3"], None),
        ("NPS", ["5", "3", "4"], ("1-5", "0-10")),
        ("NPS", ["5", "0", "4"], ("0-10",)),
        ("NPS", ["90", "70"], ("0-100",)),
        ("NPS (1-5)", ["5", "3"], None),
        ("推荐意愿（0-10分）", ["5", "3"], None),
        ("您有多大可能把我们推荐给朋友？", ["5", "3"], ("1-5", "0-10")),
    ],
)
def test_what_does_not_look_like_0_to_10_is_asked(
    tmp_path: Path, header: str, cells: list[str], options: tuple[str, ...] | None
) -> None:
    plan = plan_of(answers(tmp_path, header, cells), kind="surveys", choices=Choices(answered_on=DAY))
    found = [doubt.options for doubt in plan.doubts if doubt.code == "nps_scale"]
    assert found == ([options] if options else [])


@pytest.mark.parametrize("others", [{}, {"Service": "4", "Delivery": "5"}])
def test_the_answer_is_the_scale(tmp_path: Path, others: dict[str, str]) -> None:
    table = table_of(tmp_path, ["Customer ID", "NPS", *others], [["K1", "5", *others.values()]])
    scales = Choices(
        answered_on=DAY, nps_scale=(Decimal(1), Decimal(5)), scale=(Decimal(0), Decimal(7)) if others else None
    )
    plan = plan_of(table, kind="surveys", choices=scales)
    rows = {row["dimension"]: (row["lowest"], row["highest"]) for row in typed_rows(table, plan)}
    assert plan.doubts == ()
    assert rows["nps"] == (1, 5)
    assert all(rows[name] == (0, 7) for name in rows.keys() - {"nps"})
