"""A salesperson's week: the list, a call that is noted and gone from it, and the files that go along."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Server


def test_a_call_is_noted_and_gone_from_the_list(server: Server, tmp_path: Path) -> None:
    with server.visit() as visit:
        visit.open("care?workspace=sample")
        expect(visit.page.get_by_text("277 customers are due by 7 Nov 2026, 212 of them overdue")).to_be_visible()
        visit.choose("Show the list of", "Victor Shen")
        expect(visit.page.get_by_role("heading", name="Victor Shen")).to_be_visible()
        visit.choose("With whom?", "Northgate Auto Service · C00143")
        visit.page.locator(".st-key-care_card").get_by_role("radio", name="Visit").click()
        visit.settle()
        visit.page.get_by_role("textbox", name="What came of it?").fill("Met the owner; wants =the new= filters.")
        visit.page.get_by_role("button", name="Note it").click()
        visit.settle()
        expect(visit.page.get_by_text("Visit with Northgate Auto Service noted.")).to_be_visible()
        box = visit.page.get_by_role("combobox", name="With whom?")
        box.click()
        box.fill("Northgate Auto Service")
        expect(visit.page.get_by_role("option", name="Northgate Auto Service · C00143")).to_have_count(0)
        visit.page.keyboard.press("Escape")
        calendar = visit.download("care_ics", tmp_path / "care.ics").read_bytes()
        assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
        assert b"Northgate Auto Service" not in calendar.replace(b"\r\n ", b"")
        visit.page.get_by_text("1 contact noted by hand").click()
        visit.page.locator(".st-key-care_notes").get_by_role("button", name="Take back").click()
        visit.settle()
        expect(visit.page.get_by_text("was taken back.")).to_be_visible()
        visit.choose("With whom?", "Northgate Auto Service · C00143")  # it is due again
