"""Traditional Chinese: headers and the words for the state of an order."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.intake.columns.headers import normalised
from core.intake.rows.validation import plan_of
from core.intake.values.statuses import status_of
from tests.intake.rows.typed_support import table_of, typed_rows


@pytest.mark.parametrize(
    ("header", "simplified"),
    [
        ("訂單狀態", "订单状态"),
        ("業務經理", "业务经理"),
        ("出庫日期", "出库日期"),
        ("產品質量", "产品质量"),
        ("整體滿意度", "整体满意度"),
    ],
)
def test_headers_are_read_as_simplified(header: str, simplified: str) -> None:
    assert normalised(header) == simplified


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("已退貨", "returned"),
        ("退貨退款", "returned"),
        ("交易關閉", "cancelled"),
        ("已作廢", "cancelled"),
        ("已出貨", "completed"),
        ("partially_refunded", "completed"),
        ("部分退货", "completed"),
    ],
)
def test_states_are_known(word: str, code: str) -> None:
    assert status_of(word) == code


def test_a_cancelled_order_of_a_traditional_file_is_cancelled(tmp_path: Path) -> None:
    columns = ["訂單編號", "訂單日期", "客戶編號", "銷售金額", "訂單狀態"]
    rows = [["A1", "2023-01-05", "K1", "10.5", "已出貨"], ["A2", "2023-01-06", "K2", "20.5", "交易關閉"]]
    table = table_of(tmp_path, columns, rows)
    assert [row["status"] for row in typed_rows(table, plan_of(table))] == ["completed", "cancelled"]
