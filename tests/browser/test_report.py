"""The leader's journey: the report made on its page, downloaded, and opened."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Server


def test_report_downloaded_and_opened(server: Server, tmp_path: Path) -> None:
    from pptx import Presentation

    with server.visit() as visit:
        visit.open("?workspace=sample")
        told = visit.page.get_by_role("heading", name="2,300 customers bought for").inner_text()
        told = told.replace("\N{NO-BREAK SPACE}", " ")
        visit.go("report")
        visit.click("make_report")
        expect(visit.page.get_by_text("The report is ready: 12 slides")).to_be_visible()
        slides = Presentation(io.BytesIO(visit.download("download_report", tmp_path / "a.pptx").read_bytes())).slides
        assert slides[0].shapes.title.text_frame.text == told
        visit.page.get_by_role("radio", name="Web page (one file)").click()
        visit.settle()
        visit.click("make_report")
        page = visit.download("download_report", tmp_path / "a.html")
    opened, asked = server.browser.new_page(), list[str]()  # as whoever gets the file opens it
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(page.as_uri())
    expect(opened.get_by_role("heading", name=told.replace(" %", "\u00a0%"))).to_be_visible()
    expect(opened.locator("section")).to_have_count(12)
    assert asked == [page.as_uri()]
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.close()
