"""The commands customer and keyaccounts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.support import workspace_with


def home(folder: Path, *, backwards: bool = False) -> Path:
    lines: list[dict[str, Any]] = [
        {"order_id": f"{k}-{n}", "order_date": date(2024, n, k), "customer_id": f"C{k:02}", "amount": 10 * k, "cost": 5,
         "customer_name": f"Customer {k}"}
        for k in range(1, 11) for n in (1, 2, 3)
    ]  # fmt: skip
    close_workspace(workspace_with(folder, reversed(lines) if backwards else lines))
    return folder


def answered(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["--home", str(folder), *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_customer_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(home(tmp_path), capsys, "customer", "C10", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["as_of"], found["customer_id"], found["customer_name"]) == ("2024-03-10", "C10", "Customer 10")
    assert (found["tier"], found["rank"], found["value"], found["order_count"]) == ("key", 1, "300.0000", 3)
    assert found["months"] == [{"month": f"2024-0{n}", "revenue": "100.0000", "orders": 1} for n in (1, 2, 3)]
    assert found["orders"]["rows"] == 3
    assert found["orders"]["newest"][0]["amount"] == "100.0000"
    assert found["payment"]["orders"] == 0
    assert len(found["health"]["open"]) == 10
    assert found["key_account"]["criteria"]["continuity"] == {
        "rating": 5, "computed": 5, "figure": 1.0, "reason": None
    }  # fmt: skip
    assert found["peers"][0]["measure"] == "revenue"
    assert found["peers"][0]["better_than"] is None


def test_the_same_lines_give_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("customer", "C05", "--json"), ("keyaccounts", "--json")):
        first = answered(home(tmp_path / words[0] / "a"), capsys, *words)
        assert answered(home(tmp_path / words[0] / "b", backwards=True), capsys, *words) == first


def test_keyaccounts_as_json_and_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home(tmp_path)
    code, out, _ = answered(folder, capsys, "keyaccounts", "--json")
    found = json.loads(out)
    assert (code, found["customers"]) == (0, 2)
    assert [account["customer_id"] for account in found["accounts"]] == ["C10", "C09"]
    assert set(found["weights"].values()) == {"1"}
    _, text, _ = answered(folder, capsys, "keyaccounts", "--lang", "zh")
    assert "Customer 10  重要客户" in text


def test_nobody_of_that_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(home(tmp_path), capsys, "customer", "nobody", "--json")
    assert (code, json.loads(out)["error"]) == (1, "customer_unknown")
    assert "There is no customer with the id nobody" in err


def test_a_name_finds_the_customer_that_alone_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home(tmp_path)
    for text in ("C07", "customer 7", "c7"):
        code, out, _ = answered(folder, capsys, "customer", text, "--json")
        assert (code, json.loads(out)["customer_id"]) == (0, "C07")
    code, out, _ = answered(folder, capsys, "customer", "customer", "--json")
    refused = json.loads(out)
    assert (code != 0, refused["error"]) == (True, "customer_unclear")
    # the later last order first: the tenth bought on the 10th, the ninth on the 9th
    assert refused["customers"] == (
        "Customer 10 (C10); Customer 9 (C09); Customer 8 (C08); Customer 7 (C07); Customer 6 (C06) …"
    )
    code, out, _ = answered(folder, capsys, "customer", "nobody", "--json")
    assert json.loads(out)["error"] == "customer_unknown"
