"""The command that tells what is unusual, sets it aside and lets it count again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.metrics.lines import line
from tests.support import workspace_with

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A customer with ten orders of 100 in ten months and one of 900 in June 2024."""
    days = [date(2023, 8, 15) + timedelta(days=31 * number) for number in range(10)]
    lines = [line("A", 100, day) for day in days]
    lines.append(line("A", 900, date(2024, 6, 28), order_id="BIG", customer_name="Alpha", product="Wiper"))
    close_workspace(workspace_with(tmp_path, lines))
    return tmp_path


def run(home: Path, printed: Printed, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["--home", str(home), "--json", "signals", *arguments])
    return code, json.loads(printed.readouterr().out)


def test_says_what_is_unusual(home: Path, capsys: Printed) -> None:
    code, found = run(home, capsys)
    assert code == 0
    (signal,) = found["signals"]
    assert (signal["kind"], signal["subject_id"], signal["name"]) == ("large_order", "A", "Alpha")
    assert (signal["expected"], signal["seen"], signal["at_stake"]) == ("100.0000", "900.0000", "800.0000")
    assert (signal["since"], signal["place"], signal["detail"]) == ("2024-06-28", {"order": "BIG"}, "Wiper")
    assert (found["customers"], found["at_stake"], found["dismissed"]) == (1, "800.0000", [])
    assert "late_payment" in found["unasked"]
    assert len(signal["causes"]) == 5
    again = run(home, capsys)
    assert again == (code, found)


def test_is_set_aside_with_a_note_and_restored(home: Path, capsys: Printed) -> None:
    (signal,) = run(home, capsys)[1]["signals"]
    _, after = run(home, capsys, "--dismiss", signal["id"], "--note", "  A tender,\n won once ")
    assert after["signals"] == []
    (dismissed,) = after["dismissed"]
    assert (dismissed["id"], dismissed["note"], dismissed["at_stake_then"]) == (
        signal["id"],
        "A tender, won once",
        "800.0000",
    )
    _, restored = run(home, capsys, "--restore", signal["id"])
    assert (restored["signals"], restored["dismissed"]) == ([signal], [])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--kind", "weather"), "signal_kind"),
        (("--dismiss", "quiet-0000000000", "--note", "x"), "signal_unknown"),
        (("--dismiss", "quiet-0000000000"), "signal_unclear"),
        (("--note", "x"), "signal_unclear"),
        (("--dismiss", "a", "--note", "x", "--restore", "b"), "signal_unclear"),
        (("--restore", "quiet-0000000000"), "signal_not_dismissed"),
    ],
)
def test_refuses_in_words(home: Path, capsys: Printed, arguments: tuple[str, ...], error: str) -> None:
    code, found = run(home, capsys, *arguments)
    assert (code, found["error"]) == (1, error)


@pytest.mark.parametrize(("note", "error"), [("  ", "signal_note_missing"), ("x" * 501, "signal_note_long")])
def test_a_note_is_asked_for(home: Path, capsys: Printed, note: str, error: str) -> None:
    (signal,) = run(home, capsys)[1]["signals"]
    assert run(home, capsys, "--dismiss", signal["id"], "--note", note)[1]["error"] == error


def test_speaks_to_people(home: Path, capsys: Printed) -> None:
    assert main(["--home", str(home), "signals"]) == 0
    assert "One order of ¥900, where 9 of 10 are at most ¥100. Order BIG." in capsys.readouterr().out
    assert main(["--home", str(home), "--lang", "zh", "signals", "--kind", "quiet"]) == 0
    assert "本月没有异常。" in capsys.readouterr().out
