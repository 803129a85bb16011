"""Headers, names, cells and file names that would do harm if anybody took them for more than text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter

from core.intake.batching.batches import batches, import_file, import_files, inspect_file
from core.store.workspace import Workspace, open_workspace

HEADER = ["Order No", "Date", "Customer", "Amount"]
INJECTIONS = [
    f"{start}{end}{number}"
    for number, (start, end) in enumerate(
        (start, end)
        for start in (
            "x'; drop table sales; --",
            'x"; drop table sales; --',
            "') or 1=1 --",
            "$1",
            "{0}%s\\",
            "`; attach '/x'",
        )
        for end in ("", " union select * from meta", "/*", ";;", "\\'", '""', "\u2019", "--", "?")
    )
][:50]
NAMES = [
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "Robert'); drop table customers; --",
    "a\tb",
    "line\nbreak",
    "bell\x07 and \x1b[31mred",
    "\u202eright to left",
    "zero\u200bwidth",
    "{customer} %s $name",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def rows() -> list[list[str]]:
    return [[f"SO{number}", "2024-05-01", name, "10", *["v"] * 50] for number, name in enumerate(NAMES)]


@pytest.fixture(params=["csv", "xlsx"])
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"orders.{request.param}"
    table = [[*HEADER, *INJECTIONS], *rows()]
    if request.param == "csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(table)
    else:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            page = book.add_worksheet()
            for number, row in enumerate(table):
                page.write_row(number, 0, row)
    return path


def test_fifty_injections_and_hostile_names_are_text(workspace: Workspace, sheet: Path) -> None:
    columns = {"order_id": "Order No", "order_date": "Date", "customer_id": "Customer", "amount": "Amount"}
    (receipt,) = import_files(workspace, [sheet], kind="sales", columns=columns)
    assert (receipt.status, receipt.accepted, receipt.refused, receipt.skipped) == ("imported", len(NAMES), 0, 0)
    found = workspace.engine.rows("select customer_id from sales order by cast(substr(order_id, 3) as INTEGER)")
    assert [name for (name,) in found] == NAMES


def test_an_injection_may_be_the_name_of_a_used_column(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [[*INJECTIONS[:4]], ["1", "2024-05-01", "A", "10"], ["2", "2024-05-02", "B", "20"]]
        )
    columns = dict(zip(("order_id", "order_date", "customer_id", "amount"), INJECTIONS[:4], strict=True))
    (receipt,) = import_files(workspace, [path], kind="sales", columns=columns)
    assert (receipt.status, receipt.accepted) == ("imported", 2)


@pytest.mark.parametrize(
    "name", ["../../up.csv", "nul\x00byte.csv", "n" * 300 + ".csv", "a/b\\c:d?.csv", "<b>.csv", ""]
)
def test_a_file_name_is_never_a_path(workspace: Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / "upload"
    path.write_text("Order No,Date,Customer,Amount\n1,2024-05-01,A,10\n2,2024-05-01,B,x\n", encoding="utf-8")
    before = {each for each in tmp_path.rglob("*") if workspace.folder not in each.parents}
    receipt = import_file(workspace, inspect_file(workspace, path, name))
    assert (receipt.accepted, receipt.refused) == (1, 1)
    assert receipt.refusals_file
    assert receipt.refusals_file.parent == workspace.folder / "refusals"
    assert [batch.file_name for batch in batches(workspace)] == [name]
    assert {each for each in tmp_path.rglob("*") if workspace.folder not in each.parents} == before
