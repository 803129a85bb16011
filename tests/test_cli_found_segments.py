"""found-segments on the command line: the figures as JSON and in words, and what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.__main__ import main
from core.store.segmentations import newest_segmentation, rename_segments
from core.store.workspace import close_workspace, open_workspace
from tests.metrics.segments.found_company import kinds_company

WORDS = ("--traits", "recency_days,order_count,order_value", "--segments", "3", "--goal", "gross_profit")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three kinds of customers."""
    folder = tmp_path_factory.mktemp("kinds")
    close_workspace(kinds_company(folder))
    return folder


def _asked(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["--home", str(home), "found-segments", *words])
    return code, capsys.readouterr().out


def test_figures_words_and_keeping(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _asked(home, capsys, *WORDS, "--json")
    found: dict[str, Any] = json.loads(out)
    assert (code, found["found"], found["customers"], found["looked_at"]) == (0, True, 60, 60)
    assert [(one["code"], one["customers"], one["revenue"]) for one in found["segments"]] == [
        ("s1", 20, "23880.0000"),
        ("s2", 20, "199600.0000"),
        ("s3", 20, "47940.0000"),
    ]
    assert found["segments"][1]["rules"] == ["order_value > 3000"]
    assert set(found["scorecard"]["met"]) >= {"fits_goal", "understandable", "large_enough", "stable"}
    assert _asked(home, capsys, *WORDS, "--json")[1] == out  # the same figures, the same bytes
    assert "3 segments were found among 60 customers." in _asked(home, capsys, *WORDS, "--save", "Kinds")[1]
    workspace = open_workspace("main", home)
    kept = newest_segmentation(workspace)
    assert kept
    rename_segments(workspace, kept.segmentation_id, {"s1": "Regulars"}, {"s1": "Ann"})
    close_workspace(workspace)
    next_run = json.loads(_asked(home, capsys, *WORDS, "--save", "Kinds", "--json")[1])
    assert [one["name"] for one in next_run["segments"]][:2] == ["Regulars", "Large orders, order seldom"]
    assert [(one["code"], one["state"]) for one in next_run["drifts"]] == [(f"s{n}", "kept") for n in (1, 2, 3)]
    assert "\nRegulars: kept" in _asked(home, capsys, *WORDS, "--save", "Kinds")[1]
    main(["--home", str(home), "pyramid", "--json", "--filter", "found_segment=Large orders, order seldom"])
    assert sum(tier["customers"] for tier in json.loads(capsys.readouterr().out)["tiers"]) == 20
    listed = ["--home", str(home), "--json", "targets", "--out", str(home / "a.csv"), "--rule"]
    assert main([*listed, 'found_segment in "Large orders, order seldom"']) == 0
    assert json.loads(capsys.readouterr().out)["customers"] == 20
    assert main([*listed, "found_segment in Large orders, order seldom"]) == 1  # two names: never an empty list instead
    assert json.loads(capsys.readouterr().out)["error"] == "found_segment_missing"


def test_the_honest_end_and_refusals(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _asked(home, capsys, "--bands", "key", "--json")
    assert (code, json.loads(out)["reason"]) == (0, "few_customers")
    main(["--home", str(home), "found-segments", "--bands", "key", "--lang", "zh", "--save", "Few"])
    said = capsys.readouterr()
    assert "客户太少" in said.out
    assert said.err == "没有发现分群，因此没有保存任何内容。\n"
    for words, error in (("--goal fame", "goal_unknown"), ("--traits height", "trait_unknown"),
                         ("--segments 9", "segments_outside")):  # fmt: skip
        code, out = _asked(home, capsys, *words.split(), "--json")
        assert (code, json.loads(out)["error"]) == (1, error)
