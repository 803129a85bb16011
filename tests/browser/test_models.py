"""A marketer's question to the data: who will buy, which kinds of customers are there; and the slides of a page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.driver import Server

MAKING_MS = 120_000


def test_a_forecast_is_made_and_its_best_become_a_list(server: Server) -> None:
    with server.visit() as visit:
        visit.open("likelihood?workspace=sample-zh")
        expect(visit.page.get_by_text("No forecast has been made of these purchases yet.")).to_be_visible()
        visit.page.get_by_role("radio", name="60 days").click()
        visit.settle()
        visit.click("make")
        visit.go("rfm")  # the app stays usable
        visit.go("likelihood")
        expect(visit.page.get_by_text("in the tests.").first).to_be_visible(timeout=MAKING_MS)
        visit.settle()
        visit.choose("Show the customers of", "90–100 %")
        expect(visit.page.get_by_role("heading", name="90–100 %")).to_be_visible()
        visit.page.get_by_role("button", name="Save as target list").first.click()
        visit.page.wait_for_function("() => location.pathname === '/targets'")
        visit.settle()
        expect(visit.page.get_by_text("purchase likelihood").first).to_be_visible()


def test_segments_are_found_saved_and_a_filter_elsewhere(server: Server) -> None:
    with server.visit() as visit:
        visit.open("found_segments?workspace=sample-zh")
        visit.click("found_next")
        visit.page.get_by_role("button", name="Rhythm", exact=True).click()
        visit.settle()
        visit.click("found_next")
        visit.click("found_next")
        expect(visit.page.get_by_role("heading", name="What sets them apart")).to_be_visible(timeout=MAKING_MS)
        visit.settle()
        visit.click("found_next")
        visit.click("found_save")
        expect(visit.page.locator(".st-key-found_heat")).to_be_visible()
        visit.go("pyramid")
        visit.page.get_by_role("button", name="Filters").click()
        expect(visit.page.get_by_role("combobox", name="Found segment")).to_be_visible()


def test_the_slides_of_a_page_in_one_click(server: Server, tmp_path: Path) -> None:
    with server.visit() as visit:
        visit.open("pyramid?workspace=sample")
        visit.page.get_by_role("button", name="Report as a file").click()
        made = visit.download("report_here_pptx", tmp_path / "slides.pptx")
        first, _ = Presentation(made).slides  # the pyramid, and the definitions
        assert "22 Key customers" in " ".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
