"""Sheets that say some things once per order: first lines, repeated totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.intake.batching.batches import import_files, inspect_file
from core.intake.planning.plan import Choices
from core.intake.values.deciding import plan_of
from core.store.workspace import open_workspace
from tests.intake.rows.typed_support import table_of, typed_rows

NO_CHOICES = Choices()


def lines(
    folder: Path, header: str, rows: Sequence[str], choices: Choices = NO_CHOICES
) -> tuple[list[dict[str, Any]], list[str]]:
    """(typed rows, codes of the doubts) of a sheet of sales."""
    table = table_of(folder, header.split(","), [row.split(",") for row in rows])
    plan = plan_of(table, choices=choices)
    return typed_rows(table, plan), [doubt.code for doubt in plan.doubts]


FIRST_LINES = "Name,Email,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price"
SHOP = (
    "#1,ann@x.com,2023-05-01 10:00:00 -0400,27.00,2,Soap,10.00",
    "#1,,,,1,Oil,10.00",
    "#2,bo@x.com,2023-05-02 10:00:00 -0400,5.00,1,Oil,5.00",
    "#3,ann@x.com,2023-05-03 23:59:59 -0400,10.00,3,Soap,10.00",
    "#3,,,,1,Oil,0.00",
    "#3,,,,0,Bag,9.00",
)


def test_what_the_first_line_says_holds_for_the_order(tmp_path: Path) -> None:
    rows, doubts = lines(tmp_path, FIRST_LINES, SHOP)
    assert doubts == []
    assert [row["customer_id"] for row in rows] == ["ann@x.com", "ann@x.com", "bo@x.com", *["ann@x.com"] * 3]
    assert [row["order_date"].day for row in rows] == [1, 1, 2, 3, 3, 3]
    # 27 over 20 + 10, 5 alone, 10 over 30 + 0 + 0
    assert [row["amount"] for row in rows] == [Decimal(text) for text in ("18", "9", "5", "10", "0", "0")]
    assert not any(row["refused_rule"] for row in rows)


def test_it_can_be_left_as_it_stands(tmp_path: Path) -> None:
    rows, _ = lines(tmp_path, FIRST_LINES, SHOP, Choices(fill_down=False))
    assert [row["refused_rule"] for row in rows] == [None, "date_missing", None, None, "date_missing", "date_missing"]


def test_a_blank_among_filled_lines_stays_blank(tmp_path: Path) -> None:
    """Lines without a customer are accepted as such: only a sheet that never repeats is filled."""
    rows, _ = lines(
        tmp_path,
        "Order No,Date,Customer,Amount",
        ["1,2023-05-01,Ann,5", "1,2023-05-01,Ann,6", "2,2023-05-01,Bo,7", "2,2023-05-01,,8"],
    )
    assert [row["customer_id"] for row in rows] == ["Ann", "Ann", "Bo", None]


def test_an_unreadable_cell_is_refused_and_not_covered(tmp_path: Path) -> None:
    many = [f"{n},2023-05-01,Ann,{n}.50,Tea\n{n},,,{n}.25,Cup" for n in range(1, 30)]
    table_rows = [line for pair in many for line in pair.split("\n")]
    header = "Order No,Date,Customer,Amount,Product"
    table = table_of(tmp_path, header.split(","), [r.split(",") for r in [*table_rows, "29,soon,,1.00,Pot"]], sample=58)
    rows = typed_rows(table, plan_of(table))
    assert [row["refused_rule"] for row in rows] == [None] * 58 + ["date_unreadable"]


def test_an_order_number_that_is_not_repeated_is_filled_too(tmp_path: Path) -> None:
    rows, doubts = lines(
        tmp_path,
        "单据编号,日期,购货单位,产品名称,数量,金额",
        ["X1,2023-05-01,海岚,滤芯,2,20.50", ",,,机油,1,30.50", "X2,2023-05-03,永昌,滤芯,1,10.50", ",,,,,61.50"],
    )
    assert doubts == []
    assert [row["order_id"] for row in rows] == ["X1", "X1", "X2", None]
    assert rows[1]["customer_id"] == "海岚"
    assert rows[1]["order_date"] == date(2023, 5, 1)
    assert rows[3]["refused_rule"] == "date_missing"  # names no goods: no line of an order


def test_a_repeated_total_counts_once(tmp_path: Path) -> None:
    rows, doubts = lines(
        tmp_path,
        "Order ID,Order date,Customer,Item,Quantity,Unit price,Amount",
        [
            "A,2023-05-01,Ann,Tea,1,20.00,30.00",
            "A,2023-05-01,Ann,Cup,2,5.00,30.00",
            "B,2023-05-02,Bo,Tea,1,20.00,20.00",
        ],
    )
    assert doubts == []
    assert [row["amount"] for row in rows] == [Decimal(20), Decimal(10), Decimal(20)]


def test_equal_line_amounts_stay_line_amounts(tmp_path: Path) -> None:
    rows, doubts = lines(
        tmp_path,
        "Order ID,Order date,Customer,Item,Quantity,Unit price,Amount",
        [
            "A,2023-05-01,Ann,Tea,1,20.00,20.00",
            "A,2023-05-01,Ann,Cup,2,10.00,20.00",
            "B,2023-05-02,Bo,Tea,1,20.00,20.00",
        ],
    )
    assert doubts == []
    assert sum(row["amount"] for row in rows) == Decimal(60)


REPEATED = ["A,2023-05-01,Ann,Tea,30.01", "A,2023-05-01,Ann,Cup,30.01", "A,2023-05-01,Ann,Pot,30.01"]


@pytest.mark.parametrize(("choice", "sold"), [("order", "30.01"), ("line", "90.03")])
def test_where_nothing_tells_it_is_asked(tmp_path: Path, choice: str, sold: str) -> None:
    header = "Order ID,Order date,Customer,Item,Amount"
    _, doubts = lines(tmp_path, header, REPEATED)
    assert doubts == ["amount_per"]
    rows, doubts = lines(tmp_path, header, REPEATED, Choices(amount_per=choice))  # type: ignore[arg-type]
    assert doubts == []
    assert sum(row["amount"] for row in rows) == Decimal(sold)


def test_a_header_of_totals_needs_no_question(tmp_path: Path) -> None:
    rows, doubts = lines(tmp_path, "订单编号,下单日期,客户名称,商品名称,订单金额", REPEATED)
    assert doubts == []
    assert [row["amount"] for row in rows] == [Decimal(text) for text in ("10.0033", "10.0034", "10.0033")]


def test_totals_that_differ_within_an_order_are_refused(tmp_path: Path) -> None:
    rows = [*REPEATED, "B,2023-05-01,Ann,Pot,5", "B,2023-05-01,Ann,Tea,6"]
    table = table_of(
        tmp_path, "Order ID,Order date,Customer,Item,Order total".split(","), [r.split(",") for r in rows], sample=3
    )
    found = typed_rows(table, plan_of(table))
    assert [row["refused_rule"] for row in found] == [None] * 3 + ["amounts_differ"] * 2


def test_the_filled_rows_are_counted_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("\n".join([FIRST_LINES, *SHOP]) + "\n", encoding="utf-8")
    workspace = open_workspace("main", tmp_path / "home", create=True)
    (found,) = inspect_file(workspace, path, path.name)
    (receipt,) = import_files(workspace, [path])
    assert (found.filled, receipt.filled, receipt.accepted) == (3, 3, 6)
    assert found.totals is not None
    assert found.totals.amount == Decimal(42)
