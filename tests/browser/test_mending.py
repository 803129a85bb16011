"""Refused rows of one's own file: mended in the page, mended in a download and dropped again, undone together."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.driver import Server, Visit
from tests.browser.test_own_data import import_into

ROWS = [f"{n},2024-0{n % 5 + 1}-{n:02d},C{n % 7},{n}.50" for n in range(1, 28)]
ROW_PX = 35
BAD = ["90,2024-02-30,C1,10", "91,2024-02-28,C1,ten"]


def type_into_first_row(visit: Visit, header: str, text: str) -> None:
    """Type into a cell of the rows to mend, by the keyboard: the table is a drawing, and its cells have no places."""
    grid = visit.page.locator('[class*="st-key-mending_"] canvas').first
    grid.scroll_into_view_if_needed()
    names = grid.locator('[role="columnheader"]').all_inner_texts()
    cell = grid.locator('[role="gridcell"][aria-selected="true"]')
    for _ in range(5):  # a table that has just been drawn anew forgets what was clicked
        box = grid.bounding_box()
        assert box
        visit.page.mouse.click(box["x"] + 20, box["y"] + 1.5 * ROW_PX)
        visit.page.wait_for_timeout(300)
        if cell.count():
            break
    for _ in range(names.index(header)):
        visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    field = visit.page.locator("#portal textarea, #portal input")
    field.fill(text)
    field.press("Enter")


def test_refused_rows_are_mended_here_and_in_a_spreadsheet(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("\n".join(["Order ID,Order date,Customer ID,Amount", *ROWS, *BAD]), encoding="utf-8")
    with server.visit() as visit:
        import_into(visit, "mending", [file])
        assert "27 rows are new · 2 rows refused" in visit.text("import_bar")
        visit.click("import")
        assert "29 rows = 27 accepted + 0 already there + 2 refused + 0 skipped" in visit.text("receipt")
        receipt = visit.download("receipt_csv", tmp_path / "receipt.csv").read_text("utf-8-sig").splitlines()
        assert receipt[1].startswith("1,sales.csv,,Sales,29,27,0,2,0,")

        visit.settle()
        type_into_first_row(visit, "Order date", "2024-02-29")
        expect(visit.page.locator(".st-key-import_mended button")).to_be_enabled()
        visit.settle()
        visit.click("import_mended")
        expect(visit.page.locator(".st-key-receipt")).to_contain_text(re.compile("1 rows? = 1 accepted"))

        mended = visit.download("refused_rows_xlsx", tmp_path / "mended.xlsx")
        book = load_workbook(mended)
        page = book.active
        heads = [cell.value for cell in page[1]]
        assert [cell.value for cell in page[2]][heads.index("Amount")] == "ten"
        page.cell(2, heads.index("Amount") + 1).value = "10"
        book.save(mended)
        visit.page.set_input_files("input[type=file]", mended)
        expect(visit.page.locator(".st-key-import_bar")).to_be_visible()
        visit.settle()
        visit.click("import")
        assert "1 file imported" in visit.text("receipt")
        expect(visit.page.get_by_text("Which rows were refused?")).to_have_count(0)
        visit.choose("Undo a batch", "1 · sales.csv")
        visit.page.locator('[class*="st-key-undo_popover_"] button').click()
        visit.settle()
        expect(visit.page.get_by_text("The rows that were mended for it go too: batch 2 and 3.")).to_be_visible()


def test_the_question_before_an_undo_closes_with_it(server: Server, tmp_path: Path) -> None:
    """Left open it would ask about the next batch, under a finger that may press again."""
    for number in (1, 2):
        file = tmp_path / f"sales_{number}.csv"
        rows = [row.replace("2024", f"202{number}") for row in ROWS]
        file.write_text("\n".join(["Order ID,Order date,Customer ID,Amount", *rows]), encoding="utf-8")
    with server.visit() as visit:
        import_into(visit, "undoing", [tmp_path / "sales_1.csv", tmp_path / "sales_2.csv"])
        visit.click("import")
        visit.page.locator('[class*="st-key-undo_popover_"] button').click()
        visit.settle()
        visit.click("undo_confirm")
        expect(visit.page.get_by_text("Batch 2 was undone.")).to_be_visible()
        expect(visit.page.locator(".st-key-undo_confirm")).to_have_count(0)
        expect(visit.page.locator('[class*="st-key-undo_popover_"]')).to_be_visible()
