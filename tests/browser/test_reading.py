"""What is read otherwise is seen: nothing covers it, and what has to be answered stands open."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Server
from tests.browser.test_own_data import import_into

ROWS = [f"{n},2024-01-{n:02d},C{n % 7},{n}.50" for n in range(1, 28)]


def test_what_is_read_again_is_not_covered(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("\n".join(["Order ID,Order date,Customer ID,Amount", *ROWS]), encoding="utf-8")
    with server.visit() as visit:
        import_into(visit, "reading", [file])
        chosen = visit.page.get_by_role("tab", selected=True)
        expect(chosen).to_have_text(["First rows"])
        for row, tab in ((0, "Columns"), (1, "First rows")):
            visit.page.get_by_role("button", name="Change how it is read").click()
            visit.page.get_by_label("Header row (0 = none)").fill(str(row))
            again = visit.page.get_by_role("button", name="Read again")
            again.click()
            visit.settle()
            expect(again).to_be_hidden()
            expect(chosen).to_have_text([tab])
