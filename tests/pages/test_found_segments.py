"""The page of found segments: the way to them, what was saved, and each state; languages alternate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.store.segmentations import newest_segmentation
from core.store.workspace import close_workspace, open_workspace
from tests.metrics.found_company import RECIPE, kinds_company
from tests.pages.conftest import OpenPage, said, shows_no_error

PAGE = "found_segments"
CHOSEN = {"goal": RECIPE.goal, "traits": RECIPE.traits, "segments": RECIPE.segments}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three kinds of customers, nothing saved; only ever copied."""
    home = tmp_path_factory.mktemp("kinds") / "home"
    close_workspace(kinds_company(home))
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_five_steps_end_in_saved_segments(open_page: OpenPage, home: Path) -> None:
    app = open_page(PAGE)
    assert "What are the segments for?" in said(app)
    assert app.radio(key="found_goal").options[0] == "Gross profit"
    assert "The data cannot speak of: Satisfaction." in said(app)
    app.session_state["found_recipe"] = CHOSEN
    app.button(key="found_next").click().run()
    table = app.dataframe[0].value.set_index("trait")["proposal"]
    assert table["Days since last order"].startswith("taken")
    assert table["Gross profit"] == "left out: it is the goal"
    app.button(key="found_next").click().run()
    assert app.dataframe[0].value["customers"].sum() == 60
    app.session_state["found_recipe"] = CHOSEN
    app.button(key="found_next").click().run()
    assert shows_no_error(app)
    assert "**3** segments were found among 60 customers." in said(app)
    app.button(key="found_next").click().run()
    assert shows_no_error(app)
    app.text_input(key="found_name_s2").input("Big").run()
    app.button(key="found_save").click().run()
    assert shows_no_error(app)
    assert "The segments are saved and count on all pages." in said(app)
    assert "**3** segments hold 60 of 61 customers." in said(app)
    kept = newest_segmentation(open_workspace("main", home))
    assert kept
    assert kept.names["s2"] == "Big"
