"""Journeys on the sample company: first start, from a click to its customers, languages, dark mode, a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Server

pytestmark = pytest.mark.browser
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
KNOWN_LATIN = {"RFM", "CSV", "XLSX", "SQL", "NPS", "CSI", "CSAT", "Gini", "Excel"}


def test_first_visit_by_a_pages_own_address(server: Server) -> None:
    """The very first visit of a server, before it knows its pages; the sample is made on the way."""
    with server.visit() as visit:
        visit.open("rfm")
        assert visit.page.get_by_role("heading", name="Which habits do we see?").is_visible()


def test_first_start_opens_the_sample(server: Server) -> None:
    with server.visit() as visit:
        visit.open()
        page = visit.page
        assert page.get_by_role("heading", name="How are we doing?").is_visible()
        assert page.get_by_text("You are looking at an invented company").is_visible()
        page.get_by_text("2,300", exact=True).first.wait_for(timeout=60_000)
        assert not visit.console_errors
        assert not visit.foreign_requests


def test_from_a_click_on_the_pyramid_to_a_list(server: Server) -> None:
    with server.visit() as visit:
        visit.open()
        visit.page.get_by_role("link", name="Customer pyramid").click()
        visit.settle()
        visit.click_chart("pyramid", 0.45, 0.2)
        behind = visit.page.locator(".st-key-behind_pyramid")
        assert "22 customers" in behind.inner_text()
        behind.get_by_role("button", name="Save as target list").click()
        visit.settle()
        assert "22" in visit.page.locator('[data-testid="stMain"]').inner_text()
        assert visit.page.url.split("?")[0].endswith("/targets")
        assert not visit.console_errors


def test_click_on_a_cell_and_on_an_area(server: Server) -> None:
    with server.visit() as visit:
        visit.open()
        visit.page.get_by_role("link", name="RFM").click()
        visit.settle()
        visit.click_chart("rfm", 0.9, 0.12)
        assert "R 5 · F 5 · Champions" in visit.page.locator(".st-key-behind_rfm").inner_text()
        visit.click_chart("rfm_areas", 0.1, 0.1)
        assert "Hibernating" in visit.page.locator(".st-key-behind_rfm").inner_text()


def test_a_click_and_the_keyboard_pick_the_same(server: Server) -> None:
    with server.visit() as visit:
        visit.open("pyramid")
        visit.click_chart("pyramid", 0.45, 0.2)
        assert visit.page.locator(".st-key-picker_pyramid input").input_value() == "Key · top 1 %"
        visit.page.locator(".st-key-picker_pyramid input").click()
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("Enter")
        visit.settle()
        assert "Important" in visit.page.locator(".st-key-behind_pyramid").inner_text()


def test_download_holds_all_rows(server: Server, tmp_path: Any) -> None:
    with server.visit() as visit:
        visit.open("pyramid")
        visit.click_chart("pyramid", 0.45, 0.85)
        with visit.page.expect_download() as waiting:
            visit.page.locator(".st-key-download_pyramid_csv button").first.click()
        waiting.value.save_as(tmp_path / "list.csv")
        content = (tmp_path / "list.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(content.decode("utf-8-sig").strip().splitlines()) == 1 + 1100


@pytest.mark.parametrize("address", ["", "pyramid", "rfm"])
def test_chinese_has_no_english_left(server: Server, address: str) -> None:
    with server.visit("zh-CN", "dark") as visit:
        visit.open(address)
        english = set(LATIN_WORD.findall(" ".join(visit.words()))) - KNOWN_LATIN
        assert not english, english
        assert not visit.foreign_requests


def test_language_switch_keeps_the_page(server: Server) -> None:
    with server.visit() as visit:
        visit.open("rfm")
        visit.page.get_by_text("中文", exact=True).click()
        visit.settle()
        visit.page.get_by_role("heading", name="客户有哪些购买习惯？").wait_for(timeout=60_000)
        assert "lang=zh" in visit.page.url
        assert visit.page.url.split("?")[0].endswith("/rfm")


def test_dark_mode_colours_the_charts(server: Server) -> None:
    with server.visit(scheme="dark") as visit:
        visit.open("pyramid")
        visit.page.locator(".st-key-chart_pyramid .scatterlayer path").first.wait_for(state="attached")
        fills = visit.page.locator(".st-key-chart_pyramid .scatterlayer path").evaluate_all(
            "paths => paths.map(path => getComputedStyle(path).fill)"
        )
        assert "rgb(201, 216, 255)" in fills  # Key is the lightest step in the dark


def test_fits_a_phone(server: Server) -> None:
    with server.visit(width=390) as visit:
        for address in ("", "pyramid", "rfm"):
            visit.open(address)
            wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
            assert wide <= 390, address


def test_a_page_sends_less_than_a_megabyte(server: Server) -> None:
    with server.visit() as visit:
        received: list[int] = []
        visit.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(len(data))))
        visit.open("pyramid")
        assert 0 < sum(received) < 1_000_000
