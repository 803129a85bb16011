"""A journey on the page of movement: from a cell to its customers, their reasons, and a target list."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driver import Server

YEAR = "?workspace=sample&as_of=2026-10&compared=2025-10&window=12&reading=frozen"


def test_from_a_cell_to_its_reasons_and_a_list(server: Server) -> None:
    with server.visit() as visit:
        visit.open(f"movement{YEAR}")
        expect(visit.page.get_by_role("heading", name="Who went up, who went down, and why?")).to_be_visible()
        expect(visit.page.get_by_role("heading", name="Since 31 Oct 2025")).to_be_visible()
        # the keyboard's way and the click pick the same: 33 went from Important to Ordinary
        picker = visit.page.locator(".st-key-picker_movement input")
        picker.click()
        picker.fill("Important → Ordinary")
        visit.page.keyboard.press("Enter")
        behind = visit.page.locator(".st-key-behind_movement")
        expect(behind).to_contain_text("33 customers")
        visit.click("close_movement")
        expect(behind).to_have_count(0)
        visit.click_chart("movement", 0.43, 0.39)
        expect(behind).to_contain_text("33 customers")
        visit.click("save_movement")
        expect(visit.page.get_by_role("heading", name="Whom should we turn to now?")).to_be_visible()
        visit.settle()
        # three of them have opted out: a list leaves them out unless it is told otherwise
        expect(visit.page.get_by_role("heading", name="30 customers")).to_be_visible()
        assert "compared=2025-10" in visit.page.url
