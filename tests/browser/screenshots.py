"""Pictures of every page, for the eye: `python -m tests.browser.screenshots`. Those of the README go into `docs/`.

Every page of the sample company in both languages, light and dark, on a desk (1280 px), on a phone (390 px) and on a
very wide screen (2560 px), each in its whole length, under `screenshots/`; `screenshots/index.html` shows them side by
side. A page whose picture cannot be taken is named, and the others go on.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, sync_playwright

from core.sample import SAMPLE_NAMES
from core.text.words import Language
from tests.browser.driver import ADDRESSES, ARGUMENTS, ROOT, Server, Visit, find_browser, running_app

ALL = ROOT / "screenshots"
CHOSEN = ROOT / "docs" / "screenshots"
FIRST, ONE, CUSTOMER = "overview", "one-customer", "C00143"
NAMES = (*(address or FIRST for address in ADDRESSES), ONE)
LOCALES: dict[Language, str] = {"en": "en-GB", "zh": "zh-CN"}
SCHEMES = ("light", "dark")
WIDTHS = (1280, 390, 2560)
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


def take_all(server: Server) -> list[str]:
    """All pictures; each window goes through all pages. What went wrong, window by window: the others go on."""
    wrong: list[str] = []
    for language, scheme, width in product(LOCALES, SCHEMES, WIDTHS):
        try:
            with server.visit(LOCALES[language], scheme, width) as visit:
                _walk(visit, language, scheme, width, wrong)
        except (AssertionError, Error) as error:
            wrong.append(f"{language} {scheme} {width}: {error}")
    return wrong


def _walk(visit: Visit, language: Language, scheme: str, width: int, wrong: list[str]) -> None:
    """One window through all pages, then to one customer; what went wrong is added."""
    workspace = SAMPLE_NAMES[language]
    for _ in range(2):  # the width of the navigation is heeded from the second time on
        visit.open(f"?workspace={workspace}")
    for name in NAMES:
        try:
            _take(visit, name, language, scheme, width)
        except Error as error:
            wrong.append(f"{picture(name, language, scheme, width)}: {error}")
            visit.open(f"?workspace={workspace}")


def _take(visit: Visit, name: str, language: Language, scheme: str, width: int) -> None:
    """The pictures of one page, or of one customer."""
    if name == ONE:
        visit.open(f"customer?workspace={SAMPLE_NAMES[language]}&id={CUSTOMER}")
    else:
        visit.go("" if name == FIRST else name)
    wanted = README.get((language, scheme, name))
    if wanted and width == WIDTHS[0]:
        first_screen(visit, width, CHOSEN / wanted)
    whole_page(visit, width, ALL / picture(name, language, scheme, width))
    print(f"{name} {language} {scheme} {width}", file=sys.stderr)


def picture(name: str, language: str, scheme: str, width: int) -> str:
    """The file of a picture."""
    return f"{name}-{language}-{scheme}-{width}.png"


def contact_sheet() -> str:
    """All pictures side by side as a page that needs nothing but them: a row per page, a column per look."""
    looks = list(product(LOCALES, SCHEMES, WIDTHS))
    rows = "".join(
        f"<h2>{name}</h2><div>"
        + "".join(f"<figure>{_thumb(picture(name, *look))}<figcaption>{_caption(*look)}</figcaption></figure>"
                  for look in looks)
        + "</div>"
        for name in NAMES
    )  # fmt: skip
    style = (
        "body{font:14px sans-serif;margin:24px}div{display:flex;gap:12px;overflow-x:auto;align-items:flex-start}"
        "figure{margin:0}img{height:640px;max-width:420px;object-fit:cover;object-position:top;border:1px solid #ccc}"
    )
    return f'<!doctype html><meta charset="utf-8"><title>All pages</title><style>{style}</style>{rows}'


def _thumb(file: str) -> str:
    return f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>'


def _caption(language: str, scheme: str, width: int) -> str:
    return f"{language} · {scheme} · {width} px"


def main() -> int:
    """Take the pictures; 0 when all were taken, 1 where something went wrong or there is no browser."""
    ALL.mkdir(exist_ok=True)
    CHOSEN.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, TemporaryDirectory() as folder:
        executable = find_browser(play)
        if executable is None:
            print("no Chromium or Chrome was found; install one, or name it in CHROMIUM", file=sys.stderr)
            return 1
        browser = play.chromium.launch(executable_path=executable, args=ARGUMENTS)
        with running_app(Path(folder) / "home", Path(folder) / "server.log") as address:
            wrong = take_all(Server(address, browser))
        browser.close()
    (ALL / "index.html").write_text(contact_sheet(), encoding="utf-8")
    print("\n".join([*wrong, str(ALL / "index.html")]), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
