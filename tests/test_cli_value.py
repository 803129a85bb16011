"""`value` on the command line: figures and nothing else, and what cannot be asked."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.metrics.lines import line
from tests.support import workspace_with

EARLIER, NOW = date(2023, 6, 30), date(2024, 6, 30)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A earns 600 after 400 a year before, B 200 after 100, C loses 50 by discounts; B needs 4,000 and buys 400."""
    lines = [line("Z", 0, date(2022, 7, 1), cost=0)]
    for who, before, now in (("A", 800, 1200), ("B", 200, 400)):
        lines += [line(who, before, EARLIER, cost=before / 2), line(who, now, NOW, cost=now / 2)]
    lines.append(line("C", 500, cost=550, discount="0.5"))
    close_workspace(workspace_with(tmp_path, lines, [{"customer_id": "B", "annual_need": Decimal(4000)}]))
    return tmp_path


def _json(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["--home", str(home), "--json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_figures(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(home, capsys, "value", "--tiers", "key=0.5,important=0.5")
    assert (found["as_of"], found["measure"], found["customers"], found["current_value"]) == (
        "2024-06-30", "gross_profit", 3, "750.0000",
    )  # fmt: skip
    # everybody stayed: 1 / (1.1 - 1) = 10 years' worth
    assert [(tier["code"], tier["equity"] and tier["equity"]["amount"]) for tier in found["tiers"]] == [
        ("key", "6000.0000"),
        ("important", "2000.0000"),
        ("unprofitable", None),
    ]
    assert found["tiers"][0]["retention"] == {"earlier": 1, "kept": 1, "rate": 1.0, "low": 0.206549, "high": 1.0}
    assert found["losers"]["list"] == [
        {
            "customer_id": "C",
            "customer_name": None,
            "at_list": "450.0000",
            "discounts": "500.0000",
            "returned": "0.0000",
            "cost_to_serve": "0.0000",
            "current_value": "-50.0000",
            "causes": ["discounts"],
        }
    ]
    assert found["losers"]["by_cause"] == {"discounts": {"customers": 1, "lost": "-50.0000"}}
    # by revenue A and C are Key: a need of 500 or more is big
    assert (found["elsewhere"]["bar"], found["elsewhere"]["amount"]) == ("500.0000", "3600.0000")
    assert found["elsewhere"]["list"][0]["share_of_wallet"] == 0.1
    assert found["concentration"]["peak"] == pytest.approx(800 / 750, abs=1e-6)


def test_same_lines_same_bytes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--home", str(home), "--json", "value"]
    main(asked)
    first = capsys.readouterr().out
    main(asked)
    assert capsys.readouterr().out == first


def test_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "value", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "客户资产" in said
    assert "1 位客户让公司亏钱：−¥50.00" in said


@pytest.mark.parametrize(("language", "words"), [("en", "cannot be added up"), ("zh", "价值指数不能相加")])
def test_an_index_is_not_cut_by_contribution(
    home: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    asked = ["--home", str(home), "--json", "--lang", language]
    assert main([*asked, "pyramid", "--value", "value_index", "--cut", "contribution"]) == 1
    found = capsys.readouterr()
    assert json.loads(found.out) == {"error": "value_not_additive"}
    assert words in found.err


def test_the_index_ranks_the_pyramid(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(home, capsys, "pyramid", "--value", "value_index", "--tiers", "key=0.5,important=0.5")
    # mid-ranks 0.75 and 0.25; the loser is not ranked; money is current value
    assert [(tier["value"], tier["cut_value"]) for tier in found["tiers"]] == [
        ("600.0000", "0.7500"),
        ("200.0000", "0.2500"),
    ]
    assert found["unprofitable"] == {"customers": 1, "value": "-50.0000"}


def test_rules_speak_of_worth(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = home / "list.csv"
    asked = ["targets", "--rule", "share_of_wallet < 0.25", "--rule", "value_index < 0.5", "--out", str(out)]
    assert main(["--home", str(home), *asked, "--columns", "customer_id,value_index,potential_value"]) == 0
    said = capsys.readouterr().out
    assert "share of wallet below 25 %" in said
    assert "value index below 0.500" in said
    assert "B,0.2500,200.0000" in out.read_text(encoding="utf-8-sig")
