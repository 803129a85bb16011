"""A running app and a real Chromium on it: what the journeys and the pictures drive."""

from __future__ import annotations

import os
import re
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

from pages.shared.navigation import PAGES

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
ADDRESSES = ("", *(page.address for page in PAGES[1:]))  # the first page is the one that opens by itself
SEARCHES_ITS_SERVER = re.compile(r"/\w+/_stcore/(health|host-config)$")
PATIENCE_MS = 45_000
PHONE_PX = 600
# By this name the app knows a phone: there the navigation closes when a page was chosen.
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
LIGHT, DARK = "rgb(250, 251, 253)", "rgb(15, 20, 28)"  # the ground of a page

# Notes when the page last changed, and whether the server still owes an answer.
WATCH = """
    window.changedAt = performance.now();
    new MutationObserver(() => { window.changedAt = performance.now(); }).observe(
        document, { subtree: true, childList: true, attributes: true, characterData: true });
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        if (!this.isHeard) {
            this.isHeard = true;
            this.addEventListener('message', () => { window.awaitsAnswer = false; });
        }
        window.awaitsAnswer = true;
        return send.call(this, data);
    };
"""
IS_SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const ready = app && app.dataset.testScriptState === 'notRunning' && !window.awaitsAnswer;
    const unfinished = '[data-stale=true], [data-testid=stSkeleton], [data-testid=stAppSkeleton]';
    if (!ready || document.querySelector(unfinished)) return false;
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(one => one.checkVisibility());
    return charts.every(one => one.querySelector('.main-svg')) && performance.now() - window.changedAt > 350;
}"""
# Icons are glyphs with a name, not words; code is code. Tables are drawn, their words stand inside the canvas.
VISIBLE_WORDS = """() => {
    const found = [document.title], seen = node => node.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (!text || parent.closest('style, script, noscript, svg > title, canvas, pre, code')) continue;
        if (getComputedStyle(parent).fontFamily.includes('Material') || !seen(parent)) continue;
        found.push(text);
    }
    for (const input of document.querySelectorAll('input:not([type=file]), textarea')) {
        if (seen(input) && !['radio', 'checkbox'].includes(input.type)) found.push(input.value || input.placeholder);
    }
    for (const cell of document.querySelectorAll('canvas th, canvas td')) {
        const ticked = ['true', 'false'].includes(cell.textContent);  // drawn as a box
        if (!ticked && seen(cell.closest('canvas'))) found.push(cell.textContent);
    }
    return found.filter(text => text);
}"""


@dataclass
class Visit:
    """One window of the browser with what it complained about and what it asked of other machines."""

    page: Any
    address: str
    console_errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the server has answered, the script has run and the page has come to rest."""
        self.page.wait_for_function(IS_SETTLED, timeout=PATIENCE_MS, polling=50)

    def open(self, path: str = "") -> None:
        """Go to a page of the app by its address, as on a first visit."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector('[data-testid="stHeading"]', timeout=PATIENCE_MS)
        self.settle()

    def weigh(self) -> list[int]:
        """The bytes of every message that the server sends from now on; emptied by whoever counts anew."""
        received: list[int] = []
        self.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(len(data))))
        return received

    def go(self, path: str) -> None:
        """Go on to another page by its link in the navigation; on a phone the navigation is opened first."""
        link = self.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{path}"]')
        opener = self.page.locator('[data-testid="stExpandSidebarButton"]')
        if opener.count() and opener.is_visible():
            opener.click()
            link.wait_for()
        link.click()
        self.page.wait_for_function(f"() => location.pathname === '/{path}'", timeout=PATIENCE_MS)
        self.settle()

    def words(self) -> list[str]:
        """All texts as people see them: page, sidebar, charts, tables, inputs; a blank that holds a line is a blank."""
        texts: list[str] = self.page.evaluate(VISIBLE_WORDS)
        return [text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "") for text in texts]

    def text(self, key: str) -> str:
        """The words inside the element with this key."""
        said: str = self.page.locator(f".st-key-{key}").inner_text()
        return said

    def click_chart(self, key: str, across: float, down: float) -> None:
        """Click into a chart, at a part of its width and height."""
        chart = self.page.locator(f".st-key-chart_{key} .js-plotly-plot")
        chart.scroll_into_view_if_needed()
        self.settle()
        box = chart.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        self.settle()

    def click(self, key: str) -> None:
        """Press the button with this key."""
        self.page.locator(f".st-key-{key} button").first.click()
        self.settle()

    def choose(self, label: str, option: str) -> None:
        """Choose an option of the selector with this label."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.fill(option)  # a long list shows only its first options
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def download(self, key: str, file: Path) -> Path:
        """Press a download button and keep the file."""
        with self.page.expect_download(timeout=PATIENCE_MS) as waiting:
            self.page.locator(f".st-key-{key} button").first.click()
        waiting.value.save_as(file)
        self.settle()  # a download is noted, which draws the page anew: a press meanwhile would be lost
        return file


