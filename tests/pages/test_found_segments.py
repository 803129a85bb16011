"""The page of found segments: the way to them, what was saved, and each state; languages alternate."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.metrics.question import Question
from core.metrics.segments.found_segments import found_segments, keep_finding
from core.store.segmentations import newest_segmentation
from core.store.workspace import close_workspace, open_workspace
from pages.shared import found_drift
from tests.metrics.segments.found_company import RECIPE, kinds_company
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company

PAGE = "found_segments"
CHOSEN = {"goal": RECIPE.goal, "traits": RECIPE.traits, "segments": RECIPE.segments}
NAMES = {"s1": "Regulars", "s2": "Big ones", "s3": "Silent ones"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two homes with three kinds of customers: one with nothing saved, one with segments; only ever copied."""
    folder = tmp_path_factory.mktemp("kinds")
    close_workspace(kinds_company(folder / "plain"))
    shutil.copytree(folder / "plain", folder / "saved")
    workspace = open_workspace("main", folder / "saved")
    keep_finding(workspace, found_segments(workspace, Question(), RECIPE), "Kinds", NAMES, {"s2": "Ann"})
    close_workspace(workspace)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """Nothing saved yet."""
    shutil.copytree(made / "plain", tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_five_steps_end_in_saved_segments(open_page: OpenPage, home: Path) -> None:
    app = open_page(PAGE)
    assert "What are the segments for?" in said(app)
    assert app.radio(key="found_goal").options[0] == "Gross profit"
    assert "Known of too few customers to be a goal: Satisfaction." in said(app)
    app.session_state["found_recipe"] = CHOSEN
    app.button(key="found_next").click().run()
    table = app.dataframe[0].value.set_index("trait")["proposal"]
    assert table["Days since last order"].startswith("taken")
    assert table["Gross profit"] == "left out: it is the goal"
    app.button(key="found_next").click().run()
    bands = app.dataframe[0].value
    assert bands["customers"].sum() == 60
    assert [*bands][:3] == ["tier", "value_share", "value"], "what a band brings is seen on a phone"
    app.session_state["found_recipe"] = CHOSEN
    app.button(key="found_next").click().run()
    assert shows_no_error(app)
    assert "**3** segments were found among 60 customers." in said(app)
    app.button(key="found_next").click().run()
    assert shows_no_error(app)
    assert "These two directions hold 100 % of the differences" in said(app)
    app.text_input(key="found_name_s2").input("Big").run()
    app.button(key="found_save").click().run()
    assert shows_no_error(app)
    assert "The segments are saved and count on all pages." in said(app)
    assert "**3** segments hold 60 of 61 customers." in said(app)
    kept = newest_segmentation(open_workspace("main", home))
    assert kept
    assert kept.names["s2"] == "Big"


def test_saved_segments_are_shown_and_lead_to_a_list(
    open_page: OpenPage, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(made / "saved", tmp_path, dirs_exist_ok=True)
    app = open_page(PAGE, "zh", tier="key")
    assert shows_no_error(app)
    assert "**3** 个分群包含 61 位客户中的 60 位。" in said(app)
    assert "“Big ones”贡献最多" in said(app)
    assert "筛选在此页不生效" in said(app)
    table = app.dataframe[0].value.set_index("found_segment")
    assert table["customers"].to_dict() == dict.fromkeys(NAMES.values(), 20)
    app.selectbox(key="picker_found_segment").select("s2").run()
    assert "负责人：Ann" in said(app)
    assert "**20** 位客户" in said(app)
    app.toggle(key="found_months").set_value(True).run()
    assert "逐月来看，**100.0%** 的客户留在原来的分群。" in said(app)
    monkeypatch.setattr(found_drift, "HOLDING", 2.0)
    assert "的客户留在原来的分群。这个比例偏低" in said(app.run()), "no blank between Chinese sentences"
    app.button(key="find_again").click().run()
    assert shows_no_error(app)
    assert "3 个分群中有 **3** 个保持不变。" in said(app)
    app.text_input(key="kept_name_1_s2").input("大客户").run()
    app.button(key="save_found_names").click().run()
    assert "名称已保存。" in said(app)
    app.selectbox(key="picker_found_segment").select("unplaced").run()
    app.button(key="save_found_segment").click().run()
    assert "发现的分群为数据不足" in said(app)


def test_a_filter_on_every_page(open_page: OpenPage, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "saved", tmp_path, dirs_exist_ok=True)
    app = open_page("pyramid", found_segment="Big ones")
    assert shows_no_error(app)
    assert "Found segment: Big ones" in [button.label for button in app.button]
    assert app.dataframe[0].value["customers"].sum() == 20
    assert app.multiselect(key="filter_found_segment").options == [*NAMES.values(), "Not enough data",
                                                                   "Outside the value bands"]  # fmt: skip
    placed = open_page("customer", id="B01")
    assert shows_no_error(placed)
    assert ":gray[Found segment] Big ones" in said(placed)
    for damage in ("replace(result, 'centres', 'middles')", "replace(result, 's2', 's9')", "''"):
        with open_workspace("main", tmp_path).writing() as cursor:
            cursor.run(f"update segmentations set result = {damage}")
        assert "The saved segments “Kinds” as of 28 Jun 2024 cannot be read" in said(app.run())
    app = open_page("customer", id="B01")  # without the filter they play no part
    assert shows_no_error(app)
    assert "Found segment" not in said(app)
    app = open_page(PAGE)
    assert "cannot be read" in said(app)
    app.button(key="delete_unreadable").click().run()
    assert "What are the segments for?" in said(app)


@pytest.mark.parametrize(
    ("fill", "language", "words"),
    [
        (no_data, "en", "No data yet"),
        (one_customer, "zh", "客户太少：少于 50 位时，任何分群都只是偶然。"),
        (small_company, "en", "There are too few customers: with fewer than 50 any segments would be chance."),
    ],
)
def test_every_state_is_designed(
    open_page: OpenPage, tmp_path: Path, fill: Callable[[Path], None], language: str, words: str
) -> None:
    fill(tmp_path)
    app = open_page(PAGE, language)
    assert shows_no_error(app)
    if fill is not no_data:
        assert [one.value for one in app.info] == [words]  # from the first step on
        app.session_state["found_step"] = 4
        app.run()
        assert shows_no_error(app)
        assert "RFM" in app.button(key="found_rfm").label
    assert words in said(app)
