"""Under filters every page answers, asks nothing twice in one run, and shows a script that runs by itself."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.metrics.question import question_of
from core.store.engine import Engine
from core.store.workspace import FILE_NAME, close_workspace, open_workspace
from core.targets.campaign import Campaign
from core.targets.lists import target_list
from core.targets.own_segments import OwnSegment, save_segment
from core.targets.rules import parse_rule
from core.targets.saved import save_list
from core.text.words import words_for
from pages.shared.navigation import PAGES
from pages.shared.query_panel import DEBUG_VARIABLE
from tests.pages.conftest import EVERY_TAB, OpenPage, asked_again

FILES = [Path(page.path).stem for page in PAGES]
FILTERED: dict[str, str | list[str]] = {
    "channel": ["Phone order", "Sales visit"],
    "region": "East China",
    "kind": "End customer",
    "tier": ["key", "important", "ordinary"],
}
"""Filters of every sort, that leave enough to answer each question."""


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the sample company, two segments of its own and a campaign that is over."""
    folder = shutil.copytree(sample_home, tmp_path_factory.mktemp("asked") / "home")
    workspace = open_workspace("sample", folder)
    for name, rule in (("Best", "tier in key,important"), ("Quiet", "recency_days > 60")):
        save_segment(workspace, OwnSegment(0, 0, name, (parse_rule(rule),)))
    words, settings = words_for("en"), workspace.settings()
    question = replace(question_of(settings), as_of="2026-07")
    chosen = target_list(workspace, question, settings.rfm, (parse_rule("tier in key,important"),), words=words)
    save_list(workspace, "Summer", chosen, words, Campaign(date(2026, 8, 1), date(2026, 9, 30)))
    close_workspace(workspace)
    return folder


@pytest.mark.parametrize("page", FILES)
def test_nothing_is_asked_twice_and_the_script_runs(
    page: str, home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(home))
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    app = open_page(
        page, tab=EVERY_TAB, window="6", **FILTERED
    )  # a question of its own, so that the page has work to do
    again = asked_again(app)
    assert not again, "\n\n".join(again)
    log = app.dataframe[-1].value
    told = page not in {"import", "settings", "playbook", "report"}
    assert log["Statement"].str.contains("customer_months|sales|batches").any() or not told
    if told and page != "customer":  # without an id it is a search
        _run_script(app, home, tmp_path)


def _run_script(app: AppTest, home: Path, folder: Path) -> None:
    """Run what is shown as one script, on a copy of the file."""
    app.toggle(key="explain_script").set_value(True).run()
    (script,) = [block.value for block in app.code if block.value.rstrip().endswith(";")]
    open_workspace("sample", home).engine.settle()  # all that was written stands in the file
    shutil.copy(home / "sample" / FILE_NAME, folder / FILE_NAME)
    engine = Engine(folder / FILE_NAME)
    engine.rows(script)
    engine.close()


def test_nothing_is_asked_twice_of_one_customer(
    home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(home))
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    app = open_page("customer", window="6", id="C00329")
    assert not asked_again(app)
    _run_script(app, home, tmp_path)


def test_without_the_variable_nothing_is_shown(
    home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(home))
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    app = open_page("rfm")
    assert not any(str(panel.label).startswith("Queries of this run") for panel in app.expander)
