"""What the page tests share: the app on a home folder, and a small company whose answers are worked out by hand."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, app_test

from core.metrics.signals.dismissals import LOOKED_INTO
from core.store.workspace import open_workspace
from pages.shared import lazily
from pages.shared.view import View
from tests.support import workspace_with

ROOT = Path(__file__).parents[2]
EVERY_TAB = "*"
HOUSEKEEPING = ("select value from meta", "select value from settings", "select count(*) from cache.main.",
                LOOKED_INTO)  # fmt: skip
"""What is asked anew for each answer on purpose: whether the data, the settings or a kept table are still the same."""
TABLES_FOR_A_MOMENT = ("unit_answers", "playing", "hidden", "visible")
"""Filled with something else before each question: to ask one the same is to ask for something else."""
OpenPage = Callable[..., AppTest]


@cache
def folded_keys() -> frozenset[str]:
    """The keys of all parts that pages draw once they are opened, as the source names them."""
    files = (ROOT / "pages").rglob("*.py")
    calls = (
        node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    )
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("folded", "explain"))
    keys = (word.value for call in named for word in call.keywords if word.arg == "key")
    return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant)) | {"explain"}


def _draw_every_tab(view: View, parts: Mapping[str, Callable[[], object]], key: str) -> object:
    """In place of `open_tab`: one run draws what people open one after the other."""
    drawn: list[object] = []
    for tab, draw in zip(st.tabs(list(parts), key=key), parts.values(), strict=True):
        with tab:
            drawn.append(draw())
    return next(filter(None, drawn), None)


@pytest.fixture(autouse=True)
def _navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named `pages` must not make `AppTest` fall back to the old way of finding pages on a rerun."""

    class PagesOfTheRouter(app_test.PagesManager):
        uses_pages_directory = False

    monkeypatch.setattr(app_test, "PagesManager", PagesOfTheRouter)


@pytest.fixture(autouse=True)
def _components(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `AppTest` reads anew what all installed packages say of themselves; once is enough."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _scanned)


_scanned = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """A function that opens a page of the app on the folder `tmp_path`, at a tab, its folded parts open; run.

    `tab` `EVERY_TAB`: all tabs are drawn in one run.
    """
    monkeypatch.setenv("CUSTOMER_PYRAMID_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)

    def opened(page: str, language: str = "en", *, tab: str = "", **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["lang"] = language
        for folded in folded_keys():
            app.session_state[folded] = True
        if tab == EVERY_TAB:
            monkeypatch.setattr(lazily, "open_tab", _draw_every_tab)
        elif tab:
            app.session_state[f"{page}_tabs_{language}"] = tab
        for name, value in params.items():
            app.query_params[name] = value
        return (app.switch_page(f"pages/{page}.py") if page != "overview" else app).run()

    return opened


def small_company(home: Path) -> None:
    """25 customers in February 2024; customer k has k orders of 100 each, the last on 4 + k February.

    Values 100 ... 2,500, together 32,500. Tiers 1 / 4 / 8 / 12 customers with 2,500 / 9,000 / 13,200 / 7,800.
    Recency, frequency and money all rise with k, so each score has five customers: 21 to 25 are champions (11,500).
    Odd customers buy online, even ones in the shop; customer 1 also has a line without a customer beside it.
    """
    lines: list[dict[str, Any]] = [
        {
            "order_id": f"{k}-{number}",
            "order_date": date(2024, 2, 4 + number),
            "customer_id": f"C{k:02d}",
            "customer_name": f"Customer {k:02d}",
            "amount": 100,
            "cost": 60,
            "channel": "Online" if k % 2 else "Shop",
        }
        for k in range(1, 26)
        for number in range(1, k + 1)
    ]
    lines.append({"order_id": "walk-in", "order_date": date(2024, 2, 10), "amount": 500, "cost": 100})
    workspace_with(home, lines)


def one_customer(home: Path) -> None:
    """One customer with one order."""
    line = {"order_id": "1", "order_date": date(2024, 2, 29), "customer_id": "A", "customer_name": "Only", "amount": 80}
    workspace_with(home, [line])


def no_data(home: Path) -> None:
    """A workspace that holds nothing."""
    open_workspace("main", home, create=True)


def said(app: AppTest) -> str:
    """Everything that the page says in words."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.info, app.success, app.warning, app.error)
    words = "\n".join(str(element.value) for kind in kinds for element in kind)
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def asked_again(app: AppTest) -> list[str]:
    """The statements that the last run of a page made more than once, beside those that have to be.

    In English, with the variable `DEBUG_VARIABLE`.
    """
    assert shows_no_error(app)
    log = app.dataframe[-1].value
    asked = Counter(zip(log["Statement"], log["Values bound"], strict=True))
    again = [text for (text, _), times in asked.items() if times > 1 and not text.startswith(HOUSEKEEPING)]
    return [text for text in again if not any(name in text for name in TABLES_FOR_A_MOMENT) or "create" in text]


def shows_no_error(app: AppTest) -> bool:
    """Whether neither Streamlit nor the guard of the router reports a failure."""
    words = said(app)
    failures = ("Something went wrong", "程序出了点问题", "This cannot be shown", "无法按此要求显示")
    return not app.exception and not any(failure in words for failure in failures)
