"""The tour and the presenter view: by buttons and by address, only on the sample, and they end cleanly."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.state import DEMO_VARIABLE, TOUR_STOPS
from pages.shared.tour import STOPS
from tests.pages.conftest import OpenPage, said, shows_no_error, small_company


def _told(app: AppTest) -> str:
    assert shows_no_error(app)
    (sentence,) = [text.value for text in app.markdown if text.value.startswith("**")][:1]
    return str(sentence)


def _at(app: AppTest) -> tuple[str, ...]:
    return tuple(caption.value for caption in app.caption if caption.value.startswith(("Tour ·", "导览 ·")))


def test_five_stops_each_with_a_sentence_from_the_figures(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, sample_home: Path
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(sample_home))
    assert len(STOPS) == len(TOUR_STOPS)
    app = open_page("overview", workspace="sample", region="North China")
    assert not _at(app)
    app.button("tour_begin").click().run()
    assert _at(app) == ("Tour · 1 of 5 · Overview",)
    assert "region" not in app.query_params  # the figures are those of the whole company
    assert "2,300 active customers" in _told(app)
    assert app.button("tour_back").disabled
    order = [button.key for button in app.button if str(button.key).startswith("tour_")]
    assert order == ["tour_back", "tour_next", "tour_end"]
    for number, said_there in ((2, "best customers bring"), (3, "went up and"), (4, "things were odd in")):
        app.button("tour_next").click().run()
        assert _at(app)[0].startswith(f"Tour · {number} of 5")
        assert said_there in _told(app)
    app.button("tour_back").click().run()
    assert _at(app)[0].startswith("Tour · 3 of 5")
    app.button("tour_next").click().run()
    app.button("tour_next").click().run()
    assert "good customers who stayed away stand for" in _told(app)
    assert "tour_next" not in {button.key for button in app.button}
    assert app.query_params["tour"] in ("5", ["5"])
    app.button("tour_end").click().run()
    assert not _at(app)
    assert "tour" not in app.query_params
    assert shows_no_error(app)


def test_an_address_leads_to_a_stop_and_never_on_own_data(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, sample_home: Path, tmp_path: Path
) -> None:
    small_company(tmp_path)
    app = open_page("overview", tour="1")
    assert not _at(app)
    assert "tour_begin" not in {button.key for button in app.button}
    assert "tour" not in app.run().query_params
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(sample_home))
    app = open_page("settings", workspace="sample", tour="3")  # another page: only the way back to the stop
    assert _at(app) == ("Tour · 3 of 5 · Movement",)
    assert "went up and" not in said(app)
    app.button("tour_return").click().run()
    assert app.title[0].value == "Who went up, who went down, and why?"
    app = open_page("targets", workspace="sample", tour="5")
    count = _told(app).split("action: ")[1].split(" ")[0]
    assert f"## {count} customers" in said(app).replace("**", "")


def test_started_to_be_shown_it_begins_with_the_sample(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, sample_home: Path
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(sample_home))
    monkeypatch.setenv(DEMO_VARIABLE, "1")
    assert _at(open_page("overview")) == ("Tour · 1 of 5 · Overview",)


def test_a_meeting_sees_neither_menu_nor_filters_nor_small_print(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview", "zh", present="yes")
    assert shows_no_error(app)
    assert any(text.value.startswith("## ") for text in app.markdown)
    assert not app.sidebar.selectbox
    assert "filter_window" not in {box.key for box in app.selectbox}
    assert not app.expander
    assert app.query_params["present"] in ("yes", ["yes"])
    app.button("present_end").click().run()
    assert "filter_window" in {box.key for box in app.selectbox}
    assert "present" not in app.query_params
    app.button("present_begin").click().run()
    assert "filter_window" not in {box.key for box in app.selectbox}
