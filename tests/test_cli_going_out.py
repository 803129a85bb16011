"""Templates, column sets and saved lists as files on the command line; each is recorded."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from core.store.workspace import open_workspace
from core.targets.export_log import load_exports
from tests.test_cli import Run, run  # noqa: F401  # fixture

SALES = "Order,Date,Customer ID,Amount\n" + "".join(f"m{n},2024-03-{n + 10},C{n:02},{n}00\n" for n in range(1, 21))
PEOPLE = "Customer ID,Customer name,Phone,E-mail\nC20,=Best,13812341234,best@x.cn\nC19,Second,,second@x.cn\n"


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:  # noqa: F811
    """Customer n of twenty brought n hundred; C20 is Key, C19 to C17 are Important, of two an address is known."""
    for name, text, kind in (("sales.csv", SALES, "sales"), ("people.csv", PEOPLE, "customers")):
        (tmp_path / name).write_text(text)
        assert run.text("import", tmp_path / name, "--kind", kind)[0] == 0
    return run


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_templates_sets_and_lists_go_into_files_and_are_recorded(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    code, found = filled.json("targets", "--template", "nearly_up", "--rule", "value > 1800", "--out", out)
    # C19 lacks 100 of 2,000 to Key
    assert (code, found["customers"]) == (0, 1)
    assert _rows(out)[1][:2] == ["Second", "C19"]
    assert "needs 100 more to become Key" in _rows(out)[1][-2]
    code, found = filled.json("targets", "--rule", "tier in key,important", "--columns-set", "sms", "--out", out)
    assert (code, found["written"], found["left_out"], found["unmasked"]) == (0, 1, {"number": 3}, False)
    assert _rows(out) == [
        ["Mobile number", "Name", "Fits next", "Owner", "Customer id"],
        ["138****1234", "'=Best", "", "", "C20"],
    ]
    filled.text("--lang", "zh", "targets", "--rule", "tier = key", "--columns-set", "wecom", "--unmasked", "--out", out)
    assert (_rows(out)[0][0], _rows(out)[1][0]) == ("手机号", "13812341234")
    assert filled.text("targets", "--rule", "tier = key", "--columns", "phone,email", "--out", out)[0] == 0
    assert _rows(out)[1][:2] == ["138****1234", "b***@x.cn"]
    assert filled.text("save", "Best", "--rule", "value >= 1900", "--ends", "2024-06-30", "--holdout", "0.5")[0] == 0
    book = tmp_path / "best.xlsx"
    code, found = filled.json("targets", "--list", "best", "--columns-set", "mailing", "--out", book)
    assert (code, found["customers"], found["written"], found["left_out"]) == (0, 2, 1, {"held_back": 1})
    pages = openpyxl.load_workbook(book).worksheets
    assert pages[0].max_row == 2
    said = [row[1] for row in pages[1].iter_rows(values_only=True)]
    assert "1 customer is held back for comparison and is not in this file." in said
    exports = load_exports(open_workspace("main", tmp_path / "home"))
    assert [(one.column_set, one.rows, one.held_back, one.unmasked) for one in exports] == [
        ("mailing", 1, 1, False), ("shown", 1, 0, False), ("wecom", 1, 0, True), ("sms", 1, 0, False),
        ("shown", 1, 0, False),
    ]  # fmt: skip


def test_what_is_lacking_and_what_cannot_be(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    code, _, err = filled.text("targets", "--template", "pay_overdue", "--out", out)
    assert code == 0
    assert "Needs due and paid dates: a sales sheet with both columns." in err
    for words, error in (
        (("--template", "nobody"), "template_unknown"),
        (("--columns-set", "fax"), "column_set_unknown"),
        (("--list", "1", "--rule", "tier = key"), "list_with_rules"),
    ):
        assert filled.json("targets", *words, "--out", out)[1]["error"] == error


def test_a_calling_sheet_that_was_filled_in_comes_back_as_contacts(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "calls.csv"
    filled.text("targets", "--rule", "value >= 1900", "--columns-set", "calling", "--out", out)
    head, *rows = _rows(out)
    rows[0][head.index("Contact date")] = "2024-04-02"
    rows[0][head.index("Result")] = "will order"
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, rows[0]])
    code, found = filled.json("import", out, "--kind", "contacts")
    assert (code, found["files"][0]["accepted"] if "files" in found else found) == (0, 1)
