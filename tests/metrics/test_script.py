"""The script that is shown runs by itself, on a copy of the file, and gives the figures that are shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.customers import customers
from core.metrics.question import Filters, Question
from core.metrics.results import Statement
from core.metrics.scoring.rfm import rfm
from core.metrics.script import script, written_out
from core.metrics.surveys.satisfaction import satisfaction
from core.metrics.tiering.concentration import concentration
from core.metrics.tiering.pyramid import pyramid
from core.settings import Cut, RfmRules, SatisfactionRules
from core.store.engine import Engine
from core.store.workspace import FILE_NAME, Workspace, open_workspace

QUESTIONS = (
    Question(),
    Question(as_of="2026-06", window_months=6, refunds="gross", value="gross_profit", cut=Cut("contribution")),
    Question(
        filters=Filters(
            lines=(("channel", ("Phone order",)),), customers=(("kind", ("Dealer",)),), tiers=("important",)
        )
    ),
)


@pytest.fixture
def sample(sample_home: Path) -> Workspace:
    """The sample company."""
    return open_workspace("sample", sample_home)


def run(workspace: Workspace, statements: tuple[Statement, ...], folder: Path) -> list[tuple[Any, ...]]:
    """The rows of the last statement of the script, on a copy of the file, by an engine that knows nothing else."""
    text = script(workspace, statements)
    workspace.engine.settle()
    folder.mkdir(parents=True)
    shutil.copy(workspace.folder / FILE_NAME, folder / FILE_NAME)
    engine = Engine(folder / FILE_NAME)
    rows = engine.rows(text)
    engine.close()
    return rows


ANSWERS: dict[str, Callable[[Workspace, Question], tuple[Statement, ...]]] = {
    "pyramid": lambda workspace, question: pyramid(workspace, question).statements,
    "rfm": lambda workspace, question: rfm(workspace, question, RfmRules()).statements,
    "concentration": lambda workspace, question: concentration(workspace, question).statements,
    "customers": lambda workspace, question: customers(workspace, question, RfmRules()).statements,
}


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
@pytest.mark.parametrize("name", ANSWERS)
def test_the_script_gives_what_the_app_says(sample: Workspace, tmp_path: Path, name: str, number: int) -> None:
    question = QUESTIONS[number]
    statements = ANSWERS[name](sample, question)
    told = [sample.engine.rows(statement.sql, statement.parameters) for statement in statements]
    assert any(told)
    for place, rows in enumerate(told):
        again = run(sample, statements[: place + 1], tmp_path / str(place))
        assert sorted(map(repr, again)) == sorted(map(repr, rows)), statements[place].name


def test_tables_for_a_moment_are_filled_too(sample: Workspace, tmp_path: Path) -> None:
    found = satisfaction(sample, Question(), SatisfactionRules())
    rows = {row[0]: row[1:] for row in run(sample, found.statements, tmp_path / "copy")}
    assert {tier.tier: (tier.active, tier.covered) for tier in found.by_tier} == {
        code: (active, covered) for code, (_, active, covered) in rows.items()
    }


def test_values_are_written_as_they_are_meant() -> None:
    values = {"a": None, "b": True, "c": Decimal("1.50"), "d": date(2024, 2, 29), "e": ["O'Hara", 2], "f": "x"}
    assert written_out("select $a, $b, $c, $d, $e, $f, $ab, $1", values) == (
        "select null, true, 1.50, DATE '2024-02-29', ['O''Hara', 2], 'x', $ab, $1"
    )
