"""The first paint of every page in a real browser against that of a page with nothing but one plotly chart.

A reader comes with a fresh profile (nothing kept) to a server that has answered before. Time runs from the navigation
until the mark of the page stands on the screen: its first chart, drawn; on a page without charts its first figure or
table, else the first words below its title. Every visit to a page is compared with one to the baseline just before it.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

from core.sample import restore_sample
from core.store.workspace import close_workspace
from tests.browser.driver import (
    ADDRESSES,
    ARGUMENTS,
    IS_SETTLED,
    PATIENCE_MS,
    WATCH,
    Server,
    find_browser,
    running_app,
)

BAR = 2.0
FIRST = "overview"
Pair = tuple[dict[str, float], dict[str, float]]  # the baseline and the page, milliseconds per mark
EMPTY = Path(__file__).with_name("empty_page.py")
CHART = "[data-testid=stPlotlyChart] .main-svg"
FIGURE = "[data-testid=stMetric], [data-testid=stDataFrame] canvas, [data-testid=stTable]"
WORDS = "[data-testid=stMarkdown], [data-testid=stAlert]"
MARKS = {"chart": CHART, "figure or table": FIGURE, "words": WORDS}
# Asks before every frame which marks have come into sight; a mark counts when the frame after it begins.
LOOK = """(marks) => {
    window.painted = {};
    const look = () => {
        for (const [name, selector] of Object.entries(marks)) {
            const found = document.querySelectorAll(`[data-testid=stMain] :is(${selector})`);
            if (name in window.painted || ![...found].some(one => one.checkVisibility())) continue;
            window.painted[name] = 0;
            requestAnimationFrame(() => { window.painted[name] = performance.now(); });
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def paint_ratios(folder: Path, times: int, pages: tuple[str, ...] = ADDRESSES) -> None:
    """Print, per page, the milliseconds to its first paint and the ratio to those of one empty chart (bar: 2)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        executable = find_browser(play)
        if executable is None:
            print("\n### First paint: not measured, there is no Chromium or Chrome; name one in CHROMIUM")
            return
        home, log = folder / "home_paint", folder / "paint.log"
        close_workspace(restore_sample(home, "en"))
        browser = play.chromium.launch(executable_path=executable, args=ARGUMENTS)
        with running_app(home, log, EMPTY) as empty, running_app(home, log.with_suffix(".app.log")) as app:
            print(f"\n### First paint of the sample company's pages, against one empty chart (bar: {BAR:.0f})\n")
            print("| page | mark | ratio | first paint ms | empty chart ms | at rest ms |\n|---|---|---|---|---|---|")
            for page in pages:
                print(
                    _line(page or FIRST, _taken(Server(empty, browser), Server(app, browser), page, times)), flush=True
                )
        browser.close()


def _taken(empty: Server, app: Server, page: str, times: int) -> list[Pair]:
    """What each round saw of the baseline and of the page; one visit before them warms the server."""
    address = f"{app.address}/{page}?workspace=sample"
    _paint(app.browser, address)
    return [(_paint(empty.browser, empty.address), _paint(app.browser, address)) for _ in range(times)]


def _paint(browser: Any, address: str) -> dict[str, float]:
    """Milliseconds from the navigation to each mark that the page shows, and to its rest."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 1000})
    try:
        context.add_init_script(WATCH)
        context.add_init_script(f"({LOOK})({json.dumps(MARKS)})")
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(IS_SETTLED, timeout=PATIENCE_MS, polling=100)
        return dict(page.evaluate("({...window.painted, rest: window.changedAt})"))
    finally:
        context.close()


def _line(name: str, pairs: list[Pair]) -> str:
    """The medians; the mark of a page is the first of `MARKS` that it shows in every round."""
    mark = next(mark for mark in MARKS if all(mark in page for _, page in pairs))
    ratio = statistics.median(page[mark] / base["chart"] for base, page in pairs)
    paint, rest = (statistics.median(page[what] for _, page in pairs) for what in (mark, "rest"))
    empty = statistics.median(base["chart"] for base, _ in pairs)
    return f"| {name} | {mark} | {ratio:.2f} | {paint:.0f} | {empty:.0f} | {rest:.0f} |"
