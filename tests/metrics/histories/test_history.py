"""Tiers at month ends of a few customers, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.histories.history import History, history
from core.metrics.question import Filters, Question
from core.settings import Cut
from tests.metrics.lines import line
from tests.support import workspace_with

HALVES = Cut(ceilings=(5000, 10000))
ONE_MONTH = Question(window_months=1, cut=HALVES)


def monthly(amounts: dict[str, tuple[float | None, ...]], first: int = 1) -> list[dict[str, Any]]:
    """Customer -> amounts of January 2024 and the months after it, None = no line; each month has its last day."""
    found = []
    for customer, values in amounts.items():
        for month, amount in enumerate(values, start=first):
            if amount is not None:
                found.append(line(customer, amount, date(2024, month, 28)))
    return found


FOUR: dict[str, tuple[float | None, ...]] = {
    # month ends:  Jan    Feb    Mar    Apr
    "A": (100.0, 100.0, 10.0, 100.0),
    "B": (90.0, 20.0, 90.0, 90.0),
    "C": (10.0, 90.0, 80.0, None),
    "D": (5.0, None, 5.0, -5.0),
    "E": (None, 10.0, None, 7.0),
}


def sizes(found: History) -> list[list[int]]:
    return [[tier.customers for tier in month.tiers] for month in found.months]


def test_each_month_end_by_its_own_ranking(tmp_path: Path) -> None:
    # halves of 4: the two best; of 4 (A C B E); of 4 (B C A D); of 3 (A B E): two, for 1 of 3 is under 50 %
    found = history(workspace_with(tmp_path, monthly(FOUR)), ONE_MONTH)
    assert [month.month.month for month in found.months] == [1, 2, 3, 4]
    assert sizes(found) == [[2, 2], [2, 2], [2, 2], [2, 1]]
    assert [month.tiers[0].value for month in found.months] == [190, 190, 170, 190]
    assert [month.tiers[0].cut_value for month in found.months] == [90, 90, 80, 90]
    assert [month.total for month in found.months] == [205, 220, 185, 197]
    assert [month.unprofitable_customers for month in found.months] == [0, 0, 0, 1]
    assert found.months[3].unprofitable_value == -5
    assert [month.inactive_customers for month in found.months] == [0, 1, 1, 1]
    assert [month.new_customers for month in found.months] == [4, 1, 0, 0]
    assert not any(month.reaches_before_data for month in found.months)


def test_who_moved_and_who_stayed(tmp_path: Path) -> None:
    found = history(workspace_with(tmp_path, monthly(FOUR)), ONE_MONTH)
    assert found.months[0].flows is None
    # February: A stays best, B falls, C rises, D has gone, E is new
    assert found.months[1].flows == {
        ("key", "key"): 1, ("key", "important"): 1, ("important", "key"): 1, ("important", "lapsed"): 1,
        ("new", "important"): 1,
    }  # fmt: skip
    assert found.months[1].tiers[0].stayed == 1
    assert found.months[1].tiers[0].stability == pytest.approx(0.5)
    assert found.months[1].stability == pytest.approx(0.25)
    # March: A falls, C stays, B rises, E has gone, D is back
    assert found.months[2].flows == {
        ("key", "key"): 1, ("key", "important"): 1, ("important", "key"): 1, ("important", "lapsed"): 1,
        ("returned", "important"): 1,
    }  # fmt: skip
    # April: B stays, C has gone, A rises, D only gave back, E is back
    assert found.months[3].flows == {
        ("key", "key"): 1, ("key", "lapsed"): 1, ("important", "key"): 1, ("important", "unprofitable"): 1,
        ("returned", "important"): 1,
    }  # fmt: skip


def test_windows_that_begin_before_the_data_are_marked(tmp_path: Path) -> None:
    found = history(workspace_with(tmp_path, monthly(FOUR)), replace(ONE_MONTH, window_months=3))
    assert [month.reaches_before_data for month in found.months] == [True, True, False, False]


def test_only_the_last_months_are_told(tmp_path: Path) -> None:
    found = history(workspace_with(tmp_path, monthly(FOUR)), ONE_MONTH, 2)
    assert [month.month.month for month in found.months] == [3, 4]
    assert found.months[0].flows is None


def test_frozen_by_given_cut_values(tmp_path: Path) -> None:
    # from 90 on: A B; A C; B; A B
    found = history(workspace_with(tmp_path, monthly(FOUR)), ONE_MONTH, cut_values=(Decimal(90), Decimal(5)))
    assert sizes(found) == [[2, 2], [2, 2], [1, 3], [2, 1]]
    assert found.cut_values == (Decimal(90), Decimal(5))


def test_an_empty_tier_of_the_other_date_takes_the_next_lower_cut(tmp_path: Path) -> None:
    thirds = replace(ONE_MONTH, cut=Cut(ceilings=(100, 5000, 10000)))
    found = history(workspace_with(tmp_path, monthly(FOUR)), thirds, cut_values=(None, Decimal(90), None))
    assert sizes(found) == [[2, 0, 2], [2, 0, 2], [1, 0, 3], [2, 0, 1]]


def test_two_months_rule(tmp_path: Path) -> None:
    # own tiers:  A k k i k | B k i k k | C i k k - | D i - i u | E - i - i
    # by the rule A k k k k | B k k k k | C i i k - | D i - i i | E - i - i: a fall for one month does not count, C's
    # rise counts in its second month; who comes back counts at once; D gave back for one month only
    found = history(workspace_with(tmp_path, monthly(FOUR)), replace(ONE_MONTH, two_months_rule=True))
    assert sizes(found) == [[2, 2], [2, 2], [3, 1], [2, 2]]
    assert [month.unprofitable_customers for month in found.months] == [0, 0, 0, 0]
    assert found.months[1].tiers[0].value == 120  # A 100, B 20
    assert found.months[3].tiers[1].value == 2  # D -5, E 7


def test_customer_filters_choose_after_ranking(tmp_path: Path) -> None:
    filed = [{"customer_id": name, "kind": "dealer"} for name in "AB"]
    workspace = workspace_with(tmp_path, monthly(FOUR), filed)
    dealers = Filters(customers=(("kind", ("dealer",)),))
    assert sizes(history(workspace, replace(ONE_MONTH, filters=dealers))) == [[2, 0], [1, 1], [1, 1], [2, 0]]
    within = replace(dealers, rank_within=True)
    assert sizes(history(workspace, replace(ONE_MONTH, filters=within))) == [[1, 1], [1, 1], [1, 1], [1, 1]]
