"""The page of the report: made on a click and only then, offered for just what was chosen; the logo and the colour."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from pptx import Presentation

from core.report.files import KINDS
from core.report.story import SLIDES
from core.store.workspace import open_workspace
from core.text.words import held_together
from pages.shared.navigation import PAGES
from pages.shared.report_menu import OF_PAGES
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company


def test_made_on_a_click_and_offered_for_just_that(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("report")
    assert shows_no_error(app)
    assert "The report is ready" not in said(app)
    app.button_group("report_slides").set_value(["overview", "pyramid"]).run()
    app.segmented_control("report_kind").set_value("html").run()
    app.button("make_report").click().run()
    assert shows_no_error(app)
    assert "The report is ready: 2 slides, 0.0 MB." in said(app)
    title = "Revenue is ¥33.0k; 1.5 % of it has no customer. 25 customers bought; 1 Key customer brings 7.7 %."
    assert held_together(title) in [text.value for text in app.text]
    made = app.session_state["made_report"]
    assert made.name == "main-2024-02-29.html"
    assert b"25 customers bought; 1 Key" in made.content
    app.segmented_control("report_kind").set_value("pptx").run()  # another file was not made
    assert "The report is ready" not in said(app)
    app.button_group("report_slides").set_value([]).run()
    assert app.button("make_report").disabled
    assert "Choose at least one slide." in said(app)


def test_colour_is_kept(open_page: OpenPage, tmp_path: Path) -> None:
    one_customer(tmp_path)
    app = open_page("report", "zh")
    assert shows_no_error(app)
    assert "向领导汇报什么？" in said(app)
    app.color_picker("report_colour").set_value("#0A7F5A").run()
    app.button("keep_branding").click().run()
    assert shows_no_error(app)
    assert "已保存" in said(app)
    assert open_workspace("main", tmp_path).settings().brand_colour.upper() == "#0A7F5A"


def test_from_every_page_in_one_click(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Callable[[], bytes]] = {}

    def offer(_label: str, data: Callable[[], bytes], *_more: object, key: str, **_options: object) -> None:
        offered[key] = data

    monkeypatch.setattr(st, "download_button", offer)
    small_company(tmp_path)
    assert shows_no_error(open_page("pyramid"))
    here = offered["report_here_html"]().decode()
    assert here.count("<section") == 2  # the pyramid and the definitions
    assert "1 Key customer" in here
    assert len(Presentation(BytesIO(offered["report_all_pptx"]())).slides) == 12
    assert offered["report_all_pdf"]().startswith(b"%PDF")
    offered.clear()
    assert shows_no_error(open_page("rfm", "zh"))
    assert {key for key in offered if key.startswith("report_")} == {f"report_all_{kind}" for kind in KINDS}


def test_pages_and_slides_that_belong_together_exist() -> None:
    assert OF_PAGES.keys() <= {"", *(page.address for page in PAGES)}
    assert {slide for slides in OF_PAGES.values() for slide in slides} == {*SLIDES} - {"proposals", "definitions"}


def test_no_data(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = open_page("report")
    assert shows_no_error(app)
    assert "No data yet" in said(app)
