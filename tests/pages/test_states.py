"""Every page of the navigation opens in both languages: without data, on one customer, on the sample company."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.text.words import words_for
from pages.shared.navigation import PAGES
from pages.shared.query_panel import DEBUG_VARIABLE
from tests.pages.conftest import EVERY_TAB, OpenPage, asked_again, no_data, one_customer, said, shows_no_error

FILES = [Path(page.path).stem for page in PAGES]
pytestmark = [pytest.mark.parametrize("page", FILES), pytest.mark.parametrize("language", ["en", "zh"])]


@pytest.mark.parametrize("state", [no_data, one_customer])
def test_own_data(open_page: OpenPage, tmp_path: Path, page: str, language: str, state: Callable[[Path], None]) -> None:
    state(tmp_path)
    app = open_page(page, language, tab=EVERY_TAB)
    assert shows_no_error(app)
    assert len(app.title) == 1
    if state is no_data and page not in {"import", "settings", "satisfaction", "playbook"}:
        assert words_for(language)("No data yet") in said(app)  # type: ignore[arg-type]


def test_sample(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, sample_home: Path, page: str, language: str
) -> None:
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(sample_home))
    if language == "en":
        monkeypatch.setenv(DEBUG_VARIABLE, "1")
    app = open_page(page, language, tab=EVERY_TAB, workspace="sample")
    assert shows_no_error(app)
    assert language != "en" or not asked_again(app)  # under filters: `test_queries`
    assert len(app.title) == 1
    assert words_for(language)("You are looking at an invented company, Hailan Auto Parts.") in said(app)  # type: ignore[arg-type]
