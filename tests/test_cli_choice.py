"""Choosing among those who meet the rules, on the command line: keys, files, words and refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.test_cli import Run, run  # noqa: F401  # fixture

HEAD = "Order,Date,Customer ID,Amount,Cost,Region\n"
MARCH = "".join(f"m{n},2024-03-{n + 10},C{n:02},{n}00,{n}0,{'North' if n > 15 else 'South'}\n" for n in range(1, 21))


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:  # noqa: F811
    """Customer n of twenty brought n hundred at a profit of n times 90; 16 to 20 are in the North."""
    (tmp_path / "march.csv").write_text(HEAD + MARCH)
    assert run.text("import", tmp_path / "march.csv")[0] == 0
    return run


def _ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["customer_id"] for row in csv.DictReader(file)]


def test_a_choice_from_options_to_the_file(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    limits = ("--quota", "3", "--quota-by", "region", "--top", "5", "--cost", "10", "--response", "0.1")
    group = "(region = North or value > 1200) and not (customer_id = C20)"
    code, found = filled.json("targets", "--rule", group, *limits, "--out", out)
    # C19 to C16 in the North, C15, C14 and C13 in the South: three each, the first five of them
    assert (code, _ids(out)) == (0, ["C19", "C18", "C17", "C15", "C14"])
    assert found == {
        "customers": 5,
        "value": "8300.0000",
        "funnel": [
            {"step": "known", "taken": 0, "left": 20},
            {"step": "rules", "taken": 13, "left": 7},
            {"step": "quota", "taken": 1, "left": 6},
            {"step": "top", "taken": 1, "left": 5},
        ],
        "cut_by_quota": [{"name": "North", "kept": 3, "cut": 1}],
        "economics": {
            "contacts": 5, "cost": "50.0000", "order_profit": "1494.0000", "order_profit_from": "profit",
            "break_even_rate": 0.006693, "expected_return": "747.0000", "expected_profit": "697.0000",
        },
        "on_lists": [],
    }  # fmt: skip
    assert filled.json("save", "First", "--rule", group, *limits)[1]["customers"] == 5
    code, text, _ = filled.text("--lang", "zh", "targets", "--rule", group, "--exclude-list", "first", "--out", out)
    assert (code, len(lines := text.splitlines())) == (0, 7)
    assert lines[1] == "不含“First”上的客户"
    assert lines[-2].split() == ["不在其他名单上", "5", "2"]
    calls = tmp_path / "calls.xlsx"
    assert filled.text("targets", "--list", "First", "--columns-set", "calling", "--out", calls)[0] == 0
    book = openpyxl.load_workbook(calls)
    told = " ".join(str(cell.value) for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row)
    assert "at most 3 per region" in told
    draws = [json.dumps(filled.json("targets", "--sample", "4", "--seed", seed, "--out", out)) for seed in (7, 7, 8)]
    assert draws[0] == draws[1]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--top", "0"], "choice_count"),
        (["--budget", "5"], "choice_cost_missing"),
        (["--cost", "-1"], "choice_amount"),
        (["--by", "customer_name"], "choice_by"),
        (["--exclude-list", "Nowhere"], "list_unknown"),
        (["--rule", "(tier = key"], "rule_brackets"),
    ],
)
def test_what_is_refused(filled: Run, words: list[str], error: str) -> None:
    code, found = filled.json("targets", *words, "--out", "x.csv")
    assert (code, found["error"]) == (1, error)
