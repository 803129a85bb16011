"""Journeys on the sample company: first start, from a click to its customers, languages, dark mode, a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.driver import ADDRESSES, DARK, Server, fits_a_phone, running_app

SAMPLE = "?workspace=sample"
FILLS = "paths => paths.map(path => getComputedStyle(path).fill)"


def test_first_start_opens_the_sample(browser: Any, tmp_path: Path) -> None:
    """The very first visit of a new server, by a page's own address: the sample is made on the way."""
    with running_app(tmp_path / "home", tmp_path / "server.log") as address, Server(address, browser).visit() as visit:
        visit.open("rfm")
        expect(visit.page.get_by_role("heading", name="Which habits do we see?")).to_be_visible()
        visit.go("")
        expect(visit.page.get_by_role("heading", name="How are we doing?")).to_be_visible()
        expect(visit.page.get_by_text("You are looking at an invented company")).to_be_visible()
        expect(visit.page.get_by_text("2,300", exact=True).first).to_be_visible()


def test_on_the_pyramid_by_click_and_keyboard_to_a_download_and_a_list(server: Server, tmp_path: Path) -> None:
    """In the dark, where the chart has colours of its own."""
    with server.visit(scheme="dark") as visit:
        visit.open(f"pyramid{SAMPLE}")
        fills = visit.page.locator(".st-key-chart_pyramid .scatterlayer path").evaluate_all(FILLS)
        assert "rgb(201, 216, 255)" in fills, "Key is the lightest step in the dark"
        behind = visit.page.locator(".st-key-behind_pyramid")
        visit.click_chart("pyramid", 0.45, 0.85)
        content = visit.download("download_pyramid_csv", tmp_path / "list.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(content.decode("utf-8-sig").strip().splitlines()) == 1 + 1100, "a download holds all rows"

        visit.click_chart("pyramid", 0.45, 0.2)
        picker = visit.page.locator(".st-key-picker_pyramid input")
        expect(picker).to_have_value("Key · top 1 %")
        picker.click()
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("Enter")
        expect(behind).to_contain_text("Important")  # the keyboard picks as a click does

        visit.settle()
        visit.click_chart("pyramid", 0.45, 0.2)
        expect(behind).to_contain_text("22 customers")
        visit.click("save_pyramid")
        expect(visit.page.get_by_role("heading", name="Whom should we turn to now?")).to_be_visible()
        visit.settle()
        expect(visit.page.get_by_role("heading", name="21 customers")).to_be_visible()
        expect(visit.page.get_by_text("22 meet the rules")).to_be_visible()  # one of them opted out
        assert visit.page.url.split("?")[0].endswith("/targets")


def test_click_on_a_cell_an_area_and_the_bars_of_satisfaction(server: Server) -> None:
    with server.visit() as visit:
        visit.open(f"rfm{SAMPLE}")
        visit.click_chart("rfm", 0.9, 0.12)
        expect(visit.page.locator(".st-key-behind_rfm")).to_contain_text("R 5 · F 5 · Champions")
        visit.click_chart("rfm_areas", 0.1, 0.1)
        expect(visit.page.locator(".st-key-behind_rfm")).to_contain_text("Hibernating")
        visit.go("satisfaction")
        visit.click_chart("dimensions", 0.5, 0.08)
        expect(visit.page.locator(".st-key-behind_satisfaction")).to_contain_text("Product")
        visit.click_chart("nps", 0.08, 0.35)
        expect(visit.page.locator(".st-key-behind_satisfaction")).to_contain_text("Detractors")


def test_language_switch_keeps_the_page_and_its_filters(server: Server) -> None:
    with server.visit() as visit:
        visit.open(f"rfm{SAMPLE}&window=6")
        visit.page.get_by_text("中文", exact=True).click()
        expect(visit.page.get_by_role("heading", name="客户有哪些购买习惯？")).to_be_visible()
        visit.settle()
        assert "lang=zh" in visit.page.url
        assert "/rfm?" in visit.page.url
        visit.page.get_by_text("EN", exact=True).click()
        expect(visit.page.get_by_role("heading", name="Which habits do we see?")).to_be_visible()


def test_every_page_fits_a_phone_has_its_colours_and_is_light_to_load(server: Server) -> None:
    """In the dark and in English; the walk in Chinese looks at the same in the light."""
    with server.visit("en-GB", "dark", width=390) as visit:
        received = visit.weigh()
        visit.open(SAMPLE)
        for address in ADDRESSES:
            received.clear()
            visit.go(address)
            fits_a_phone(visit, received, DARK)
