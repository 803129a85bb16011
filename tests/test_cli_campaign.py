"""save, lists and outcome on the command line: their keys, bytes and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import Run, run  # noqa: F401  # fixture

HEAD = "Order,Date,Customer ID,Amount,Cost\n"
MARCH = "".join(f"m{n},2024-03-{n + 10},C{n:02},100,60\n" for n in range(1, 21))
APRIL = "".join(f"a{n},2024-04-{n + 11},C{n:02},100,60\n" for n in range(1, 20))


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:  # noqa: F811
    """A home with twenty customers in March; April lies beside it."""
    (tmp_path / "march.csv").write_text(HEAD + MARCH)
    (tmp_path / "april.csv").write_text(HEAD + APRIL)
    assert run.text("import", tmp_path / "march.csv")[0] == 0
    return run


def test_a_campaign_from_list_to_outcome(filled: Run, tmp_path: Path) -> None:
    costs = ("--contact-cost", "1.5", "--coupon-cost", "2", "--margin", "0.3")
    code, saved = filled.json("save", "April", "--ends", "2024-04-30", "--holdout", "0.3", *costs)
    assert (code, saved.pop("choice")["top"]) == (0, None)
    assert saved == {
        "list_id": 1, "name": "April", "as_of": "2024-03-30", "rules": [], "customers": 20, "held_back": 6,
        "revision": 1, "judged": False,
        "campaign": {
            "starts_on": "2024-04-01", "ends_on": "2024-04-30", "holdout": "0.3", "seed": 1, "strata": "tier",
            "contact_cost": "1.5", "coupon_cost": "2", "coupon_per": "buyer", "margin": "0.3",
        },
    }  # fmt: skip
    code, before = filled.json("outcome", "april")
    assert (code, before["state"], before["known_until"], before["figures"]) == (0, "planned", "2024-03-31", None)
    assert filled.text("import", tmp_path / "april.csv")[0] == 0
    code, found = filled.json("outcome", "1")
    assert (code, found["state"], found["judged"], found["since"]) == (0, "judged", True, None)
    figures = found["figures"]
    assert (figures["contacted"]["customers"], figures["held_back"]["customers"]) == (14, 6)
    buyers = figures["contacted"]["buyers"]
    assert buyers + figures["held_back"]["buyers"] == 19
    assert figures["cost"] == f"{14 * 1.5 + buyers * 2:.4f}"
    assert figures["contacted"]["profit"] == f"{buyers * 40}.0000"
    assert set(figures["difference"]) == {"rate", "revenue", "profit"}
    assert filled.text("outcome", "April", "--json") == filled.text("outcome", "April", "--json")
    code, out, _ = filled.text("--lang", "zh", "outcome", "April")
    assert (code, out.splitlines()[0][:8]) == (0, "无法与偶然区分：")


def test_lists_and_what_is_refused(filled: Run) -> None:
    assert filled.json("save", "Names", "--rule", "value > 50")[1]["campaign"] is None
    assert filled.json("save", "names")[1]["error"] == "list_name_taken"
    assert filled.json("save", "Late", "--ends", "2024-03-01")[1]["error"] == "campaign_invalid"
    assert filled.json("outcome", "No such")[1] == {"error": "list_unknown", "name": "No such", "names": "Names"}
    assert filled.json("outcome", "Names")[1]["state"] == "no_campaign"
    code, out, _ = filled.text("lists")
    assert (code, out.strip()) == (0, "1  Names · 20 customers")
    assert [one["rules"] for one in filled.json("lists")[1]["lists"]] == [["value > 50"]]
