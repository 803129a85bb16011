"""A real Chromium on a real server of the app, each with a home folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WORDS = """() => {
    const found = [];
    for (const part of document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebar]')) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            const icon = getComputedStyle(parent).fontFamily.includes('Material');
            if (!icon && !parent.closest('style, script, canvas, table, pre, code')) {
                found.push(walker.currentNode.textContent);
            }
        }
    }
    return found;
}"""
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")


@dataclass
class Visit:
    """One page of the browser with what it complained about and what it asked of other machines."""

    page: Any
    address: str
    console_errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the script has run and the page has been drawn."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(IDLE, timeout=60_000)
        self.page.wait_for_timeout(600)

    def open(self, path: str = "") -> None:
        """Go to a page of the app by its address."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector('[data-testid="stHeading"]', timeout=60_000)
        self.settle()

    def words(self) -> list[str]:
        """All texts of the page and the sidebar as people see them; icons are glyphs with a name, not words."""
        texts: list[str] = self.page.evaluate(WORDS)
        return texts

    def click_chart(self, key: str, across: float, down: float) -> None:
        """Click into a chart, at a part of its width and height."""
        box = self.page.locator(f".st-key-chart_{key} .js-plotly-plot").bounding_box()
        self.page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        self.settle()


@dataclass
class Server:
    """A running app. `visit` opens a browser window on it."""

    address: str
    browser: Any

    @contextmanager
    def visit(self, locale: str = "en-GB", scheme: str = "light", width: int = 1280) -> Iterator[Visit]:
        """A fresh window in a language, light or dark."""
        context = self.browser.new_context(
            locale=locale, color_scheme=scheme, viewport={"width": width, "height": 1000}, accept_downloads=True
        )
        page = context.new_page()
        visit = Visit(page, self.address)
        page.on("console", lambda said: visit.console_errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: visit.console_errors.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith(HERE) else visit.foreign_requests.append(asked.url)
        )
        try:
            yield visit
        finally:
            context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; skips loudly where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"NO BROWSER TESTS: there is no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of workspaces that the server of this session works on."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(browser: Any, home: Path) -> Iterator[Server]:
    """The app on a free port, stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {"CUSTOMER_PYRAMID_HOME": str(home)}
    log = (home / "server.log").open("wb")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health")
        yield Server(address, browser)
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"the app did not answer at {address}")
