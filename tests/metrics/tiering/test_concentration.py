"""Concentration of a few customers, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Filters, Question
from core.metrics.tiering.concentration import concentration
from tests.metrics.lines import line, one_each
from tests.support import workspace_with


def test_four_customers(tmp_path: Path) -> None:
    found = concentration(workspace_with(tmp_path, one_each(50, 30, 15, 5)), Question())
    assert found.customer_shares == (0, 0.25, 0.5, 0.75, 1)
    assert found.value_shares == pytest.approx((0, 0.5, 0.8, 0.95, 1))
    # cumulative shares add up to 3.25: (2 * 3.25 - 5) / 4
    assert found.gini == pytest.approx(0.375)
    # 1 % of four is 0.04 customers of 50; 50 % are the first two
    assert found.top_shares == pytest.approx({1: 0.02, 5: 0.1, 10: 0.2, 20: 0.4, 50: 0.8})
    assert (found.customers, found.total, found.top5_share, found.customers_for_80) == (4, 100, 1, 2)


def test_the_fifth_and_the_tenth_customer(tmp_path: Path) -> None:
    # 1 + ... + 10 = 55; best five 40; a half of ten is five, 20 % two: 19. 80 % are 44: 40 + 4 = 44 with the seventh
    found = concentration(workspace_with(tmp_path, one_each(*range(1, 11))), Question())
    assert found.top5_share == pytest.approx(40 / 55)
    assert (found.top_shares[50], found.top_shares[20]) == pytest.approx((40 / 55, 19 / 55))
    # 10 9 8 7 6 = 40, with 5 it is 45 >= 44: the sixth
    assert found.customers_for_80 == 6


def test_equal_customers_share_evenly(tmp_path: Path) -> None:
    found = concentration(workspace_with(tmp_path, one_each(*[7] * 10)), Question())
    assert (found.customer_shares, found.value_shares) == ((0, 1), (0, 1))
    assert found.gini == pytest.approx(0)
    assert found.top_shares == pytest.approx({1: 0.01, 5: 0.05, 10: 0.1, 20: 0.2, 50: 0.5})
    assert (found.top5_share, found.customers_for_80) == (pytest.approx(0.5), 8)


def test_one_customer(tmp_path: Path) -> None:
    found = concentration(workspace_with(tmp_path, one_each(7)), Question())
    assert (found.gini, found.top5_share, found.customers_for_80, found.value_shares) == (0, 1, 1, (0, 1))


def test_customers_that_cost_money_bend_the_curve_down(tmp_path: Path) -> None:
    lines = [line("A", 100, cost=40), line("B", 100, cost=50), line("C", 100, cost=110), line("D", 100)]
    found = concentration(workspace_with(tmp_path, lines), Question(value="gross_profit"))
    # 60, 50, -10: in all 100, D has no cost and is left out
    assert found.value_shares == pytest.approx((0, 0.6, 1.1, 1))
    assert (found.customers, found.total, found.customers_for_80) == (3, 100, 2)
    # (2 * 2.7 - 4) / 3
    assert found.gini == pytest.approx(1.4 / 3)


def test_nothing_left_has_no_shares(tmp_path: Path) -> None:
    found = concentration(workspace_with(tmp_path, one_each(5, -5)), Question())
    assert (found.customers, found.total, found.value_shares, found.gini) == (2, 0, (), 0)
    assert (found.customers_for_80, found.top_shares[50], found.top5_share) == (None, 0, 0)


def test_nobody_chosen(tmp_path: Path) -> None:
    found = concentration(workspace_with(tmp_path, one_each(5)), Question(filters=Filters(tiers=("small",))))
    assert (found.customers, found.total, found.customer_shares, found.customers_for_80) == (0, 0, (), None)


def test_no_data_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        concentration(workspace_with(tmp_path), Question())


def test_a_long_curve_is_drawn_with_few_points(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(1))
    with workspace.writing() as cursor:
        cursor.run("insert into customers by name select n as customer_no, 'K' || n as customer_id, n as group_no, "
                   "false as in_file from range(2, 3001) as numbers(n)")  # fmt: skip
        cursor.run("insert into customer_months select * replace (n as customer_no, n - 200 as net_amount) "
                   "from customer_months, range(2, 3001) as numbers(n)".replace("select *", "select m.*", 1)
                   .replace("from customer_months,", "from customer_months as m,"))  # fmt: skip
    found = concentration(workspace, Question())
    total = sum(range(-198, 2801)) + 1
    assert (found.customers, found.total) == (3000, total)
    assert 400 < len(found.value_shares) <= 500
    assert (found.customer_shares[0], found.customer_shares[-1], found.value_shares[-1]) == (0, 1, 1)
    # the summit is drawn: everybody with a value above 0, the 1 of the first customer among them
    assert max(found.value_shares) == pytest.approx((sum(range(1, 2801)) + 1) / total)
    assert list(found.customer_shares) == sorted(found.customer_shares)
