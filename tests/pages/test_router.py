"""Language, address, workspaces and the guard round the pages."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from core.store.workspace import open_workspace
from pages.shared.navigation import PAGES, PageSpec
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company


def test_language_is_switched_and_written_into_the_address(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    assert app.title[0].value == "How are we doing?"
    app.segmented_control("language_choice").set_value("zh").run()
    assert app.title[0].value == "我们做得怎么样？"
    assert app.query_params["lang"] == "zh"


def test_choices_stay_between_pages(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    app.selectbox("filter_window").set_value("3").run()
    app.switch_page("pages/rfm.py").run()
    assert "3 months, Dec 2023 – Feb 2024" in said(app)
    assert app.query_params["window"] == "3"


def test_own_data_open_before_the_sample(open_page: OpenPage, tmp_path: Path) -> None:
    open_workspace("sample", tmp_path, create=True)
    small_company(tmp_path)
    app = open_page("overview")
    assert app.session_state["workspace"] == "main"
    assert "invented company" not in said(app)


def test_another_workspace_starts_without_filters(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    open_workspace("other", tmp_path, create=True)
    app = open_page("overview", workspace="main", channel="Shop")
    app.selectbox("workspace_choice").set_value("other").run()
    assert "No data yet" in said(app)
    assert "channel" not in app.query_params
    assert app.query_params["workspace"] == "other"


def test_unknown_workspace_in_the_address_is_left_alone(open_page: OpenPage, tmp_path: Path) -> None:
    one_customer(tmp_path)
    app = open_page("overview", workspace="../../etc")
    assert app.session_state["workspace"] == "main"
    (warning,) = app.toast
    assert warning.value.replace("\\", "").startswith("There is no workspace “../../etc” here, so you see “main”.")
    assert not app.run().toast  # said once


def test_sample_says_so_and_offers_the_way_out(open_page: OpenPage, tmp_path: Path) -> None:
    open_workspace("sample", tmp_path, create=True)
    app = open_page("overview")
    assert "You are looking at an invented company" in said(app)
    app.button("use_own_data").click().run()
    assert app.title[0].value != "How are we doing?"
    assert shows_no_error(app)


def test_failure_is_calm_and_logged(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    no_data(tmp_path)

    def fails(_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("pages.shared.answers.months", fails)
    with caplog.at_level(logging.ERROR, logger="customer_pyramid"):
        app = open_page("overview", "zh")
    assert "程序出了点问题" in said(app)
    assert "secret detail" not in said(app)
    assert "secret detail" in caplog.text
    assert not app.exception


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.address)
def test_a_page_has_the_address_of_its_file(spec: PageSpec) -> None:
    """Else the first visitor after a start, who comes by a page's address, is told that there is no such page."""
    assert Path(spec.path).stem == spec.address
