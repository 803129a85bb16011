"""A page after a change of filter: server time against its slowest query, and what it sends to the browser."""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.imports import imported, made

PAGES = ("overview", "pyramid", "movement", "rfm", "satisfaction", "targets")
ROOT = Path(__file__).parent.parent


def page_ratios(folder: Path, rows: int, times: int) -> None:
    """Print, per page, the server time of a rerun under a new filter, its slowest query and the bytes it sends."""
    home = folder / f"home_{rows}"
    if not (home / "main" / "workspace.duckdb").exists():
        imported(home, made(folder, rows, "sales"))
    os.environ["CUSTOMER_PYRAMID_HOME"] = str(home)
    os.chdir(ROOT)
    print(f"\n### A page under a new filter, {rows:,} lines (bar: the larger of 300 ms and 5 slowest queries)\n")
    print("| page | server ms | slowest query ms | of the bar | sent kB (bar: 1,000) |\n|---|---|---|---|---|")
    channels = itertools.combinations(["Online", "门店", "Distributor", "Tmall", "JD", "WeChat", "Phone", "Agent"], 2)
    for page in PAGES:
        seen = [_rerun(page, next(channels)) for _ in range(times)]
        server, slowest = (statistics.median(item[place] for item in seen) for place in (0, 1))
        sent = max(item[2] for item in seen)
        print(f"| {page} | {server:.0f} | {slowest:.0f} | {server / max(300, 5 * slowest):.2f} | {sent / 1000:.0f} |")


def _rerun(page: str, channels: tuple[str, ...]) -> tuple[float, float, int]:
    """Server milliseconds, slowest query (ms) and bytes of a page under channels that nobody has asked for yet."""
    from streamlit.testing.v1 import AppTest, app_test

    class PagesOfTheRouter(app_test.PagesManager):  # type: ignore[name-defined,misc]
        uses_pages_directory = False

    app_test.PagesManager = PagesOfTheRouter  # type: ignore[attr-defined]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    app.query_params["lang"] = "en"
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    app.session_state["chosen"] = {"channel": channels}
    with _queries() as taken:
        start = time.perf_counter()
        app.run()
        server = (time.perf_counter() - start) * 1000
    if app.exception:
        raise SystemExit(f"{page}: {app.exception}")
    return server, max(taken, default=0.0) * 1000, _bytes(app)


def _bytes(app: Any) -> int:
    """What the elements of the page weigh as they go to the browser."""
    return sum(element.proto.ByteSize() for element in app._tree if getattr(element, "proto", None) is not None)


@contextmanager
def _queries() -> Iterator[list[float]]:
    """The seconds of every query that runs inside."""
    from core.store.engine import Cursor

    original, taken = Cursor._execute, []

    def timed(self: Cursor, *arguments: Any) -> Any:
        start = time.perf_counter()
        try:
            return original(self, *arguments)
        finally:
            taken.append(time.perf_counter() - start)

    Cursor._execute = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        Cursor._execute = original  # type: ignore[method-assign]
