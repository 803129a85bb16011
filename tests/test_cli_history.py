"""The command history: figures and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.metrics.lines import line
from tests.support import workspace_with


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two customers in January and February 2024, A with 100 and 10, B with 50 both times; a window of one month."""
    amounts = {("A", 1): 100, ("A", 2): 10, ("B", 1): 50, ("B", 2): 50}
    lines = [line(name, amount, date(2024, month, 28)) for (name, month), amount in amounts.items()]
    workspace = workspace_with(tmp_path, lines)
    workspace.save_settings(replace(workspace.settings(), window_months=1))
    close_workspace(workspace)
    return tmp_path


def run(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--home", str(home), *words]) == 0
    return capsys.readouterr().out


def test_tells_each_month_end(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--json", "history", "--tiers", "key=0.5,important=0.5")
    found = json.loads(run(home, capsys, *arguments))
    assert (found["as_of"], found["reading"], found["two_months_rule"]) == ("2024-02-28", "relative", False)
    january, february = found["months"]
    assert (january["month_end"], january["total"], january["new"]) == ("2024-01-31", "150.0000", {"customers": 2})
    assert january["tiers"][0] == {
        "code": "key", "customers": 1, "customer_share": 0.5, "value": "100.0000", "value_share": 0.666667,
        "cut_value": "100.0000", "stayed": None, "stability": None,
    }  # fmt: skip
    assert (february["tiers"][0]["value"], february["tiers"][0]["stayed"]) == ("50.0000", 0)
    assert february["stability"] == 0
    assert run(home, capsys, *arguments) == run(home, capsys, *arguments)


def test_frozen_and_the_last_ones(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--json", "history", "--months", "1", "--tiers", "key=0.5,important=0.5")
    assert len(json.loads(run(home, capsys, *words))["months"]) == 1
    frozen = json.loads(run(home, capsys, *words[:2], "--reading", "frozen", *words[4:]))
    # by February's amounts, from 50 on: both in January
    assert [month["tiers"][0]["customers"] for month in frozen["months"]] == [2, 1]


def test_says_it_to_a_person(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(home, capsys, "history")
    assert "28 Feb 2024" in said
    assert "Stayed in their tier" in said
    assert "留在原层级" in run(home, capsys, "--lang", "zh", "history")
