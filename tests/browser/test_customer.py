"""From a name that is typed to the customer, what is said of it by hand, and the page to print."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Server

SAMPLE = "?workspace=sample"


def test_found_changed_and_printed(server: Server, tmp_path: Path) -> None:
    with server.visit() as visit:
        visit.open(f"pyramid{SAMPLE}")
        box = visit.page.locator(".st-key-find_customer input")
        box.fill("143")
        box.press("Enter")
        expect(visit.page.get_by_role("heading", name="How do we stand with Northgate Auto Service?")).to_be_visible()
        visit.settle()
        assert "id=C00143" in visit.page.url
        visit.page.get_by_text("Change what is known").click()
        note = visit.page.locator(".st-key-customer_edit textarea")
        note.fill("Met the new buyer.")
        visit.click("edit_save")
        expect(visit.page.locator(".st-key-customer_who")).to_contain_text("Met the new buyer.")
        expect(visit.page.locator(".st-key-customer_who")).to_contain_text("by hand")
        made = visit.download("customer_print", tmp_path / "customer.html").read_text(encoding="utf-8")
        assert "Met the new buyer." in made
        assert "<script" not in made


def test_a_link_opens_the_customer_in_chinese(server: Server) -> None:
    with server.visit(locale="zh-CN", scheme="dark", width=390) as visit:
        visit.open("customer?workspace=sample-zh&lang=zh&id=C00065")
        expect(visit.page.get_by_role("heading", name="我们与安达汽车养护（杭州店）的关系如何？")).to_be_visible()
        expect(visit.page.locator(".st-key-customer_who")).to_contain_text("连锁维修")
