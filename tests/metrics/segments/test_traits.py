"""Traits by hand on three customers: A buys often, B once with a discount, C brings half of it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.metrics.question import Filters, Question
from core.metrics.segments.traits import ALL_TRAITS, trait_columns, traits_table
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

ASKED = Question(as_of="2024-06", window_months=6)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """January to September 2024; D is only in the customer file, E bought before the window."""
    lines = [
        line("A", 100, date(2024, 1, 10), cost=60, category="x"),
        line("A", 200, date(2024, 3, 10), cost=90, category="y"),
        line("A", 300, date(2024, 6, 10), cost=150, category="x"),
        line("A", 50, date(2024, 8, 1)),
        line("B", 90, date(2024, 6, 30), discount="0.1", cost=80),
        line("C", 400, date(2024, 2, 1), cost=200),
        line("C", -200, date(2024, 2, 20), quantity=-1, cost=-100),
        line("E", 10, date(2023, 12, 31)),
        line("E", 10, date(2024, 9, 30)),
    ]
    files = [{"customer_id": "A", "phone": "1", "annual_need": 2000}, {"customer_id": "D"}]
    return workspace_with(tmp_path_factory.mktemp("traits"), lines, files)


def test_by_hand(workspace: Workspace) -> None:
    found = trait_columns(workspace, ASKED)
    assert found["customer_id"].tolist() == ["A", "B", "C"]  # who ordered in the window
    a, b, c = ({name: found[name][place] for name in found} for place in range(3))
    assert (a["recency_days"], a["order_count"], a["revenue"], a["order_value"]) == (20, 3, 600, 200)
    assert a["usual_gap_days"] == 76  # 60 and 92 days
    assert (a["gross_profit"], a["gross_margin"], a["categories_bought"]) == (300, 0.5, 2)
    assert (a["tenure_days"], a["months_bought"], a["recent_share"]) == (172, 3, 0.5)  # April to June: 300 of 600
    assert (a["annual_need"], a["is_reachable"], a["bought_after"]) == (2000, True, 1)
    assert b["discount_share"] == pytest.approx(0.1)  # 10 of the list price of 100
    assert (b["gross_margin"], b["recent_share"], b["bought_after"]) == (pytest.approx(1 / 9), 1, 0)
    assert (c["revenue"], c["return_share"], c["recent_share"]) == (200, 0.5, 0)
    unknown = {name for name in ALL_TRAITS if b[name] != b[name]}
    assert unknown >= {"usual_gap_days", "categories_bought", "satisfaction_index", "annual_need", "referrals"}


def test_what_came_later_and_filters_play_no_part(workspace: Workspace) -> None:
    newest = trait_columns(workspace, Question(as_of="2024-09", window_months=6))
    assert all(value != value for value in newest["bought_after"])  # the months after are not there yet
    filtered = Question(as_of="2024-06", window_months=6, filters=Filters(tiers=("key",)))
    assert traits_table(workspace, filtered) == traits_table(workspace, ASKED)
    assert trait_columns(workspace, ASKED, ("key",))["customer_id"].tolist() == ["A"]


def test_with_groups_the_account_has_the_traits(tmp_path: Path) -> None:
    lines = [line("A", 100, date(2024, 6, 1)), line("B", 300, date(2024, 6, 20))]
    files = [{"customer_id": name, "parent": "Group"} for name in "AB"]
    found = trait_columns(workspace_with(tmp_path, lines, files), Question(window_months=6, rank_groups=True))
    assert (found["order_count"].tolist(), found["revenue"].tolist()) == ([2], [400])
    assert found["usual_gap_days"].tolist() == [19]
