"""The relationship command: its keys and its bytes."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.support import workspace_with


def order(who: str, day: str, amount: int) -> dict[str, Any]:
    return {"order_id": f"{who}{day}", "order_date": date.fromisoformat(day), "customer_id": who, "amount": amount}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Every month of 2023 and 2024 for A; one order of B in May 2023, lost a year later; C is new in December 2024."""
    lines = [order("A", f"{year}-{month:02}-28", 100) for year in (2023, 2024) for month in range(1, 13)]
    close_workspace(
        workspace_with(tmp_path, [*lines, order("B", "2023-05-01", 40), order("C", "2024-12-30", 25)], name="main")
    )
    return tmp_path


def said(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--home", str(home), *words]) == 0
    return capsys.readouterr().out


def test_all_of_it_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(home, capsys, "relationship", "--json")
    found = json.loads(text)
    assert list(found) == [
        "as_of", "window_months", "refunds", "value", "customers", "without_order", "length_days", "stages", "flow",
        "retention", "breadth", "cohorts", "second_order", "depth", "purchase_mode", "loyalty", "ladder",
    ]  # fmt: skip
    assert (found["as_of"], found["customers"], found["without_order"]) == ("2024-12-30", 3, 0)
    stages = {row["code"]: row["customers"] for row in found["stages"]}
    assert stages == {"exploring": 1, "forming": 0, "stable": 1, "declining": 0, "lost": 1}
    assert found["stages"][2] == {
        "code": "stable", "customers": 1, "customer_share": 0.333333, "value": "1200.0000", "value_share": 0.979592,
        "earlier_value": "1200.0000", "length_days": 702,
    }  # fmt: skip
    assert found["retention"] == {"earlier_customers": 2, "kept": 1, "rate": 0.5, "churn_rate": 0.5}
    may = next(row for row in found["breadth"]["months"] if row["month"] == "2024-05")
    assert may == {
        "month": "2024-05", "won": 0, "won_back": 0, "kept": 1, "lost": 1, "active": 1, "is_known": True
    }  # fmt: skip
    assert found["flow"]["from"] == "2024-09-30"
    assert found["depth"]["absent"] == "categories"
    assert said(home, capsys, "relationship", "--json") == text


def test_another_earlier_month_and_one_before_the_data(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(home, capsys, "relationship", "--json", "--flow", "12"))["flow"]["from"] == "2023-12-31"
    assert json.loads(said(home, capsys, "relationship", "--json", "--flow", "24"))["flow"] is None


def test_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    english = said(home, capsys, "relationship")
    assert "Stage of life  Customers  Share of customers" in english
    assert "Dec 2024    1         0     1     0       2" in english
    assert "稳定期" in said(home, capsys, "relationship", "--lang", "zh")


def test_rules_speak_of_relations(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    rules = ("--rule", "stage in exploring", "--rule", "ladder = intent", "--columns", "customer_id,stage,loyalty")
    text = said(home, capsys, "targets", *rules, "--out", str(out))
    assert "stage of life is Exploring" in text
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["customer_id"], row["stage"], row["loyalty"]) for row in rows] == [("C", "exploring", "")]
