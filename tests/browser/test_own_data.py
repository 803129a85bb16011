"""Journeys with one's own data: from dropped files to the pyramid, a saved list and its downloads."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.driver import Server, Visit

CUSTOMERS = range(1, 30)


def sheets(folder: Path) -> list[Path]:
    """Two months of 29 customers; customer k buys k times for 100 in each, 87,000 together."""
    files = []
    for month in ("2024-01", "2024-02"):
        lines = [
            f"{month}-{k}-{n},{month}-{n:02d},C{k:02d},Customer {k:02d},100" for k in CUSTOMERS for n in range(1, k + 1)
        ]
        file = folder / f"sales_{month}.csv"
        file.write_text("\n".join(["Order ID,Order date,Customer ID,Customer name,Amount", *lines]), encoding="utf-8")
        files.append(file)
    return files


def sheet_with_two_amounts(folder: Path) -> Path:
    """One month of the same customers; the amount that counts, 250, stands under a header that nobody can guess."""
    lines = [f"{k}-{n},2024-03-{n:02d},C{k:02d},=Customer {k:02d},100,250" for k in CUSTOMERS for n in range(1, k + 1)]
    file = folder / "march.csv"
    file.write_text("\n".join(["Order ID,Order date,Customer ID,Customer name,Amount,Zolk", *lines]), encoding="utf-8")
    return file


def import_into(visit: Visit, workspace: str, files: list[Path]) -> None:
    """As `import_here`, from outside the app."""
    visit.open("import?workspace=sample")
    import_here(visit, workspace, files)


def import_here(visit: Visit, workspace: str, files: list[Path]) -> None:
    """On the import page of the sample: a workspace of one's own, files dropped and looked at."""
    visit.page.locator(".st-key-import_target input").fill(workspace)
    visit.page.keyboard.press("Enter")
    visit.settle()
    visit.page.set_input_files("input[type=file]", files)
    expect(visit.page.locator(".st-key-import_bar")).to_be_visible()
    visit.settle()


def save_the_list(visit: Visit) -> None:
    """From a pick on the pyramid to a saved list."""
    visit.click("save_pyramid")
    expect(visit.page.get_by_role("heading", name="Whom should we turn to now?")).to_be_visible()
    visit.click("save_list")


def read_csv(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def read_xlsx(file: Path) -> list[list[str]]:
    """The cells of the only sheet as a CSV would write them."""
    book = load_workbook(file)
    rows = list(book[book.sheetnames[0]].iter_rows())
    assert not [cell.value for row in rows for cell in row if cell.data_type == "f"], "no live formulas"
    return [[_as_text(cell.value) for cell in row] for row in rows]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(value.date()) if hasattr(value, "date") else str(value)


def same_row(left: list[str], right: list[str]) -> bool:
    """Whether all cells say the same: a number, or a text with or without the mark that keeps it text."""
    return all(map(_same_cell, left, right)) and len(left) == len(right)


def _same_cell(left: str, right: str) -> bool:
    return left.lstrip("'") == right.lstrip("'") or (_number(left) is not None and _number(left) == _number(right))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def test_three_clicks_from_files_to_the_pyramid(server: Server, tmp_path: Path) -> None:
    with server.visit() as visit:
        visit.open("?workspace=sample")
        visit.go("import")
        import_here(visit, "three clicks", sheets(tmp_path))  # first click
        assert "870 rows · 1 Jan 2024 to 29 Feb 2024 · 87,000" in visit.text("import_bar")
        visit.click("import")  # second click
        expect(visit.page.locator(".st-key-receipt")).to_contain_text("870 rows = 870 accepted")
        visit.click("to_pyramid")  # third click
        expect(visit.page.get_by_role("heading", name="Who are our best customers")).to_be_visible()
        visit.settle()
        assert "29 customers" in " ".join(visit.words())


def test_a_corrected_column_then_a_click_a_list_and_its_downloads(server: Server, tmp_path: Path) -> None:
    with server.visit() as visit:
        import_into(visit, "corrected", [sheet_with_two_amounts(tmp_path)])
        assert "43,500" in visit.text("import_bar"), "435 lines of 100"
        visit.page.get_by_role("tab", name="Columns").click()
        visit.settle()
        visit.page.get_by_text("1 column is not used").click()
        visit.settle()
        visit.choose("Meaning of Zolk", "Amount")
        expect(visit.page.locator(".st-key-import_bar")).to_contain_text("108,750")
        visit.click("import")
        expect(visit.page.locator(".st-key-receipt")).to_contain_text("435 rows = 435 accepted")
        visit.click("to_pyramid")
        expect(visit.page.get_by_role("heading", name="Who are our best customers")).to_be_visible()
        visit.settle()
        visit.click_chart("pyramid", 0.45, 0.36)
        expect(visit.page.locator(".st-key-behind_pyramid")).to_contain_text("5 customers")
        save_the_list(visit)
        expect(visit.page.get_by_text("is saved with 5 customers")).to_be_visible()
        best_first = [(f"C{k}", f"'=Customer {k}") for k in (28, 27, 26, 25, 24)]  # a formula stays text
        # the list on the screen, and the saved one as a sheet for calls: both best first
        for key, (id_at, name_at) in (("list_export", (1, 0)), ("export_1", (-1, 0))):
            visit.click(key)
            as_csv = read_csv(visit.download(f"{key}_csv", tmp_path / "list.csv"))
            as_xlsx = read_xlsx(visit.download(f"{key}_xlsx", tmp_path / "list.xlsx"))
            assert [(row[id_at], row[name_at]) for row in as_csv[1:]] == best_first
            assert all(same_row(left, right) for left, right in zip(as_csv, as_xlsx, strict=True))
            visit.page.keyboard.press("Escape")
            visit.settle()
        visit.page.get_by_text("What has gone out").click()
        visit.settle()
        assert " ".join(visit.words()).count("Calling") >= 2  # a CSV and a workbook
