"""Where money could change without a word: discounts that are no shares, costs and profits of return lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.intake.batching.batches import import_files
from core.intake.planning.plan import Choices
from core.metrics.question import Question
from core.metrics.tiering.pyramid import pyramid
from core.store.facts import differences
from core.store.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace("main", tmp_path / "home", create=True)


def imported(workspace: Workspace, folder: Path, text: str, **how: Choices) -> str:
    """What becomes of a file: "imported" or the code of the refusal."""
    path = folder / f"{abs(hash(text))}.csv"
    path.write_text(text, encoding="utf-8")
    (receipt,) = import_files(workspace, [path], **how)
    return receipt.error.code if receipt.error else receipt.status


DISCOUNTED = "订单号,日期,客户,数量,单价,{header}\n1,2024-01-05,A,10,100,{value}\n2,2024-01-06,B,1,100,20\n"


@pytest.mark.parametrize("header", ["折扣", "优惠金额"])
def test_a_discount_in_money_is_asked_about(workspace: Workspace, tmp_path: Path, header: str) -> None:
    text = DISCOUNTED.format(header=header, value="150")
    assert imported(workspace, tmp_path, text) == "discount_unused"
    assert imported(workspace, tmp_path, text, choices=Choices(without_discount=True)) == "imported"
    assert pyramid(workspace, Question(window_months=None)).total == Decimal(1100)


def test_a_discount_without_values_asks_nothing(workspace: Workspace, tmp_path: Path) -> None:
    text = DISCOUNTED.format(header="优惠金额", value="0").replace("100,20", "100,0")
    assert imported(workspace, tmp_path, text) == "imported"


def profit(workspace: Workspace) -> Decimal:
    return pyramid(workspace, Question(window_months=None, value="gross_profit")).company_total


def test_profit_of_a_return_line_counts_as_it_stands(workspace: Workspace, tmp_path: Path) -> None:
    text = "Order No,Date,Customer,Amount,Profit\n1,2024-01-05,A,100,20\n2,2024-01-06,A,-10,-15\n"
    assert imported(workspace, tmp_path, text) == "imported"
    assert profit(workspace) == Decimal(5)  # 20 - 15
    assert differences(workspace) == 0


@pytest.mark.parametrize("sign", ["", "-"])
def test_cost_of_a_return_line_comes_back_however_it_is_signed(workspace: Workspace, tmp_path: Path, sign: str) -> None:
    text = f"Order No,Date,Customer,Amount,Cost\n1,2024-01-05,A,100,60\n2,2024-01-06,A,-10,{sign}6\n"
    assert imported(workspace, tmp_path, text) == "imported"
    assert profit(workspace) == Decimal(36)  # 100 - 10 - (60 - 6)
