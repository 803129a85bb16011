"""`likelihood` and `forecast-quality` on the command line, with the real models on a drawn company."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.metrics.forecasts.forecasts import drawn_company, hardly_telling, sent_back, stub
from tests.metrics.lines import line
from tests.support import workspace_with


def test_likelihood_and_its_quality(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close_workspace(drawn_company(tmp_path))
    asked, out = ["--home", str(tmp_path), "--json"], tmp_path / "all.csv"
    assert main([*asked, "likelihood", "--horizon", "30"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert "Testing on earlier days" in said.err
    assert (found["as_of"], found["horizon_days"], found["customers"]) == ("2024-06-30", 30, 110)
    shares = [one["likelihood"] for one in found["list"]]
    assert all(re.fullmatch(r"(usual gap .*|bought on one day .*)", one["reason"]) for one in found["list"])
    gaps = {re.match(r"usual gap (\d+)", one["reason"]): one["usual_gap_days"] for one in found["list"]}
    assert all(told is None or int(told[1]) == gap for told, gap in gaps.items())
    assert len(shares) == found["chosen_customers"] == 110
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(found["expected_buyers"], abs=0.001)
    assert found["expected_revenue"].split(".")[1].isdigit()
    assert main([*asked, "likelihood", "--horizon", "30", "--out", str(out), "--filter", "tier=key"]) == 0
    again = capsys.readouterr()
    assert "Testing" not in again.err  # it stands: nothing is made twice
    assert found["tells_apart"] is True
    assert found["auc"] >= 0.6
    few = json.loads(again.out)
    assert (few["customers"], few["chosen_customers"]) == (110, 2)  # the top 1 % of 110, with ties above it
    assert few["chosen_buyers"] == pytest.approx(sum(one["likelihood"] for one in few["list"]), abs=2e-6)
    assert Decimal(few["chosen_profit"]) == sum(Decimal(one["expected_profit"]) for one in few["list"])
    assert found["chosen_revenue"] == found["expected_revenue"]
    assert main([*asked[:2], "likelihood", "--filter", "tier=key"]) == 0
    assert (
        "of 110 customers are expected to buy in the 30 days to 30 Jul 2024.\nOf those chosen: 2 of 2 customers are"
        in (capsys.readouterr().out)
    )
    assert out.read_text(encoding="utf-8-sig").splitlines()[0].startswith("customer_id,name,tier,likelihood,expected_")
    header, best = out.read_text(encoding="utf-8-sig").splitlines()[:2]
    assert header.endswith(",reason")
    assert few["list"][0]["reason"] in best
    assert main([*asked, "forecast-quality", "--horizon", "30"]) == 0
    first = capsys.readouterr().out
    quality = json.loads(first)
    assert {one["family"] for one in quality["tried"]} >= {"mbg"}
    assert sum(one["customers"] for one in quality["calibration"]) == sum(
        one["customers"] for one in quality["origins"]
    )
    assert all(origin["day"] < "2024-06-01" for origin in quality["origins"])
    assert all(Decimal(origin["revenue"]) > 0 and "." in origin["expected_revenue"] for origin in quality["origins"])
    assert quality["last_time"] is None
    assert main([*asked, "forecast-quality", "--horizon", "30"]) == 0
    assert capsys.readouterr().out == first


def test_an_order_that_says_little_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hardly_telling(monkeypatch)
    stub(monkeypatch, (0.95,))
    close_workspace(workspace_with(tmp_path, [line("A", 5), line("B", 7)]))
    asked, out = ["--home", str(tmp_path)], tmp_path / "all.csv"
    warned = "The forecast hardly tells these customers apart: the 20 % put first held 24 % of the buyers in the tests"
    assert main([*asked, "--json", "likelihood", "--horizon", "30", "--out", str(out)]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["auc"], found["tells_apart"]) == (0.557, False)
    assert warned in said.err
    first, second = out.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert all(row.endswith('; the forecast hardly tells customers apart"') for row in (first, second))
    for rules, told in ((["--rule", "likelihood > 0.1"], True), (["--rule", "value > 0"], False)):
        assert main([*asked, "--json", "targets", *rules, "--out", str(out)]) == 0
        said = capsys.readouterr()
        assert (warned in said.err) is told
        assert json.loads(said.out).get("forecast") == ({"horizon_days": 30, "tells_apart": False} if told else None)
    assert main([*asked, "--lang", "zh", "forecast-quality"]) == 0
    said = capsys.readouterr()
    assert "几乎分不出这些客户谁更可能购买" in said.err
    assert "几乎分不出" not in said.out


def test_refusals_say_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = workspace_with(tmp_path, [line("A", 5), line("=B", 7)])
    with workspace.writing() as cursor:
        cursor.run("insert into forecasts values (1, timestamp '2024-03-01', date '2024-02-29', 30, '{}', '{}')")
    close_workspace(workspace)
    asked = ["--home", str(tmp_path), "--json"]
    assert main([*asked, "likelihood"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"error": "few_customers", "seen": 2, "needed": 100}
    assert "Customers who have bought so far: 2; a forecast that can be tested needs 100" in said.err
    assert "A forecast kept as of 29 Feb 2024 cannot be read: another version wrote it" in said.err
    for way in (["--rule", "likelihood > 0.5"], ["--by", "expected_profit"]):
        assert main([*asked, "targets", *way, "--out", str(tmp_path / "a.csv")]) == 1
        assert json.loads(capsys.readouterr().out) == {"error": "forecast_missing"}
    assert main([*asked, "likelihood", "--out", str(tmp_path / "a.xls")]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "file_ending"


def test_more_came_back_than_was_bought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_back(monkeypatch)
    stub(monkeypatch, (0.9999, 0.0001))
    close_workspace(workspace_with(tmp_path, [line("A", 5), line("B", 7)]))
    asked = ["--home", str(tmp_path)]
    assert main([*asked, "forecast-quality", "--horizon", "30"]) == 0
    said = capsys.readouterr().out
    assert "Expected revenue: more came back than was bought in the tests" in said
    assert said.splitlines()[-1].endswith(" –")
    assert main([*asked, "--lang", "zh", "likelihood"]) == 0
    said = capsys.readouterr().out
    assert "预计销售收入：检验中退货多于购买" in said
    assert all(chance in said for chance in ("99% 以上", "1% 以下"))  # nobody is sure


@pytest.mark.parametrize("days", ["0", "-5", "9999", "soon"])
def test_days_that_cannot_be_are_refused_with_those_that_can(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["likelihood", "--horizon", days])
    assert f"'{days}' is no number of days from 1 to 3660" in capsys.readouterr().err
