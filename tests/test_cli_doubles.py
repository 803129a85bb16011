"""Doubles and merges on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main

SALES = """Order,Date,Customer ID,Customer name,Amount
1,2024-01-05,A,Alpha Foods,1000.00
2,2024-02-10,A2,ALPHA FOODS LTD,600.50
3,2024-02-11,B,Beta,300.00
4,2024-02-12,B,Omega,20.00
"""


class Run:
    """One home folder and the command line on it."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def text(self, *words: str) -> tuple[int, str]:
        """Exit code and all that is printed."""
        code = main(["--home", str(self.home), *words])
        out, err = self.capsys.readouterr()
        return code, out + err

    def json(self, *words: str) -> Any:
        """The object."""
        main(["--home", str(self.home), *words, "--json"])
        return json.loads(self.capsys.readouterr().out)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    file = tmp_path / "sales.csv"
    file.write_text(SALES, encoding="utf-8")
    found = Run(tmp_path / "home", capsys)
    assert found.json("import", str(file))["files"][0]["status"] == "imported"
    return found


def test_suggestions_are_listed_with_their_evidence(run: Run) -> None:
    found = run.json("doubles")
    assert (found["pairs"], found["ids"]) == (1, 1)
    first, second = found["doubles"]
    assert first == {
        "kept": side("A", "Alpha Foods", "1000.0000", "2024-01-05"),
        "other": side("A2", "ALPHA FOODS LTD", "600.5000", "2024-02-10"),
        "evidence": [{"reason": "name", "shared": "alphafoods"}],
        "against": [],
        "names": 0,
        "stake": "600.5000",
    }
    assert (second["kept"]["name"], second["other"]["name"], second["names"]) == ("Beta", "Omega", 2)
    code, text = run.text("doubles")
    assert code == 0
    assert "Alpha Foods (A)" in text
    assert "the same name, apart from its spelling and the kind of company" in text
    assert "2 different names under one id" in text
    assert "名称相同（仅写法或公司类型不同）" in run.text("doubles", "--lang", "zh")[1]


def side(customer: str, name: str, revenue: str, day: str) -> dict[str, Any]:
    return {"customer_id": customer, "name": name, "lines": 1, "revenue": revenue, "first_day": day, "last_day": day}


def test_a_merge_counts_in_the_figures_until_it_is_undone(run: Run) -> None:
    def ranked() -> int:
        return sum(tier["customers"] for tier in run.json("pyramid")["tiers"])

    assert ranked() == 3
    made = run.json("merge", "A2", "--into", "A")
    assert (made["merge_id"], made["customer_ids"], made["into"]) == (1, ["A2"], "A")
    assert made["evidence"] == [[{"reason": "name", "shared": "alphafoods"}]]
    assert ranked() == 2
    assert run.json("facts", "--verify") == {"differences": 0}
    assert "the same name, apart from" in run.text("merge", "--list")[1]
    assert run.json("doubles")["pairs"] == 0
    assert "no longer count as A" in run.text("merge", "--undo", "1")[1]
    assert ranked() == 3
    assert run.json("merge", "--list")["merges"][0]["undone_at"] is not None


def test_suggestions_can_be_turned_down(run: Run) -> None:
    assert run.json("doubles", "--dismiss", "A2", "A") == {"dismissed": ["A2", "A"]}
    assert run.json("doubles", "--dismiss", "B") == {"dismissed": ["B"]}
    assert run.json("doubles")["doubles"] == []
    assert "No customer seems to stand here twice." in run.text("doubles")[1]
    assert run.json("doubles", "--dismiss", "A2", "A")["error"] == "double_unknown"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("X", "--into", "A"), "customer_unknown"),
        (("--into", "A"), "merge_itself"),
        (("A", "--list"), "merge_unclear"),
        (("A", "--undo", "1"), "merge_unclear"),
        (("--undo", "7"), "merge_unknown"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], error: str) -> None:
    assert run.json("merge", *words)["error"] == error
    code, text = run.text("merge", *words, "--lang", "zh")
    assert code == 1
    assert any("\u4e00" <= sign <= "\u9fff" for sign in text)
