"""Who costs money and who is big elsewhere: answers worked out by hand, and what must always add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.metrics.question import Filters, Question
from core.metrics.relationships.elsewhere import elsewhere
from core.metrics.tiering.money_losers import MoneyLoser, money_losers
from core.metrics.worth.value_parts import parts_table
from core.settings import Cut, Tax
from tests.metrics.lines import line
from tests.support import workspace_with

NOW = date(2024, 6, 30)


def _found(
    folder: Path, lines: list[dict[str, Any]], question: Question | None = None, **more: Any
) -> dict[str, MoneyLoser]:
    workspace = workspace_with(folder, lines, **more)
    return {one.customer_id: one for one in money_losers(workspace, question or Question()).customers}


def _steps(one: MoneyLoser) -> list[int]:
    return [int(amount) for amount in (one.at_list, one.discounts, one.returned, one.cost_to_serve, one.current_value)]


def test_discounts_make_the_loss(tmp_path: Path) -> None:
    # 900 paid for 1,000 at list, goods of 950: 50 at list price, 100 off
    one = _found(tmp_path, [line("A", 900, cost=950, discount="0.1")])["A"]
    assert _steps(one) == [50, 100, 0, 0, -50]
    assert one.causes == ("discounts",)
    assert one.discount_share == pytest.approx(0.1)


def test_a_line_given_away_whole_is_worth_its_price(tmp_path: Path) -> None:
    one = _found(tmp_path, [line("A", 0, cost=30, discount=1, unit_price=20, quantity=2)])["A"]
    assert _steps(one) == [10, 40, 0, 0, -30]


def test_goods_that_do_not_come_back_cost_more(tmp_path: Path) -> None:
    # 200 for goods of 150 earn 50; all is brought back, but only goods of 60 can be sold again: 50 - 200 + 60
    lines = [line("A", 200, cost=150), line("A", -200, quantity=-1, cost=-60)]
    one = _found(tmp_path, lines)["A"]
    assert _steps(one) == [50, 0, 140, 0, -90]
    assert (one.causes, one.return_share) == (("returns",), 1.0)
    # gross, nothing is brought back: nobody costs money
    assert _found(tmp_path / "gross", lines, Question(refunds="gross")) == {}


def test_returned_orders_are_returns(tmp_path: Path) -> None:
    lines = [line("A", 200, cost=150, order_id="back"), line("A", 100, cost=120, order_id="kept")]
    one = _found(tmp_path, lines, returned=["back"])["A"]
    assert _steps(one) == [30, 0, 50, 0, -20]
    assert one.causes == ("returns",)


def test_goods_that_cost_more_than_their_price(tmp_path: Path) -> None:
    one = _found(tmp_path, [line("A", 100, cost=130)])["A"]
    assert _steps(one) == [-30, 0, 0, 0, -30]
    assert one.causes == ("cost_above_price",)
    assert one.losses["cost_above_price"] == 30


def test_serving_can_cost_more_than_is_earned(tmp_path: Path) -> None:
    customers = [{"customer_id": "A", "cost_to_serve": Decimal(1200)}]
    lines = [line("A", 200, cost=100), line("B", 10, date(2023, 7, 1), cost=1)]
    one = _found(tmp_path, lines, customers=customers)["A"]
    assert _steps(one) == [100, 0, 0, 1200, -1100]
    assert (one.causes, one.tier) == (("cost_to_serve",), "key")
    # half a year is half of it
    half = _found(tmp_path / "half", lines, Question(window_months=6), customers=customers)["A"]
    assert _steps(half) == [100, 0, 0, 600, -500]


def test_further_causes_are_those_that_alone_would_do(tmp_path: Path) -> None:
    # 100 at list; 60 off, 50 lost by a return, 5 to serve: -15. Without the return, or without the discount, none
    lines = [
        line("A", 240, cost=200, discount="0.2"),  # list 300, 60 off
        line("A", -50, quantity=-1, cost=0),
        line("B", 10, date(2023, 7, 1), cost=1),
    ]
    one = _found(tmp_path, lines, customers=[{"customer_id": "A", "cost_to_serve": Decimal(5)}])["A"]
    assert _steps(one) == [100, 60, 50, 5, -15]
    assert one.causes == ("discounts", "returns")


def test_lines_without_a_cost_have_no_part(tmp_path: Path) -> None:
    lines = [line("A", 100, cost=130), line("A", 80, discount="0.2")]
    one = _found(tmp_path, lines)["A"]
    assert _steps(one) == [-30, 0, 0, 0, -30]
    assert (one.bought, one.discounted) == (Decimal(180), Decimal(20))  # as they stand in the lines


def test_without_any_cost_revenue_is_taken_apart(tmp_path: Path) -> None:
    lines = [line("A", 80, discount="0.2"), line("A", -90, quantity=-1), line("B", 10)]
    one = _found(tmp_path, lines)["A"]
    assert _steps(one) == [100, 20, 90, 0, -10]
    assert one.causes == ("returns", "discounts")


def test_tax_is_taken_off_every_step(tmp_path: Path) -> None:
    # amounts with 25 % tax: 100 is 80; a discount of half took 80 of 160
    tax = Tax(Decimal("0.25"), in_amounts=True)
    one = _found(tmp_path, [line("A", 100, cost=90, discount="0.5")], Question(tax=tax))["A"]
    assert _steps(one) == [70, 80, 0, 0, -10]


def test_whom_filters_leave_out(tmp_path: Path) -> None:
    lines = [
        line("A", 100, cost=130, channel="Shop"),
        line("B", 100, cost=130, channel="Online"),
        line("", 100, cost=130, channel="Shop") | {"customer_id": None},
    ]
    question = Question(filters=Filters(lines=(("channel", ("Shop",)),)))
    assert list(_found(tmp_path, lines, question)) == ["A"]


def test_greatest_loss_first_and_added_up(tmp_path: Path) -> None:
    lines = [line("A", 100, cost=130), line("C", 100, cost=190), line("B", 100, cost=130), line("D", 9, cost=1)]
    found = money_losers(workspace_with(tmp_path, lines), Question())
    assert [one.customer_id for one in found.customers] == ["C", "A", "B"]
    assert found.lost == Decimal(-150)
    assert found.by_cause() == {"cost_above_price": (3, Decimal(-150))}


PRICES = st.decimals("0", "5000", places=2)
LINES = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        PRICES,
        st.sampled_from(["0", "0.07", "0.36", "0.5", "1"]),
        st.none() | PRICES,
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(LINES, st.sampled_from(["net", "gross"]))
def test_steps_always_add_up(drawn: list[tuple[str, Decimal, str, Decimal | None, bool]], refunds: Any) -> None:
    lines = [
        line(
            who,
            str(-amount if back else amount),
            discount=discount,
            cost=cost,
            quantity=-1 if back else 1,
            unit_price=amount,
        )
        for who, amount, discount, cost, back in drawn
    ]
    with TemporaryDirectory() as folder:
        customers = [{"customer_id": "A", "cost_to_serve": Decimal("77.77")}]
        workspace = workspace_with(Path(folder), lines, customers)
        question = Question(refunds=refunds)
        for one in money_losers(workspace, question).customers:
            assert one.at_list - one.discounts - one.returned - one.cost_to_serve == one.current_value
            assert one.discounts >= 0
            assert one.causes
            assert one.losses[one.causes[0]] > 0
        rows = workspace.engine.rows(f"select value_index, current_value from {parts_table(workspace, question)}")
        assert all((index is not None) == (current is not None and current > 0) for index, current in rows)
        assert all(0 < index <= 1 for index, _ in rows if index is not None)


def test_small_here_but_big_elsewhere(tmp_path: Path) -> None:
    """Of ten customers with 1,000 ... 100, the best two are Important or better: a need from 900 on is big."""
    lines = [line(f"C{place}", amount, cost=1) for place, amount in enumerate(range(1000, 0, -100))]
    lines.append(line("C9", 0, date(2023, 7, 1), cost=0))
    needs = {"C0": 9000, "C5": 1000, "C6": 900, "C7": 899, "C8": 5000, "C9": 200}
    customers = [{"customer_id": who, "annual_need": Decimal(need)} for who, need in needs.items()]
    found = elsewhere(workspace_with(tmp_path, lines, customers), Question())
    assert found.bar == Decimal(900)
    # C5 buys half of its need here, C7 needs too little, C9 less still; C0 is Key
    assert [(one.customer_id, one.yearly_revenue, one.elsewhere) for one in found.customers] == [
        ("C8", Decimal(200), Decimal(4800)),
        ("C6", Decimal(400), Decimal(500)),
    ]
    assert found.amount == Decimal(5300)
    short = elsewhere(workspace_with(tmp_path / "b", lines[:-1], customers), Question(window_months=1))
    assert short.bar == Decimal(10800)  # a month's 900, taken to a year
    assert elsewhere(workspace_with(tmp_path / "c", [line("A", -5)]), replace(Question(), cut=Cut())).bar is None
