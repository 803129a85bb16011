"""Discounts as Chinese shops write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from core.intake.validation import plan_of
from tests.intake.typed_support import table_of, typed_rows


def test_two_digits_before_zhe_are_tenths_of_it(tmp_path: Path) -> None:
    columns = ["订单号", "订单日期", "客户编号", "数量", "单价", "折扣"]
    rows = [["A1", "2023-01-05", "1", "1", "10", written] for written in ("95折", "9.5折", "8折", "10折", "无")]
    table = table_of(tmp_path, columns, rows)
    amounts = [row["amount"] for row in typed_rows(table, plan_of(table))]
    assert amounts == [Decimal(text) for text in ("9.5", "9.5", "8", "10", "10")]
