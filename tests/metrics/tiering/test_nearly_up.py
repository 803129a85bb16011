"""What customers lack to the next tier, worked out by hand, and held to: with it they are in that tier."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.metrics.customers import Where, customers
from core.metrics.question import Filters, Question
from core.metrics.tiering.nearly_up import nearly_up
from core.metrics.tiering.tiers import tiers_table
from core.settings import Cut, RfmRules
from core.store.workspace import Workspace
from tests.metrics.lines import line, one_each
from tests.support import workspace_with

AMOUNTS = (100, 90, 80, 80, 60, 50, 40, 30, 20, 10)
OTHERS = [line("C11", -5), line("C12", 0)]
SHARE = Question()
"""Of ten: 1 Key from 100, 1 Important from 90, 3 Ordinary from 60, 5 Small."""
AMOUNT = Question(cut=Cut("thresholds", thresholds=(Decimal(95), Decimal(50))))
HELD = Question(cut=Cut("contribution", ceilings=(5000, 8000, 9500, 10000)))
"""Of 560 better customers hold 0, 100, 190, 270, 270 and so on: Key (under 280) from 80, Important (under 448) from 50,
Ordinary (under 532) from 20."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Ten customers with one order, one with a return, one with a line of 0."""
    return workspace_with(tmp_path, [*one_each(*AMOUNTS), *OTHERS])


def _lacking(workspace: Workspace, question: Question) -> dict[str, tuple[str, Decimal, Decimal]]:
    table = nearly_up(workspace, question, RfmRules())
    query = (
        f"select c.customer_id, n.next_tier, n.to_next_tier, n.to_next_tier_share from {table} as n "
        "join customers as c on c.customer_no = n.customer_no"
    )
    return {code: (tier, amount, share) for code, tier, amount, share in workspace.engine.rows(query)}


def test_what_is_lacking_by_shares(workspace: Workspace) -> None:
    found = _lacking(workspace, SHARE)
    assert sorted(found) == [f"C{number:02}" for number in range(2, 11)]  # not the best, not who is not ranked
    assert found["C02"] == ("key", Decimal(10), Decimal("0.100000"))
    assert found["C03"] == found["C04"] == ("important", Decimal(10), Decimal("0.111111"))
    assert found["C05"] == ("important", Decimal(30), Decimal("0.333333"))
    assert found["C06"] == ("ordinary", Decimal(10), Decimal("0.166667"))
    assert found["C10"] == ("ordinary", Decimal(50), Decimal("0.833333"))


def test_what_is_lacking_by_amounts_and_by_contribution(workspace: Workspace) -> None:
    found = _lacking(workspace, AMOUNT)
    assert found["C02"][:2] == ("key", Decimal(5))
    assert found["C07"][:2] == ("important", Decimal(10))
    assert "C01" not in found
    found = _lacking(workspace, HELD)
    assert min(found) == "C05"
    assert [found[code][:2] for code in ("C05", "C07", "C10")] == [
        ("key", Decimal(20)),
        ("important", Decimal(10)),
        ("ordinary", Decimal(10)),
    ]


@pytest.mark.parametrize("question", [SHARE, AMOUNT, HELD], ids=["share", "thresholds", "contribution"])
def test_who_gets_it_is_in_that_tier(workspace: Workspace, tmp_path: Path, question: Question) -> None:
    for code in ("C05", "C07", "C10"):
        found = _lacking(workspace, question).get(code)
        assert found is not None
        tier, amount, _ = found
        lines = [*one_each(*AMOUNTS), *OTHERS, line(code, str(amount))]
        richer = workspace_with(tmp_path / code, lines)
        query = f"select tier from {tiers_table(richer, question)} where customer_id = $code"
        assert richer.engine.rows(query, {"code": code}) == [(tier,)], code


def test_an_empty_tier_is_stepped_over(tmp_path: Path) -> None:
    # four customers: the best is Key; nobody is Important (fewer than 0.8 better is nobody else); 50 % are two
    workspace = workspace_with(tmp_path, one_each(100, 90, 80, 70))
    found = _lacking(workspace, SHARE)
    assert found["C02"][:2] == ("key", Decimal(10))
    assert found["C03"][:2] == ("ordinary", Decimal(10))
    assert _lacking(workspace, replace(SHARE, value="order_count")) == {}  # all equal, all Key


def test_filters_that_only_choose_leave_it_alone(workspace: Workspace) -> None:
    asked = replace(SHARE, filters=Filters(tiers=("small",)))
    wanted = ["next_tier", "to_next_tier"]
    where: Where = ('"to_next_tier" <= $most', {"most": 20})
    found = customers(workspace, asked, RfmRules(), where=where, further=wanted).table
    assert list(found["customer_id"]) == ["C06", "C07"]
    assert list(found["next_tier"]) == ["ordinary", "ordinary"]
