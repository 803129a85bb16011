"""measures, salespeople and plan on the command line: their keys, bytes and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.store.plans import plans
from core.store.workspace import open_workspace
from tests.test_cli import Run, run  # noqa: F401  # fixture

SALES = """Order,Date,Customer ID,Customer name,Amount,Cost,Salesperson,Due date,Paid date
1,2024-01-05,A,Alpha,1000.00,600,Ann,2024-01-20,2024-01-19
2,2024-02-10,B,Beta,600.50,400,Ben,2024-02-20,
3,2024-03-11,C,Gamma,300.00,,Ben,2024-04-20,
4,2024-03-31,,,50.00,,Ann,,
"""


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:  # noqa: F811
    """A home with one quarter of three customers."""
    (tmp_path / "sales.csv").write_text(SALES)
    assert run.text("import", tmp_path / "sales.csv")[0] == 0
    return run


def test_measures(filled: Run) -> None:
    code, found = filled.json("measures", "--window", "3")
    assert code == 0
    assert [one["code"] for one in found["measures"]] == [
        "market_share",
        "retention",
        "acquisition",
        "satisfaction_index",
        "profitability",
    ]
    assert {one["code"]: one["value"] for one in found["figures"]} == {
        "active_customers": 3,
        "revenue": "1950.5000",
        "gross_profit": "600.5000",
        "top_share": 0.526177,
    }
    assert found["measures"][4]["value"] == round(600.5 / 1600.5, 6)
    assert (found["month"]["from"], found["month"]["to"]) == ("2024-03", "2024-03")
    assert [one["value"] for one in found["month"]["figures"]] == ["350.0000", None, 1]
    assert found["top5"]["share"] == 1.0
    assert found["top5"]["customers"][0] == {"customer_id": "A", "customer_name": "Alpha", "revenue": "1000.0000"}
    assert found["at_risk"] == {
        "customers": 0, "revenue": "0.0000", "share": 0.0,
        "reasons": {reason: {"customers": 0, "revenue": "0.0000"} for reason in ("both", "segment", "silent")},
    }  # fmt: skip
    assert found["overdue"] == {
        "known": True, "customers": 1, "amount": "600.5000",
        "ages": {"late_30": "0.0000", "late_60": "600.5000", "late_90": "0.0000", "late_more": "0.0000"},
    }  # fmt: skip
    assert filled.text("measures", "--json") == filled.text("measures", "--json")


def test_salespeople(filled: Run) -> None:
    code, found = filled.json("salespeople")
    assert code == 0
    assert [one["salesperson"] for one in found["salespeople"]] == ["Ann", "Ben"]
    ann = found["salespeople"][0]
    assert (ann["revenue"], ann["booked"], ann["last_order"]) == ("1000.0000", "1050.0000", "2024-03-31")
    assert ann["alone"] == {"customers": 1, "revenue": "1000.0000", "share": round(1000 / 1900.5, 6)}
    assert (ann["change"], ann["revenue_before"], found["compared_with"]) == (None, None, None)


def test_plan_is_set_and_shown(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Month,Salesperson,Plan\n2024-01,Ann,800\n2024-02,,1000\n2024-05,,9\n")
    assert filled.json("plan", "--set", tmp_path / "plan.csv") == (0, {"file": "plan.csv", "kept": 3})
    code, found = filled.json("plan", "--show")
    assert code == 0
    assert (found["from"], found["to"]) == ("2024-01", "2024-12")
    company = found["company"]
    assert (company["to_date_plan"], company["compared_actual"], company["attained"]) == (
        "1800.0000",
        "1600.5000",
        round(1600.5 / 1800, 6),
    )
    assert (company["year_plan"], company["run_rate"]) == ("1809.0000", "7802.0000")
    assert found["rows"][0] == {"month": "2024-01", "salesperson": "Ann", "amount": "800.0000"}
    assert [line["salesperson"] for line in found["salespeople"]] == ["Ann", "Ben"]


def test_a_plan_that_is_wrong_changes_nothing(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("Month,Plan\n2024-01,5\nsoon,6\n")
    code, found = filled.json("plan", "--set", tmp_path / "bad.csv")
    assert (code, found["error"], found["row"], found["value"]) == (1, "plan_cell", 3, "soon")
    (tmp_path / "twice.csv").write_text("Month,Plan\n2024-01,5\n2024-01,6\n")
    assert filled.json("plan", "--set", tmp_path / "twice.csv")[1]["error"] == "plan_twice"
    assert filled.json("plan", "--set", tmp_path / "none.csv")[1]["error"] == "file_missing"
    assert plans(open_workspace("main", filled.home)) == ()


@pytest.mark.parametrize("command", ["measures", "salespeople", "plan --show"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_person_can_read_them(filled: Run, command: str, language: str) -> None:
    code, out, err = filled.text("--lang", language, *command.split())
    assert (code, err) == (0, "")
    wanted = {"measures": "1,950.50", "salespeople": "1,000.00", "plan --show": "7,802.00"}[command]
    assert wanted in out
    assert ("Ann" in out) == (command != "measures")