def fits_a_phone(visit: Visit, received: list[int], ground: str) -> None:
    """Fails where a page is wider than a phone, has not the colour of its theme, or was not light to load."""
    where = visit.page.url
    assert 0 < sum(received) < 1_000_000, where
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, where
    app = visit.page.locator('[data-testid="stApp"]')
    assert app.evaluate("app => getComputedStyle(app).backgroundColor") == ground, where


@dataclass
class Server:
    """A running app. `visit` opens a window of the browser on it."""

    address: str
    browser: Any
    profiles: dict[tuple[str, str, int], Any] = field(default_factory=dict)

    @contextmanager
    def visit(self, locale: str = "en-GB", scheme: str = "light", width: int = 1280) -> Iterator[Visit]:
        """A fresh window in a language, light or dark. It must not complain, nor ask anything of another machine."""
        context = self._profile(locale, scheme, width)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        visit = Visit(page, self.address)
        page.on("console", lambda said: _note_complaint(visit, said))
        page.on("pageerror", lambda error: visit.console_errors.append(str(error)))
        page.on("request", lambda asked: _note_foreign(visit, asked.url))
        page.on("websocket", lambda socket: _note_foreign(visit, socket.url))
        try:
            yield visit
            assert visit.foreign_requests == []
            assert visit.console_errors == []
        finally:
            page.close()

    def _profile(self, locale: str, scheme: str, width: int) -> Any:
        """One profile of the browser per kind of reader: its cache spares loading the charts' code again."""
        kind = (locale, scheme, width)
        if kind not in self.profiles:
            self.profiles[kind] = self.browser.new_context(
                locale=locale, color_scheme=scheme, viewport={"width": width, "height": 1000}, accept_downloads=True,
                user_agent=PHONE if width <= PHONE_PX else None,
            )  # fmt: skip
            self.profiles[kind].add_init_script(WATCH)
        return self.profiles[kind]


def _note_complaint(visit: Visit, said: Any) -> None:
    """Errors, but for one: opened by a page's own address, Streamlit first asks for its server under that address."""
    where = said.location["url"]
    if said.type == "error" and not SEARCHES_ITS_SERVER.search(where):
        visit.console_errors.append(f"{said.text} {where}")


def _note_foreign(visit: Visit, url: str) -> None:
    if not url.startswith(HERE):
        visit.foreign_requests.append(url)


def find_browser(play: Any) -> Path | None:
    """The Chromium to drive: what `CHROMIUM` names, one on the path, or the one playwright brought; else None."""
    named = os.environ.get("CHROMIUM")
    on_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    brought = Path(play.chromium.executable_path)
    if named or on_path:
        return Path(named or str(on_path))
    return brought if brought.exists() else None


@contextmanager
def running_app(home: Path, log: Path, script: Path = ROOT / "app.py") -> Iterator[str]:
    """The app on a free port with its workspaces under `home`, stopped afterwards; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {"CUSTOMER_PYRAMID_HOME": str(home)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"the app did not answer at {address}")
