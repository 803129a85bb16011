"""What came of a list: twelve customers, half of them held back, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.metrics.period import known_until
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.derived import refresh_derived
from core.store.merges import merge_customers
from core.store.untold import make_room
from core.store.workspace import Workspace
from core.targets.campaign import Campaign
from core.targets.lists import target_list
from core.targets.outcome import Figures, Outcome, bought_before
from core.targets.rules import parse_rule
from core.targets.saved import SavedList, list_members, save_list
from core.targets.verdicts import figures_from_json, outcome, to_json
from core.text.words import words_for
from tests.support import workspace_with

CAMPAIGN = Campaign(
    date(2024, 4, 1), date(2024, 4, 30), Decimal("0.5"), contact_cost=Decimal(5), coupon_cost=Decimal(10)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Twelve customers with an order in March each, C01 to C06 also on the 2nd of February."""
    lines = [_line(f"m{n}", date(2024, 3, 31), f"C{n:02}", 100) for n in range(1, 13)]
    lines += [_line(f"f{n}", date(2024, 2, 2), f"C{n:02}", 100) for n in range(1, 7)]
    return workspace_with(tmp_path, lines)


def _line(order: str, day: date, customer: str, amount: int, cost: int | None = 60) -> dict[str, Any]:
    return {"order_id": order, "order_date": day, "customer_id": customer, "amount": amount, "cost": cost}


def _saved(workspace: Workspace, campaign: Campaign | None = CAMPAIGN, name: str = "April") -> SavedList:
    chosen = target_list(workspace, Question(as_of="2024-03"), RfmRules(), [], words=words_for("en"))
    return save_list(workspace, name, chosen, words_for("en"), campaign)


def _sides(workspace: Workspace) -> tuple[list[str], list[str]]:
    members = list_members(workspace, 1)
    contacted, held = (members[members["arm"] == arm]["customer_id"].tolist() for arm in ("contact", "held_back"))
    assert len(contacted) == len(held) == 6
    return contacted, held


def _sell(workspace: Workspace, *lines: dict[str, Any]) -> None:
    with workspace.writing() as cursor:
        make_room(cursor, "sales", ["cost"])
        for line in lines:
            cursor.run(
                "insert into sales by name select 2 as batch_id, 1 as occurrence, $order_id as order_id, "
                "$order_date as order_date, $customer_id as customer_id, $amount as amount, $cost as cost",
                line,
            )
        refresh_derived(cursor)


def _april(workspace: Workspace, **how: Any) -> tuple[list[str], list[str]]:
    """Four of the contacted buy for 100, one of those held back; somebody else buys on the last day."""
    contacted, held = _sides(workspace)
    lines = [_line(f"a{n}", date(2024, 4, 10), one, 100, **how) for n, one in enumerate((*contacted[:4], held[0]))]
    _sell(workspace, *lines, _line("z", date(2024, 4, 30), "Z", 50), _line("y", date(2024, 5, 1), held[1], 900))
    return contacted, held


def _figures(found: Outcome) -> Figures:
    assert found.figures is not None
    return found.figures


def test_contacted_against_held_back(workspace: Workspace) -> None:
    """Rates 4/6 and 1/6; Wilson 0.3000-0.9032 and 0.0301-0.5635, so by Newcombe -0.0403 to 0.7732.

    Profit is 40 an order: 160 and 40, 20 each more for the contacted, 120 in all. They cost 6 x 5 + 4 x 10 = 70.
    """
    _saved(workspace)
    _april(workspace)
    found = outcome(workspace, 1)
    figures, whole = _figures(found), _figures(found).whole
    assert (found.state, found.known, figures.last_day) == ("judged", date(2024, 5, 1), date(2024, 4, 30))
    assert [(side.customers, side.buyers, side.revenue, side.profit) for side in (whole.contacted, whole.held)] == [
        (6, 4, Decimal(400), Decimal(160)), (6, 1, Decimal(100), Decimal(40)),
    ]  # fmt: skip
    assert whole.rate is not None
    assert [round(end, 4) for end in (whole.rate.estimate, whole.rate.low, whole.rate.high)] == [0.5, -0.0403, 0.7732]
    assert whole.rate.sign == 0
    assert whole.revenue is not None
    assert whole.revenue.estimate == pytest.approx(50)
    assert whole.profit is not None
    assert whole.profit.estimate == pytest.approx(20)
    assert (figures.cost, figures.break_even) == (Decimal(70), Decimal("11.6667"))
    assert figures.gain is not None
    assert figures.net is not None
    assert (figures.gain.estimate, figures.net.estimate) == (pytest.approx(120), pytest.approx(50))
    assert figures.net.low == pytest.approx(6 * whole.profit.low - 70)
    # 7.8489 * (2/9 / 0.5 + 5/36 / 0.5) / 0.25 = 22.7 names in all, twelve are there
    assert (figures.more_needed, figures.profit_covered, figures.left_out) == (11, 1.0, {})
    assert sum(part.contacted.customers + part.held.customers for part in figures.tiers) == 12


