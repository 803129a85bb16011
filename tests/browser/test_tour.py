"""The tour as a meeting sees it, in a real window and by keys alone; nothing is asked of elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driver import Server

TITLES = (
    "How are we doing?",
    "Who are our best customers, and what do they bring?",
    "Who went up, who went down, and why?",
    "What needs a look?",
    "Whom should we turn to now?",
)


def test_from_the_first_stop_to_the_last_and_out_again(server: Server) -> None:
    with server.visit() as visit:
        visit.open("?workspace=sample&tour=1&present=yes&embed=true")
        expect(visit.page.locator('[data-testid="stSidebar"]')).to_have_count(0)
        for number, title in enumerate(TITLES, start=1):
            expect(visit.page.get_by_role("heading", name=title)).to_be_visible()
            expect(visit.page.locator(".st-key-tour")).to_contain_text(f"Tour · {number} of 5")
            expect(visit.page.locator(".st-key-filters_bar")).to_have_count(0)
            if number == 2:
                visit.page.keyboard.press("ArrowRight")
            elif number < len(TITLES):
                visit.page.locator(".st-key-tour_next button").focus()
                visit.page.keyboard.press("Enter")
            visit.page.wait_for_url(f"**tour={min(number + 1, len(TITLES))}*")
            visit.settle()
        assert "embed=true" in visit.page.url
        visit.page.locator(".st-key-tour_back button").focus()
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(".st-key-tour_end button")).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".st-key-tour")).to_have_count(0)
        visit.click("present_end")
        expect(visit.page.locator('[data-testid="stSidebar"]')).to_be_visible()
        assert "tour=" not in visit.page.url
        assert "present=" not in visit.page.url
