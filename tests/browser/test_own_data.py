"""Journeys with one's own data: from dropped files to the pyramid, a list and its download; and back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit

pytestmark = pytest.mark.browser
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
KNOWN_LATIN = {
    "RFM",
    "CSV",
    "XLSX",
    "SQL",
    "NPS",
    "CSAT",
    "CNY",
    "close",
    "icon",
}  # the last two: titles of drawn signs


def sheets(folder: Path) -> list[Path]:
    """Two months of 30 customers; customer k buys k times for 100 in each."""
    files = []
    for month in ("2024-01", "2024-02"):
        lines = [
            f"{month}-{k}-{n},{month}-{n:02d},C{k:02d},Customer {k:02d},100"
            for k in range(1, 30)
            for n in range(1, k + 1)
        ]
        file = folder / f"sales_{month}.csv"
        file.write_text("\n".join(["Order ID,Order date,Customer ID,Customer name,Amount", *lines]), encoding="utf-8")
        files.append(file)
    return files


def drop(visit: Visit, files: list[Path]) -> None:
    """Drop files and wait for what was understood."""
    visit.page.set_input_files("input[type=file]", files)
    visit.page.locator(".st-key-import_bar").wait_for(timeout=60_000)
    visit.settle()


def test_three_clicks_from_files_to_the_pyramid_then_a_list_and_its_download(server: Server, tmp_path: Any) -> None:
    with server.visit() as visit:
        page = visit.page
        visit.open()
        page.get_by_role("link", name="Import").click()
        visit.settle()
        page.locator(".st-key-import_target input").fill("journey")
        page.keyboard.press("Enter")
        visit.settle()
        drop(visit, sheets(tmp_path))  # first click
        assert "870 rows · 1 Jan 2024 to 29 Feb 2024" in page.locator(".st-key-import_bar").inner_text()
        page.locator(".st-key-import button").click()  # second click
        page.locator(".st-key-receipt").wait_for(timeout=60_000)
        visit.settle()
        assert "870 rows = 870 accepted" in page.locator(".st-key-receipt").inner_text()
        page.locator(".st-key-to_pyramid button").click()  # third click
        page.get_by_role("heading", name="Who are our best customers").wait_for(timeout=60_000)
        visit.settle()
        visit.click_chart("pyramid", 0.45, 0.2)
        page.locator(".st-key-save_pyramid button").click()
        page.get_by_role("heading", name="Whom should we turn to now?").wait_for(timeout=60_000)
        visit.settle()
        page.locator(".st-key-save_list button").click()
        visit.settle()
        assert page.get_by_text("is saved with 1 customer").is_visible()
        with page.expect_download() as waiting:
            page.locator(".st-key-list_export_csv button").first.click()
        waiting.value.save_as(tmp_path / "list.csv")
        lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("Customer,")
        assert lines[1].startswith("Customer 29,C29,Key,")
        assert len(lines) == 2
        assert not visit.foreign_requests
        assert not visit.console_errors


def test_a_click_on_a_dimension_and_on_the_map(server: Server) -> None:
    with server.visit() as visit:
        visit.open("satisfaction?workspace=sample")
        visit.click_chart("dimensions", 0.5, 0.08)
        assert "Product" in visit.page.locator(".st-key-behind_satisfaction").inner_text()
        visit.page.locator(".st-key-chart_nps").scroll_into_view_if_needed()
        visit.settle()
        visit.click_chart("nps", 0.08, 0.35)
        assert "Detractors" in visit.page.locator(".st-key-behind_satisfaction").inner_text()


@pytest.mark.parametrize("address", ["satisfaction", "targets", "settings"])
def test_chinese_has_no_english_left(server: Server, address: str) -> None:
    with server.visit("zh-CN") as visit:
        visit.open(f"{address}?workspace=sample")
        english = set(LATIN_WORD.findall(" ".join(visit.words()))) - KNOWN_LATIN
        assert not english, english


def test_fits_a_phone(server: Server) -> None:
    with server.visit(width=390) as visit:
        for address in ("satisfaction", "targets", "settings"):
            visit.open(f"{address}?workspace=sample")
            wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
            assert wide <= 390, address
