"""What customers are worth: answers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.metrics.question import Filters, Question
from core.metrics.tiering.concentration import concentration
from core.metrics.tiering.pyramid import pyramid
from core.metrics.tiering.tier_retention import tier_retention, wilson
from core.metrics.worth.customer_value import customer_value, years_worth
from core.metrics.worth.value_parts import parts_table
from core.settings import Cut, ValueRules
from core.store.untold import make_room
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

EARLIER, NOW = date(2023, 6, 30), date(2024, 6, 30)
HALVES = Cut("share", (5000, 10000))
ASKED = Question(cut=HALVES)


def _earned(customer_id: str, profit: int, day: date = NOW, **more: Any) -> dict[str, Any]:
    """A line that earns this much: half of its amount where that is above 0."""
    return line(customer_id, abs(profit) * 2, day, cost=abs(profit) * 2 - profit, **more)


def _company(folder: Path, customers: list[dict[str, Any]] | None = None) -> Workspace:
    """A year ago A earned 400, B 300, C 200, D 100; now A 600, B 400, D 300, E 200; F loses 50. C is gone.

    By halves A and B were Key a year ago, both stayed: 2 of 2. C and D were not, D stayed: 1 of 2. Now A, B are Key,
    D and E are not.
    """
    before = {"A": 400, "B": 300, "C": 200, "D": 100}
    now = {"A": 600, "B": 400, "D": 300, "E": 200, "F": -50}
    lines = [_earned(who, profit, EARLIER) for who, profit in before.items()]
    lines += [_earned(who, profit) for who, profit in now.items()]
    # a first line 24 months before, so that the earlier window lies inside the data; given away for nothing
    lines.append(line("Z", 0, date(2022, 7, 1), cost=0))
    return workspace_with(folder, lines, customers or [])


def _parts(workspace: Workspace, question: Question = ASKED) -> dict[str, dict[str, Any]]:
    rows = workspace.engine.frame(
        f"select c.customer_id, p.* from {parts_table(workspace, question)} as p "
        "join customers as c using (customer_no)"
    )
    table = rows.astype(object).where(rows.notna(), None)
    return {
        str(row["customer_id"]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")
    }


def test_retention_is_that_of_the_earlier_tier(tmp_path: Path) -> None:
    found = tier_retention(_company(tmp_path), replace(ASKED, value="gross_profit"))
    assert found.window_months == 12
    counts = {code: (kept.earlier, kept.kept, kept.rate) for code, kept in found.by_tier.items()}
    assert counts == {"key": (2, 2, 1.0), "important": (2, 1, 0.5), "unprofitable": (1, 0, 0.0)}
    assert (found.by_tier["key"].low, found.by_tier["key"].high) == pytest.approx((0.342380, 1.0), abs=1e-6)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(8, 10, 0.490162, 0.943318), (0, 20, 0.0, 0.161125), (20, 20, 0.838875, 1.0), (1, 2, 0.094531, 0.905469)],
)
def test_wilson_interval(hits: int, trials: int, low: float, high: float) -> None:
    # (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), z = 1.959964
    assert wilson(hits, trials) == pytest.approx((low, high), abs=1e-6)


def test_half_a_year_is_taken_to_a_year(tmp_path: Path) -> None:
    # 12 months of data: two windows of 6. All four were there in the first half, two in the second: (1/2)^2 a year
    lines = [_earned(who, 100, date(2023, 12, 31)) for who in "ABCD"] + [_earned(who, 100) for who in "AB"]
    lines.append(_earned("A", 10, date(2023, 7, 31)))
    found = tier_retention(workspace_with(tmp_path, lines), replace(ASKED, value="gross_profit"))
    assert found.window_months == 6
    rates = {code: (kept.earlier, kept.kept, round(kept.rate, 6)) for code, kept in found.by_tier.items()}
    # A earned 110 in the first half (Key); B, C and D 100 each: equal values share the better tier, so all are Key
    assert rates == {"key": (4, 2, 0.25)}


def test_without_two_windows_there_is_no_retention(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [_earned("A", 100), _earned("B", 50)])
    found = customer_value(workspace, ASKED)
    assert found.retention_window_months is None
    assert [tier.lifetime_value for tier in found.tiers] == [None, None]
    assert found.equity is None
    # potential is unknown; the index stands on current value alone: mid-ranks 0.75 and 0.25
    parts = _parts(workspace)
    assert [parts[who]["potential_value"] for who in "AB"] == [None, None]
    assert [parts[who]["value_index"] for who in "AB"] == [Decimal("0.7500"), Decimal("0.2500")]


def test_lifetime_value_and_equity(tmp_path: Path) -> None:
    found = customer_value(_company(tmp_path), ASKED)
    tiers = {tier.code: tier for tier in found.tiers}
    assert [(code, tier.customers, tier.current_value) for code, tier in tiers.items()] == [
        ("key", 2, Decimal("1000.0000")),
        ("important", 2, Decimal("500.0000")),
        ("unprofitable", 1, Decimal("-50.0000")),
    ]
    # key: m = 500, r = 1: 1 / (1.1 - 1) = 10 years' worth; important: m = 250, r = 0.5: 0.5 / 0.6
    each, together = tiers["key"].lifetime_value, tiers["important"].equity
    assert each is not None
    assert together is not None
    assert (each.amount, together.amount) == (Decimal("5000.0000"), Decimal("416.6667"))
    assert tiers["unprofitable"].equity is None  # of what loses money no future is reckoned
    assert found.equity is not None
    assert found.equity.amount == Decimal("10416.6667")
    assert found.equity_customers == 4
    low = 1000 * years_worth(wilson(2, 2)[0], 0.1) + 500 * years_worth(wilson(1, 2)[0], 0.1)
    assert float(found.equity.low) == pytest.approx(low, abs=1e-3)


def test_potential_is_run_rate_times_retention(tmp_path: Path) -> None:
    parts = _parts(_company(tmp_path))
    assert {who: part["potential_value"] for who, part in parts.items()} == {
        "A": Decimal("600.0000"),
        "B": Decimal("400.0000"),
        "D": Decimal("150.0000"),
        "E": Decimal("100.0000"),
        "F": None,
    }


def test_index_weighs_mid_ranks_of_what_is_known(tmp_path: Path) -> None:
    customers = [
        {"customer_id": "A", "referrals": Decimal(0), "standing": Decimal(5)},  # 0 of 4 and 5 of 5: 50
        {"customer_id": "B", "referrals": Decimal(4)},  # 4 of 4: 100
        {"customer_id": "D", "referrals": Decimal(2), "information_value": Decimal(3)},  # 2 of 4 and 3 of 3: 75
    ]
    parts = _parts(_company(tmp_path, customers))
    assert [parts[who]["non_monetary_value"] for who in "ABDE"] == [Decimal(50), Decimal(100), Decimal(75), None]
    # mid-ranks of four: E 0.125, D 0.375, B 0.625, A 0.875, the same by potential; of three: A 1/6, D 3/6, B 5/6
    assert {who: parts[who]["value_index"] for who in "ABDEF"} == {
        "A": Decimal("0.8042"),  # 0.9 * 0.875 + 0.1 / 6
        "B": Decimal("0.6458"),  # 0.9 * 0.625 + 0.1 * 5 / 6
        "D": Decimal("0.3875"),  # 0.9 * 0.375 + 0.1 / 2
        "E": Decimal("0.1250"),  # current and potential alone
        "F": None,
    }


def test_cost_to_serve_counts_for_the_months_of_the_window(tmp_path: Path) -> None:
    workspace = _company(tmp_path, [{"customer_id": "A", "cost_to_serve": Decimal(1200)}])
    assert _parts(workspace)["A"]["current_value"] == Decimal(-600)
    half = _parts(workspace, replace(ASKED, window_months=6))
    assert (half["A"]["cost_to_serve"], half["A"]["current_value"]) == (Decimal(600), Decimal(0))
    assert half["A"]["yearly_value"] == 0
    # whoever earns nothing after it is not ranked, and stands with the unprofitable when the index ranks
    found = pyramid(workspace, replace(ASKED, value="value_index"))
    assert (found.customers_ranked, found.unprofitable_customers) == (3, 2)
    assert found.unprofitable_value == Decimal(-650)


def test_need_and_cost_are_of_the_whole_customer(tmp_path: Path) -> None:
    customers = [{"customer_id": "A", "cost_to_serve": Decimal(100), "annual_need": Decimal(4800)}]
    workspace = _company(tmp_path, customers)
    with workspace.writing() as cursor:
        make_room(cursor, "sales", ["channel"])
        cursor.run("update sales set channel = 'Shop'")
    whole, part = (
        _parts(workspace, replace(ASKED, filters=filters))["A"]
        for filters in (Filters(), Filters(lines=(("channel", ("Shop",)),)))
    )
    assert (whole["current_value"], whole["share_of_wallet"]) == (Decimal(500), Decimal("0.25"))
    assert (part["current_value"], part["share_of_wallet"]) == (Decimal(600), None)


def test_reach_of_a_need_grades_the_potential(tmp_path: Path) -> None:
    # E buys 400 of 8,000: at its margin the whole need would bring 100 / 0.05 = 2,000, more than A
    parts = _parts(_company(tmp_path, [{"customer_id": "E", "annual_need": Decimal(8000)}]))
    assert parts["E"]["reachable_value"] == 2000
    grades = {who: parts[who]["potential_grade"] for who in "ABDEF"}
    assert grades == {"E": "high", "A": "middle", "B": "low", "D": "low", "F": None}


def test_without_costs_revenue_stands_for_profit(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [line("A", 300), line("B", 100), line("C", -20)])
    found = customer_value(workspace, ASKED)
    assert found.measure == "revenue"
    assert found.current_value == Decimal(380)


def test_who_lacks_costs_among_others_has_no_value(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [_earned("A", 300), line("B", 900)])
    assert _parts(workspace)["B"]["current_value"] is None
    found = pyramid(workspace, replace(ASKED, value="value_index"))
    assert (found.customers_ranked, found.uncosted_customers) == (1, 1)


def test_pyramid_by_index_adds_up_current_value(tmp_path: Path) -> None:
    customers = [{"customer_id": "E", "referrals": Decimal(9)}]
    only_referrals = ValueRules(Decimal(1), Decimal(0), Decimal(99))
    question = replace(ASKED, value="value_index", value_rules=only_referrals)
    found = pyramid(_company(tmp_path, customers), question)
    # E alone is known for referrals: (0.125 + 99 * 0.5) / 100 = 0.49625, after A 0.875 and B 0.625, before D 0.375
    assert [(tier.code, tier.customers, tier.value, tier.cut_value) for tier in found.tiers] == [
        ("key", 2, Decimal(1000), Decimal("0.6250")),
        ("important", 2, Decimal(500), Decimal("0.3750")),
    ]
    assert (found.total, found.company_total) == (Decimal(1500), Decimal(1450))
    assert [tier.value_share for tier in found.tiers] == pytest.approx([2 / 3, 1 / 3])


def test_an_index_has_no_total(tmp_path: Path) -> None:
    workspace = _company(tmp_path)
    indexed = replace(ASKED, value="value_index")
    for refused in (
        (concentration, indexed),
        (pyramid, replace(indexed, cut=Cut("contribution", (5000, 10000)))),
    ):
        with pytest.raises(QuestionError, match="value_not_additive"):
            refused[0](workspace, refused[1])


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (ValueRules(Decimal(-1), Decimal(1), Decimal(1)), "value_weights_invalid"),
        (ValueRules(Decimal(0), Decimal(0), Decimal(0)), "value_weights_invalid"),
        (ValueRules(discount_rate=Decimal(0)), "discount_rate_invalid"),
    ],
)
def test_rules_that_say_nothing_are_refused(tmp_path: Path, rules: ValueRules, code: str) -> None:
    with pytest.raises(QuestionError, match=code):
        customer_value(_company(tmp_path), replace(ASKED, value_rules=rules))


def test_thresholds_of_another_measure_do_not_cut_money(tmp_path: Path) -> None:
    cut = Cut("thresholds", (), (Decimal("0.8"), Decimal("0.3")))
    found = pyramid(_company(tmp_path), replace(ASKED, value="value_index", cut=cut))
    # indices 0.875, 0.625, 0.375, 0.125
    assert [tier.customers for tier in found.tiers] == [1, 2, 1]
    money = customer_value(_company(tmp_path / "b"), replace(ASKED, cut=cut))
    assert [tier.code for tier in money.tiers] == [
        "key",
        "ordinary",
        "small",
        "unprofitable",
    ]  # nobody between 1 % and 20 % of four
