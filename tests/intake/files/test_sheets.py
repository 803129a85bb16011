"""Sheets as programs export them: what their headers mean, and what their lines are worth."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.columns.mapping import ACCEPTED, CERTAIN, guess_kind, guess_mapping
from core.intake.planning.plan import missing_columns
from core.intake.values.deciding import plan_of
from core.schema import TABLES
from tests.intake.rows.typed_support import typed_rows
from tests.intake.sheet_support import Sheet, sheets

SHEETS = sheets()
BY_NAME = pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
SHARE_OF_REQUIRED = Decimal("0.95")


def required_found(sheet: Sheet, folder: Path) -> tuple[int, int]:
    """(required columns that are mapped right, required columns): of the kind that is guessed."""
    table = sheet.table(folder)
    needed = [column.name for column in TABLES[sheet.kind].columns if column.required]
    plan = plan_of(table)
    if plan.kind != sheet.kind:
        return 0, len(needed)
    right = {
        item.column
        for item, meant in zip(plan.proposals, sheet.meanings, strict=True)
        if item.column and item.column in meant
    }
    right |= {"score"} if any(str(column).startswith("score:") for column in right) else set()
    ways = {name: [(name,), *TABLES[sheet.kind].alternatives.get(name, ())] for name in needed}
    return sum(any(set(way) <= right for way in each) for each in ways.values()), len(needed)


def test_there_are_enough_sheets_of_each_kind() -> None:
    assert len(SHEETS) >= 80
    assert {sheet.kind for sheet in SHEETS} == TABLES.keys()


def test_the_required_columns_are_mapped_right(tmp_path: Path) -> None:
    found = {sheet.name: required_found(sheet, tmp_path / str(place)) for place, sheet in enumerate(SHEETS)}
    lacking = {name: counts for name, counts in found.items() if counts[0] < counts[1]}
    right, wanted = (sum(counts) for counts in zip(*found.values(), strict=True))
    assert Decimal(right) / wanted >= SHARE_OF_REQUIRED, lacking


@BY_NAME
def test_a_wrong_guess_is_never_certain(sheet: Sheet, tmp_path: Path) -> None:
    guesses = guess_mapping(sheet.table(tmp_path), sheet.kind)
    wrong = [
        (item.header, item.column, item.confidence)
        for item, meant in zip(guesses, sheet.meanings, strict=True)
        if item.column and item.confidence >= CERTAIN and item.column not in meant
    ]
    assert wrong == []


@BY_NAME
def test_the_kind_is_known(sheet: Sheet, tmp_path: Path) -> None:
    kind, confidence = guess_kind(sheet.table(tmp_path))
    assert (kind, confidence >= ACCEPTED) == (sheet.kind, True)


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.total], ids=[s.name for s in SHEETS if s.total])
def test_the_lines_are_worth_what_the_sheet_says(sheet: Sheet, tmp_path: Path) -> None:
    table = sheet.table(tmp_path)
    plan = plan_of(table)
    assert missing_columns(plan) == ()
    rows = typed_rows(table, plan)
    assert [row["refused_rule"] for row in rows if row["refused_rule"]] == []
    assert sum(row["amount"] for row in rows) == Decimal(str(sheet.total))
