"""One app and one Chromium for all journeys, with a home folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.driver import ARGUMENTS, PATIENCE_MS, Server, find_browser, running_app

HERE = Path(__file__).parent
WALKS = {"test_chinese", "test_sample"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walks and journeys go to a worker each, where they share a server and a browser; all others wait on theirs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("walks" if item.path.stem in WALKS else "journeys"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; skips with a reason where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
    sync_api.expect.set_options(timeout=PATIENCE_MS)
    with sync_api.sync_playwright() as play:
        executable = find_browser(play)
        if executable is None:
            pytest.skip("NO BROWSER TESTS: no Chromium or Chrome was found; install one, or name it in CHROMIUM")
        chromium = play.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def home(browser: Any, made_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of workspaces that the server of this session works on, with the sample company in both languages."""
    return Path(shutil.copytree(made_samples, tmp_path_factory.mktemp("browser") / "home"))


@pytest.fixture(scope="session")
def server(browser: Any, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, stopped afterwards."""
    with running_app(home, tmp_path_factory.mktemp("log") / "server.log") as address:
        yield Server(address, browser)
