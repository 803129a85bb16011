"""Pictures of every page, for the eye: `python -m tests.browser.screenshots`. Those of the README go into `docs/`.

Every page of the sample company in both languages, light and dark, on a desk (1280 px) and on a phone (390 px), each in
its whole length, under `screenshots/`.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from core.sample import SAMPLE_NAMES
from tests.browser.driver import ADDRESSES, ARGUMENTS, ROOT, Server, Visit, find_browser, running_app

ALL = ROOT / "screenshots"
CHOSEN = ROOT / "docs" / "screenshots"
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
SCHEMES = ("light", "dark")
WIDTHS = (1280, 390)
DESK_HEIGHT = 860
FIRST_HEIGHT = 1000  # as the window opens
README = {
    ("en", "light", "overview"): "overview-en.png",
    ("en", "light", "pyramid"): "pyramid-en.png",
    ("en", "light", "satisfaction"): "satisfaction-en.png",
    ("zh", "dark", "pyramid"): "pyramid-zh-dark.png",
}


def whole_page(visit: Visit, width: int, file: Path) -> None:
    """A picture of the page in its whole length: the window is made as long as what it scrolls."""
    long = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    visit.page.set_viewport_size({"width": width, "height": max(FIRST_HEIGHT, long)})
    visit.settle()
    visit.page.screenshot(path=file, animations="disabled")
    visit.page.set_viewport_size({"width": width, "height": FIRST_HEIGHT})


def first_screen(visit: Visit, width: int, file: Path) -> None:
    """A picture of what one sees before scrolling."""
    visit.page.set_viewport_size({"width": width, "height": DESK_HEIGHT})
    visit.settle()
    visit.page.screenshot(path=file, animations="disabled")


def take_all(server: Server) -> None:
    """All pictures; each window goes through all pages."""
    for (language, locale), scheme, width in product(LOCALES.items(), SCHEMES, WIDTHS):
        with server.visit(locale, scheme, width) as visit:
            visit.open(f"?workspace={SAMPLE_NAMES[language]}")  # type: ignore[index]
            for address in ADDRESSES:
                visit.go(address)
                name = address or "overview"
                wanted = README.get((language, scheme, name))
                if wanted and width == WIDTHS[0]:
                    first_screen(visit, width, CHOSEN / wanted)
                whole_page(visit, width, ALL / f"{name}-{language}-{scheme}-{width}.png")
                print(f"{name} {language} {scheme} {width}", file=sys.stderr)


def main() -> int:
    """Take the pictures; 0 when all were taken, 1 where there is no browser."""
    ALL.mkdir(exist_ok=True)
    CHOSEN.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, TemporaryDirectory() as folder:
        executable = find_browser(play)
        if executable is None:
            print("no Chromium or Chrome was found; install one, or name it in CHROMIUM", file=sys.stderr)
            return 1
        browser = play.chromium.launch(executable_path=executable, args=ARGUMENTS)
        with running_app(Path(folder) / "home", Path(folder) / "server.log") as address:
            take_all(Server(address, browser))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