def test_a_campaign_before_while_and_after(workspace: Workspace) -> None:
    _saved(workspace)
    contacted, held = _sides(workspace)
    assert (outcome(workspace, 1).state, known_until(workspace)) == ("planned", date(2024, 3, 31))
    _sell(workspace, _line("a", date(2024, 4, 10), contacted[0], 100))
    early = outcome(workspace, 1)
    assert (early.state, early.known, _figures(early).last_day) == ("running", date(2024, 4, 10), date(2024, 4, 10))
    assert early.saved.verdict is None
    assert outcome(workspace, 1, "2024-03").state == "planned"
    _sell(workspace, _line("z", date(2024, 4, 28), "Z", 100))  # April counts as complete
    judged = outcome(workspace, 1)
    assert (judged.state, judged.known, judged.since) == ("judged", date(2024, 4, 30), None)
    assert judged.saved.verdict == to_json(_figures(judged))
    _sell(workspace, _line("late", date(2024, 4, 12), held[0], 100))
    again = outcome(workspace, 1)
    assert again.figures == judged.figures  # the verdict stands
    assert again.since is not None
    assert (again.since.whole.held.buyers, _figures(again).whole.held.buyers) == (1, 0)
    assert outcome(workspace, 1, "2024-03").state == "judged"
    assert figures_from_json(to_json(again.since)) == again.since


def test_names_that_changed_since(workspace: Workspace) -> None:
    """One is merged with its own side, one with the other, one is set apart, one is no longer in the data."""
    _saved(workspace)
    contacted, held = _april(workspace)
    merge_customers(workspace, [contacted[0]], contacted[1])
    merge_customers(workspace, [contacted[2]], held[2])
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ($id, null, now()::TIMESTAMP)", {"id": held[3]})
        cursor.run("delete from customers where customer_id = $id", {"id": held[4]})
    figures = _figures(outcome(workspace, 1))
    assert figures.left_out == {"apart": 1, "mixed": 2, "gone": 1, "doubled": 1}
    whole = figures.whole
    assert (whole.contacted.customers, whole.contacted.buyers, whole.contacted.revenue) == (4, 2, Decimal(300))
    assert (whole.held.customers, whole.rate, figures.gain, figures.more_needed) == (3, None, None, None)  # too few


def test_profit_without_costs(workspace: Workspace) -> None:
    _saved(workspace)
    _saved(workspace, replace(CAMPAIGN, margin=Decimal("0.3")), "With a margin")
    _april(workspace, cost=None)
    without = _figures(outcome(workspace, 1))
    assert (without.whole.contacted.profit, without.whole.profit, without.net, without.profit_covered) == (None,) * 4
    given = _figures(outcome(workspace, 2))
    assert (given.whole.contacted.profit, given.profit_covered) == (Decimal(120), 1.0)


def test_nobody_bought(workspace: Workspace) -> None:
    _saved(workspace)
    _sell(workspace, _line("z", date(2024, 4, 30), "Z", 100))
    whole = _figures(outcome(workspace, 1)).whole
    assert whole.rate is not None
    assert (whole.rate.estimate, whole.rate.sign, whole.revenue, whole.profit) == (0, 0, None, None)


def test_without_a_campaign_or_a_hold_out(workspace: Workspace) -> None:
    _saved(workspace, None)
    _saved(workspace, replace(CAMPAIGN, holdout=Decimal(0)), "All of them")
    _sell(workspace, *(_line(f"a{n}", date(2024, 4, 30), f"C{n:02}", 100) for n in range(1, 4)))
    assert outcome(workspace, 1).state == "no_campaign"
    found = outcome(workspace, 2)
    whole = _figures(found).whole
    assert (found.state, whole.contacted.customers, whole.contacted.buyers) == ("judged", 12, 3)
    assert (whole.held.customers, whole.rate, _figures(found).cost) == (0, None, Decimal(90))
    with pytest.raises(QuestionError, match="list_missing"):
        outcome(workspace, 3)


def test_what_these_names_bought_before(workspace: Workspace) -> None:
    """C01 to C06 on the 2nd of February, 58 days before the day of the list, all on that day itself."""
    named = parse_rule("customer_id in C05,C06,C07,C99")
    chosen = target_list(workspace, Question(), RfmRules(), [named], words=words_for("en"), limit=0)
    assert [bought_before(workspace, chosen, days) for days in (1, 59)] == [1, 1]
    february = target_list(workspace, Question(as_of="2024-02"), RfmRules(), [], words=words_for("en"))
    assert february.rows == 6
    assert [bought_before(workspace, february, days) for days in (27, 28)] == [0, 1]
    nobody = target_list(workspace, Question(), RfmRules(), [parse_rule("value > 900")], words=words_for("en"))
    assert bought_before(workspace, nobody, 30) == 0


def test_groups_count_with_all_their_members(tmp_path: Path) -> None:
    """Twelve groups of two: the list names one account of each, the other one buys."""
    lines = [_line(f"m{n}", date(2024, 3, 31), f"C{n:02}", 100) for n in range(1, 25)]
    files = [{"customer_id": f"C{n:02}", "parent": f"Group {(n - 1) // 2:02}"} for n in range(1, 25)]
    workspace = workspace_with(tmp_path, lines, files)
    chosen = target_list(workspace, Question(rank_groups=True), RfmRules(), [], words=words_for("en"))
    assert chosen.rows == 12
    save_list(workspace, "Groups", chosen, words_for("en"), CAMPAIGN)
    contacted, _ = _sides(workspace)
    other = f"C{int(contacted[0][1:]) + 1:02}"
    assert other not in contacted
    _sell(workspace, _line("a", date(2024, 4, 30), other, 100))
    whole = _figures(outcome(workspace, 1)).whole
    assert (whole.contacted.customers, whole.contacted.buyers, whole.held.buyers) == (6, 1, 0)
