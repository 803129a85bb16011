"""Journey on the sample company: from a square of the stages' flow to a list of those who began to decline."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.driver import Server


def test_from_a_passage_to_a_list(server: Server) -> None:
    with server.visit() as visit:
        visit.open("relationship?workspace=sample")
        expect(visit.page.get_by_role("heading", name="264 stable relationships bring")).to_be_visible()
        visit.click_chart("relation_stage_flow", 0.76, 0.63)
        card = visit.page.locator(".st-key-behind_relation_stage")
        expect(card).to_contain_text("Stable → Declining")
        expect(card).to_contain_text("114 customers")
        visit.click_chart("relation_stage_stage", 0.2, 0.7)
        expect(card).to_contain_text("Stage of life: Declining")
        visit.click("save_relation_stage")
        visit.settle()
        expect(visit.page.get_by_role("heading", name="853 customers")).to_be_visible()
        expect(visit.page.get_by_text("904 meet the rules")).to_be_visible()  # the others opted out
