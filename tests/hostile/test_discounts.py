"""Discounts as Chinese shops write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.planning.plan import Choices, DiscountOf, Plan
from core.intake.values.deciding import plan_of
from tests.intake.rows.typed_support import table_of, typed_rows


def test_two_digits_before_zhe_are_tenths_of_it(tmp_path: Path) -> None:
    columns = ["订单号", "订单日期", "客户编号", "数量", "单价", "折扣"]
    rows = [["A1", "2023-01-05", "1", "1", "10", written] for written in ("95折", "9.5折", "8折", "10折", "无")]
    table = table_of(tmp_path, columns, rows)
    amounts = [row["amount"] for row in typed_rows(table, plan_of(table))]
    assert amounts == [Decimal(text) for text in ("9.5", "9.5", "8", "10", "10")]


COLUMNS = ["订单号", "订单日期", "客户编号", "数量", "单价", "折扣"]


def discounted(folder: Path, cells: list[str], choices: Choices) -> tuple[list[str], Plan]:
    """(amounts, plan) of lines of 2 x 10 with these discounts."""
    table = table_of(folder, COLUMNS, [[f"A{n}", "2023-01-05", "1", "2", "10", cell] for n, cell in enumerate(cells)])
    plan = plan_of(table, choices=choices)
    return [f"{row['amount']:.2f}" for row in typed_rows(table, plan)], plan


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["0", "0.85"], ["20.00", "3.00"]),  # 0 is no discount: taken off
        (["1", "0.85"], ["20.00", "17.00"]),  # 1 is the full price: left to pay
        (["100%", "85%"], ["20.00", "17.00"]),
        (["0%", "85%"], ["20.00", "3.00"]),
        (["10", "8.5"], ["20.00", "17.00"]),  # 10折 is the full price
        (["0.1", "0.2", ""], ["18.00", "16.00", "20.00"]),
        (["10%", "0.1", "0", "０.２", "20 ％"], ["18.00", "18.00", "20.00", "16.00", "16.00"]),
        (["10%", "0,1", "0"], ["18.00", "18.00", "20.00"]),
        (["90%", "0.9", "1", "100%"], ["18.00", "18.00", "20.00", "20.00"]),  # left to pay
        (["10%", "0.5", "15", "0"], ["18.00", "19.90", "17.00", "20.00"]),  # 15 says that numbers are percent too
        (["9折", "0.9", "1"], ["18.00", "18.00", "20.00"]),  # each by its own sign
        (["9折", "0.95", "100%", "８.５", "90%", "95"], ["18.00", "19.00", "20.00", "17.00", "18.00", "19.00"]),
        (["9折", "8.5", "95", "10折", "1"], ["18.00", "17.00", "19.00", "20.00", "20.00"]),  # 1 is the full price
    ],
)
def test_values_tell_what_a_discount_means(tmp_path: Path, cells: list[str], amounts: list[str]) -> None:
    found, plan = discounted(tmp_path, cells, Choices())
    assert (found, plan.doubts) == (amounts, ())


@pytest.mark.parametrize(
    ("cells", "options", "left"),
    [
        (["0.85", "0.9"], ("off", "paid"), ("15 %", "85 %")),
        (["85%"], ("off", "paid"), ("15 %", "85 %")),
        (["0", "1", "0.6"], ("off", "paid"), ("0 %", "100 %")),
        (["8.5", "9"], ("zhe", "off"), ("85 %", "91.5 %")),
        (["0.9", "9折"], ("off", "paid"), ("10 %", "90 %")),
        (["10%", "9折", "8.5"], ("off", "paid"), ("90 %", "10 %")),
        (["0", "9折"], ("off", "paid"), ("100 %", "0 %")),
    ],
)
def test_where_nothing_tells_what_is_left_to_pay_is_asked(
    tmp_path: Path, cells: list[str], options: tuple[DiscountOf, ...], left: tuple[str, ...]
) -> None:
    _, plan = discounted(tmp_path, cells, Choices())
    (doubt,) = plan.doubts
    assert (doubt.code, doubt.options) == ("discount_meaning", options)
    assert tuple(shown[0][1] for shown in doubt.examples) == left
    for option, share in zip(options, left, strict=True):
        found, plan = discounted(tmp_path, cells, Choices(discount=option))
        if cells[:2] != ["0", "1"]:
            assert (found[0], plan.doubts) == (f"{Decimal(share.rstrip(' %')) / 5:.2f}", ())


@pytest.mark.parametrize(("amount", "taken_off"), [("3.00", "0.85"), ("17.00", "0.15")])
def test_amounts_tell_what_a_discount_means(tmp_path: Path, amount: str, taken_off: str) -> None:
    table = table_of(tmp_path, [*COLUMNS, "金额"], [["A1", "2023-01-05", "1", "2", "10", "0.85", amount]])
    plan = plan_of(table)
    (row,) = typed_rows(table, plan)
    assert (plan.doubts, row["discount"], row["amount"]) == ((), Decimal(taken_off), Decimal(amount))


def test_a_price_after_discount_is_not_reduced_again(tmp_path: Path) -> None:
    columns = [*COLUMNS[:4], "折后单价", "折扣"]
    table = table_of(tmp_path, columns, [["A1", "2023-01-05", "1", "2", "8.5", "0.85"]])
    plan = plan_of(table)
    assert (plan.doubts, [row["amount"] for row in typed_rows(table, plan)]) == ((), [Decimal(17)])


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        (["10%", "20%", "0.1", "15", "0", "10 %"], {"0.1"}),
        (["0.1", "0.2", "10%", "15", "0"], {"10%", "15"}),
        (["10%", "0.2", "15", "1.5"], {"15", "1.5"}),
        (["8折", "9折", "0.9", "90%", "85"], {"0.9", "90%"}),
    ],
)
def test_discounts_that_are_first_written_otherwise_beyond_the_sample_are_refused(
    tmp_path: Path, cells: list[str], refused: set[str]
) -> None:
    rows = [[f"A{n}", "2023-01-05", "1", "2", "10", cell] for n, cell in enumerate(cells)]
    table = table_of(tmp_path, COLUMNS, rows, sample=2)
    typed = typed_rows(table, plan_of(table, choices=Choices(discount=None if "折" in cells[0] else "off")))
    said = {row["refused_value"]: row["refused_rule"] for row in typed if row["refused_rule"]}
    assert said.keys() == refused
    assert said.get("0.1", "discount_unsigned") == said.get("0.9", "discount_unsigned") == "discount_unsigned"
