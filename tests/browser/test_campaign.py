"""The marketer's journey: a template, a list with a hold-out, its file, next month's sheet, and whether it worked."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.driver import Server, Visit
from tests.browser.test_own_data import import_into, read_csv

HEAD = "Order ID,Order date,Customer ID,Customer name,Amount"
QUIET, STEADY = range(1, 25), range(25, 121)


def sheet(folder: Path, month: str, buyers: list[str], amount: int) -> Path:
    """One month: these customers buy for so much, the steady ones for 100 on its last days."""
    lines = [f"{month}-{one},{month}-02,{one},Customer {one},{amount}" for one in buyers]
    lines += [f"{month}-S{k},{month}-{28 + k % 3},C{k:03},Customer C{k:03},100" for k in STEADY]
    file = folder / f"{month}.csv"
    file.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return file


def bring(visit: Visit, file: Path) -> None:
    """Next month's sheet, into the workspace that is open."""
    visit.go("import")
    visit.page.set_input_files("input[type=file]", [file])
    expect(visit.page.locator(".st-key-import_bar")).to_be_visible()
    visit.settle()
    visit.click("import")
    expect(visit.page.locator(".st-key-receipt")).to_contain_text("accepted")


def test_from_a_template_to_what_came_of_it(server: Server, tmp_path: Path) -> None:
    """24 of 120 customers bought for 5,000 in January and nothing since; 40 % of them are 10."""
    with server.visit() as visit:
        quiet = [f"C{k:03}" for k in QUIET]
        months = [sheet(tmp_path, "2024-01", quiet, 5000), *(sheet(tmp_path, f"2024-0{n}", [], 0) for n in (3, 4))]
        import_into(visit, "marketer", months)
        visit.click("import")
        expect(visit.page.locator(".st-key-receipt")).to_contain_text("accepted")
        visit.go("targets")
        visit.page.locator(".st-key-template").get_by_text("Win back the best who went quiet").click()
        visit.settle()
        assert "24 customers" in " ".join(visit.words())
        visit.page.locator(".st-key-campaign_on label").click()
        visit.settle()
        visit.page.locator(".st-key-campaign_share input").fill("40")
        visit.page.keyboard.press("Enter")
        visit.settle()
        assert "10 of 24 names are held back" in visit.text("campaign_card")
        visit.page.locator(".st-key-list_name input").fill("May letter")
        visit.page.keyboard.press("Enter")
        visit.settle()
        visit.click("save_list")
        expect(visit.page.get_by_text("10 of them are held back and stand in none of its files.")).to_be_visible()
        visit.click("export_1")
        out = read_csv(visit.download("export_1_csv", tmp_path / "letter.csv"))
        contacted = [one for one in quiet if any(one in row for row in out)]
        assert (len(out) - 1, len(contacted)) == (14, 14), "who is held back is not in the file"
        visit.page.keyboard.press("Escape")
        bring(visit, sheet(tmp_path, "2024-05", contacted[:12], 300))
        visit.go("campaigns")
        said = " ".join(visit.words())
        assert "It worked: 85.7 % of the contacted bought, 0.0 % of those held back, 85.7 points more." in said
        assert "Judged on its last day: 1 May 2024 to 30 May 2024." in said
