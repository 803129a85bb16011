"""A plan from a file: one row per month and salesperson, with the planned revenue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from core.errors import ImportRefusedError, MappingError
from core.intake.columns.headers import normalised
from core.intake.columns.units import unit_above, unit_in_header
from core.intake.files.found_rows import FoundTable, found_tables
from core.intake.files.kind import check_file
from core.intake.files.reading import read_tables
from core.intake.values.formats import FIRST_DAY, LAST_DAY, MONTHS, narrowed, parse_date, parse_number
from core.store.plans import Planned

HEADERS: dict[str, frozenset[str]] = {
    "month": frozenset("month months period date 月份 月 年月 期间 日期 计划月份 计划月".split()),
    "amount": frozenset(
        "amount plan planned planamount plannedamount plannedrevenue target goal budget quota revenue sales "
        "金额 计划 计划金额 计划额 计划收入 销售计划 目标 目标金额 目标额 销售目标 任务 任务额 指标 预算 销售额".split()
    ),
    "salesperson": frozenset(
        "salesperson salesman salesrep seller rep person name owner who "
        "业务员 销售员 销售 销售人员 销售代表 负责人 姓名 人员".split()
    ),
}
COMPANY = frozenset("company total all 公司 全公司 合计 总计 整体 全体".split())
SYMBOLS = ("¥", "$", "€", "£", "元", "CNY", "RMB")
SERIAL_SIGNS = 5  # a day as a spreadsheet counts it; 2026 alone is a year
YEAR_FIRST = re.compile(r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})|(\d{2}))\s*月?(?:份)?")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
NAMED = re.compile(r"([a-z]{3})[a-z]*[\s.,'/-]*(\d{4})|(\d{4})[\s.,'/-]*([a-z]{3})[a-z]*")


def read_plan(path: Path, file_name: str, spool: Path) -> tuple[Planned, ...]:
    """The rows of the first table of a file that has a month and an amount; no salesperson: the company's.

    Headers in English or Chinese. Months as 2026-01, 2026/1, 202601, 2026年1月, Jan 2026 or a day in them. Amounts in
    one convention; 万元 in the header or a title, or 万 behind a number, is counted. All or nothing. Errors: those of
    `read_tables`; MappingError `plan_columns`; ImportRefusedError `plan_cell` with a `reason` (month, amount).
    """
    check_file(path)
    tables = read_tables(path, file_name, spool)
    try:
        headers: Sequence[str] = tables[0].columns
        for found in found_tables(path, tables):
            places = _places(found.header)
            if "month" in places and "amount" in places:
                return tuple(_planned(found, places, file_name))
            headers = found.header or headers
        raise MappingError("plan_columns", file=file_name, headers=", ".join(headers))
    finally:
        for table in tables:
            table.path.unlink(missing_ok=True)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where the columns stand; the first header that names one stands for it."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        column = next((column for column, words in HEADERS.items() if normalised(name) in words), None)
        if column:
            found.setdefault(column, place)
    return found


def _planned(found: FoundTable, places: dict[str, int], file_name: str) -> Iterator[Planned]:
    table, rows = found.table, list(found.rows)
    others = {*table.header_rows, *(skipped.row for skipped in table.skipped)}
    numbers = [row for row in range(table.first_row, table.last_row + 1) if row not in others]
    texts = [_cell(row, places["amount"]) for row in rows]
    mark = "." if all(parse_number(text, ".", SYMBOLS) is not None for text in texts if text) else ","
    if any(parse_number(text, mark, SYMBOLS) is None for text in texts if text):
        mark = "."
    header = found.header[places["amount"]]
    told = unit_in_header(header)
    unit = unit_above(table.skipped) if told is None else told
    for number, row, text in zip(numbers, rows, texts, strict=False):
        written = _cell(row, places["month"])
        amount = parse_number(text, mark, SYMBOLS)
        if not written and not text:
            continue
        if (month := month_of(written)) is None:
            raise _refused(file_name, number, found.header[places["month"]], written, "month")
        if amount is None or amount < 0:
            raise _refused(file_name, number, header, text, "amount")
        name = _cell(row, places["salesperson"]) if "salesperson" in places else ""
        yield Planned(month, None if normalised(name) in COMPANY or not name else name, Decimal(amount) * unit)


def _refused(file_name: str, row: int, header: str, value: str, reason: str) -> ImportRefusedError:
    return ImportRefusedError("plan_cell", file=file_name, row=row, header=header, value=value, reason=reason)


def _cell(row: Sequence[str], place: int) -> str:
    return narrowed(row[place]) if place < len(row) else ""


def month_of(text: str) -> date | None:
    """The first day of the month that a cell names; None where it names none."""
    value = narrowed(text).lower()
    found = YEAR_FIRST.fullmatch(value)
    if found:
        return _first(int(found[1]), int(found[2] or found[3]))
    if last := YEAR_LAST.fullmatch(value):
        return _first(int(last[2]), int(last[1]))
    named = NAMED.fullmatch(value)
    if named and (name := named[1] or named[4]) in MONTHS:
        return _first(int(named[2] or named[3]), MONTHS.index(name) + 1)
    forms = ("ymd", "compact", "named", *(("excel1900",) if len(value) == SERIAL_SIGNS else ()))
    day = next((day for form in forms if (day := parse_date(value, form))), None)
    return day.replace(day=1) if day else None


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and FIRST_DAY.year <= year <= LAST_DAY.year else None
