"""The command line: movement."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.workspace import open_workspace

SALES = """Order,Date,Customer ID,Amount
1,2024-01-05,Z,1.00
2,2024-02-28,A,100.00
3,2024-04-29,B,90.00
4,2024-04-29,C,80.00
5,2024-05-30,B,30.00
6,2024-05-30,K,95.50
7,2024-05-30,C,-100.00
"""


def asked(capsys: pytest.CaptureFixture[str], home: Path, *words: object) -> tuple[int, Any]:
    """Exit code and the one object of `movement` by two amounts."""
    cut = ("--cut", "thresholds", "--tiers", "key=95,important=50,ordinary=0")
    code = main(["--home", str(home), "movement", *cut, *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "sales.csv").write_text(SALES)
    assert main(["--home", str(tmp_path / "home"), "import", str(tmp_path / "sales.csv")]) == 0
    capsys.readouterr()
    return tmp_path / "home"


def test_the_keys_and_figures(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = asked(capsys, home)
    assert code == 0
    # windows of three months, the longest inside the data: B 90 -> 120, C 80 -> -20; A's February has left
    assert list(found) == (
        "from to reading two_months_rule nobody_ranked_earlier as_of window_months refunds value cells margins reasons "
        "cut_values up down bridge".split()
    )
    assert (found["from"], found["to"], found["reading"]) == ("2024-04-30", "2024-05-30", "frozen")
    assert (found["window_months"], found["up"], found["down"]) == (3, 1, 1)
    assert found["cells"] == [
        {"from": "key", "to": "lapsed", "customers": 1, "value_from": "100.0000", "value_to": "0.0000"},
        {"from": "important", "to": "key", "customers": 1, "value_from": "90.0000", "value_to": "120.0000"},
        {"from": "important", "to": "unprofitable", "customers": 1, "value_from": "80.0000", "value_to": "-20.0000"},
        {"from": "new", "to": "key", "customers": 1, "value_from": "0.0000", "value_to": "95.5000"},
    ]
    assert (found["two_months_rule"], found["nobody_ranked_earlier"]) == (False, False)
    assert found["margins"]["from"][1] == {"code": "important", "customers": 2, "value": "170.0000"}
    assert found["margins"]["to"][0] == {"code": "key", "customers": 2, "value": "215.5000"}
    assert found["reasons"][0] == {"from": "key", "to": "lapsed", "why": "old_month_left", "customers": 1}
    assert (found["bridge"]["revenue_from"], found["bridge"]["revenue_to"]) == ("270.0000", "195.5000")
    assert found["bridge"]["steps"][-1] == {"code": "won", "customers": 1, "amount": "95.5000"}


def test_other_dates_and_readings(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, home, "--from", "2024-05-12", "--to", "2024-04", "--window", "1", "--reading", "relative")[1]
    assert (found["from"], found["to"], found["window_months"]) == ("2024-05-30", "2024-04-30", 1)
    assert found["reading"] == "relative"
    orders = asked(capsys, home, "--value", "order_count", "--window", "3")[1]
    assert orders["cells"][0]["value_from"] == 2  # B and C, who have an order each
    shorter = asked(capsys, home, "--to", "2024-03")
    assert (shorter[0], shorter[1]["error"]) == (1, "history_too_short")
    assert asked(capsys, home, "--to", "2024-03", "--window", "12")[0] == 0


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("30 Apr 2024 → 30 May 2024 · 3 months · net of returns · By the earlier amounts", "Revenue bridge")),
        ("zh", ("2024年4月30日 → 2024年5月30日 · 3 个月 · 扣除退货 · 按较早日期的分层金额", "收入变动分解")),
    ],
)
def test_for_a_person(home: Path, capsys: pytest.CaptureFixture[str], language: str, lines: tuple[str, ...]) -> None:
    assert main(["--home", str(home), "movement", "--lang", language]) == 0
    said = capsys.readouterr().out
    assert all(line in said for line in lines)


def test_the_rule_of_the_workspace_and_a_date_without_anybody_ranked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = open_workspace("main", home)
    workspace.save_settings(replace(workspace.settings(), two_months_rule=True))
    # B's rise to 120 and C's fall to -20 are new in May: they count in June, if they hold; K and A count at once
    _, found = asked(capsys, home)
    assert found["two_months_rule"] is True
    assert [(cell["from"], cell["to"], cell["customers"]) for cell in found["cells"]] == [
        ("key", "lapsed", 1),
        ("important", "important", 2),
        ("new", "key", 1),
    ]
    assert found["margins"]["to"][1] == {"code": "important", "customers": 2, "value": "100.0000"}
    # nothing was bought in March, so that a window of that month ranks nobody
    words = ("--home", str(home), "movement", "--from", "2024-03", "--to", "2024-04", "--window", "1")
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["nobody_ranked_earlier"] is True
    assert main(list(words)) == 0
    told = capsys.readouterr().out
    assert "A tier changes only when it holds for two month ends (two-month rule)." in told
    assert "Nobody was ranked on 31 Mar 2024, so there are no amounts to cut by" in told
