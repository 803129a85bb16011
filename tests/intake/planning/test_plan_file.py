"""A plan from a file: months and amounts as people write them, and what is said where they are not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from core.errors import CoreError, ImportRefusedError, MappingError
from core.intake.planning.plan_file import month_of, read_plan
from core.store.plans import Planned
from core.text import words_for
from core.text.messages import message


def rows(folder: Path, content: str | bytes, name: str = "plan.csv") -> tuple[Planned, ...]:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_plan(file, name, folder / "spool")
    assert list((folder / "spool").iterdir()) == []  # no copy is left behind
    return found


def planned(month: str, seller: str | None, amount: str) -> Planned:
    return Planned(date.fromisoformat(f"{month}-01"), seller, Decimal(amount))


def test_english_and_chinese_headers(tmp_path: Path) -> None:
    english = 'Month,Salesperson,Planned amount\n2026-01,Ann,"1,200.50"\n2026-02,,900\n2026-02,Company,5\n'
    wanted = (planned("2026-01", "Ann", "1200.50"), planned("2026-02", None, "900"), planned("2026-02", None, "5"))
    assert rows(tmp_path, english) == wanted
    chinese = "月份,业务员,计划金额(万元)\n2026年1月,李雷,50\n2026年2月,公司,12.5\n"
    assert rows(tmp_path, chinese.encode("gb18030")) == (
        planned("2026-01", "李雷", "500000"),
        planned("2026-02", None, "125000"),
    )


def test_a_company_plan_without_salespeople(tmp_path: Path) -> None:
    assert rows(tmp_path, "期间;目标\n202601;1.234,50\n202602;9,5\n") == (
        planned("2026-01", None, "1234.50"),
        planned("2026-02", None, "9.5"),
    )


def test_a_workbook_with_real_dates_and_a_title(tmp_path: Path) -> None:
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Plan of the year"])
        sheet.write_row(2, 0, ["Salesperson", "Month", "Target"])
        for row, (name, month, amount) in enumerate((("Ann", 1, 100), ("Ben", 2, 200.5)), start=3):
            sheet.write(row, 0, name)
            sheet.write_datetime(row, 1, date(2026, month, 1))
            sheet.write(row, 2, amount)
    assert rows(tmp_path, content.getvalue(), "plan.xlsx") == (
        planned("2026-01", "Ann", "100"),
        planned("2026-02", "Ben", "200.5"),
    )


@pytest.mark.parametrize(
    "text",
    ["2026-03", "2026/3", "2026.03", "202603", "2026年3月", "2026年03月份", "Mar 2026", "March 2026", "2026 Mar",
     "03/2026", "2026-03-31", "20260315", "２０２６－０３", "46082"],
)  # fmt: skip
def test_months(text: str) -> None:
    assert month_of(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["", "March", "3月", "2026", "2026-13", "2026-00", "Q1 2026", "next year", "0000-01"])
def test_what_is_no_month(text: str) -> None:
    assert month_of(text) is None


@pytest.mark.parametrize(
    ("content", "english", "chinese"),
    [
        (
            "Month,Who,Plan\n2026-01,Ann,5\nsoon,Ann,6\n",
            "In plan.csv, row 3, Month is soon, which names no month.",
            "plan.csv 第 3 行的“Month”为“soon”，看不出是哪个月。",
        ),
        (
            "Month,Who,Plan\n2026-01,Ann,5\n\n2026-02,Ann,-6\n",
            "In plan.csv, row 4, Plan is -6, which is no amount of 0 or more.",
            "plan.csv 第 4 行的“Plan”为“-6”，不是大于等于 0 的金额。",
        ),
        (
            "Month,Who,Plan\n2026-01,Ann,lots\n",
            "In plan.csv, row 2, Plan is lots, which is no amount of 0 or more.",
            "plan.csv 第 2 行的“Plan”为“lots”",
        ),
        (
            "Region,Plan\nSouth,5\n",
            "plan.csv has no columns for month and amount. Its headers are: Region, Plan.",
            "plan.csv 中没有月份和金额列。现有表头：Region, Plan。",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str, english: str, chinese: str) -> None:
    with pytest.raises((MappingError, ImportRefusedError)) as caught:
        rows(tmp_path, content)
    assert caught.value.code in ("plan_cell", "plan_columns")
    assert english in message(caught.value, words_for("en"))
    assert chinese in message(caught.value, words_for("zh"))


@pytest.mark.parametrize("content", ["", "Month,Plan\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"])
def test_files_that_hold_no_plan(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(CoreError):
        rows(tmp_path, content)
