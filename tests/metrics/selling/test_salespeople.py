"""Salespeople, the plan, and the sentences of textbooks, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.metrics.question import Filters, Question
from core.metrics.selling.plan_actual import plan_actual
from core.metrics.selling.salespeople import Salesperson, salespeople
from core.metrics.tiering.textbook import Claim, textbook
from core.settings import Cut
from core.store.plans import Planned, keep_plan, plans
from core.store.workspace import Workspace
from tests.support import workspace_with

BY_AMOUNT = Cut("thresholds", thresholds=(Decimal(1000), Decimal(100)))


def sale(who: str | None, day: str, amount: float, seller: str | None = None, **more: Any) -> dict[str, Any]:
    own = {"order_id": f"{who}{day}", "order_date": date.fromisoformat(day), "customer_id": who, "salesperson": seller}
    return own | {"amount": Decimal(str(amount))} | more


# the window is July to December 2024, the one before January to June
LINES = [
    sale("A", "2024-02-28", 3000, "Ann"),  # Key of Ann's, falls to 1,200 with Ann and Ben
    sale("A", "2024-08-28", 700, "Ann"),
    sale("A", "2024-12-30", 500, "Ben"),
    sale("B", "2024-03-28", 50, "Ben"),  # Ordinary rises to Key
    sale("B", "2024-11-28", 2000, "Ben", cost=1500),
    sale("C", "2024-01-28", 200, "Ann"),  # Important falls to Ordinary; Ann alone
    sale("C", "2024-07-28", 60, "Ann"),
    sale("D", "2024-04-28", 400, "Ben"),  # gone
    sale("E", "2024-12-01", 80),  # nobody's
    sale(None, "2024-12-02", 7, "Ann"),
    sale("B", "2024-12-20", -100, "Ben"),
]
FILED = [{"customer_id": "A", "owner": "Ann"}]


def people(workspace: Workspace, **question: Any) -> dict[str | None, Salesperson]:
    found = salespeople(workspace, Question(window_months=6, cut=BY_AMOUNT, **question))
    return {person.name: person for person in found.people}


def test_whose_customers_bring_what(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES, FILED)
    found = people(workspace)
    assert list(found) == ["Ben", "Ann", None]
    ann, ben = found["Ann"], found["Ben"]
    # A by the file although Ben wrote the latest order, C by its latest order
    assert (ann.customers, ann.revenue, ann.revenue_before) == (2, Decimal(1260), Decimal(3200))
    assert ann.change == pytest.approx(1260 / 3200 - 1)
    assert ann.tiers == {"key": 1, "ordinary": 1}
    assert (ann.best, ann.best_falling, ann.moved_up, ann.moved_down) == (1, 1, 0, 1)
    # D is Ben's, but bought nothing in the window: its 400 stand in the window before
    assert (ben.customers, ben.revenue, ben.revenue_before) == (1, Decimal(1900), Decimal(450))
    assert (ben.best, ben.best_falling, ben.moved_up, ben.moved_down) == (1, 0, 1, 0)
    assert (ben.gross_profit, ben.margin) == (Decimal(500), pytest.approx(0.25))
    assert (found[None].customers, found[None].revenue) == (1, Decimal(80))


def test_who_sold_and_who_is_served_by_one_alone(tmp_path: Path) -> None:
    found = people(workspace_with(tmp_path, LINES, FILED))
    ann, ben = found["Ann"], found["Ben"]
    assert (ann.booked, ben.booked) == (Decimal(767), Decimal(2400))  # with the line without a customer
    assert (ann.last_order, ann.is_silent) == (date(2024, 12, 2), False)
    # C of Ann, B of Ben; A is served by both. All customers: 1,260 + 1,900 + 80
    assert (ann.alone_customers, ann.alone_revenue) == (1, Decimal(60))
    assert (ben.alone_customers, ben.alone_share) == (1, pytest.approx(1900 / 3240))


def test_silent_for_more_than_sixty_days(tmp_path: Path) -> None:
    def silent(last: str) -> bool:
        lines = [sale("A", last, 10, "Ann"), sale("B", "2024-12-30", 10, "Ben")]
        return people(workspace_with(tmp_path, lines, name=f"w{last}"))["Ann"].is_silent

    assert [silent(day) for day in ("2024-10-31", "2024-10-30")] == [False, True]  # 60 and 61 days


def test_as_much_as_before_is_not_falling(tmp_path: Path) -> None:
    lines = [sale("K", day, 2000, "Ann") for day in ("2024-02-28", "2024-12-30")]
    lines += [sale("L", "2024-01-28", 2000, "Ann"), sale("L", "2024-12-30", 1999, "Ann")]
    assert people(workspace_with(tmp_path, lines))["Ann"].best_falling == 1


def test_no_comparison_where_the_data_are_too_short(tmp_path: Path) -> None:
    found = salespeople(workspace_with(tmp_path, LINES, FILED), Question(window_months=12, cut=BY_AMOUNT))
    assert found.compared_with is None
    assert {(one.change, one.best_falling, one.moved_up) for one in found.people} == {(None, None, None)}
    assert found.best_falling == 0


def test_filters_choose_customers(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES, [*FILED, {"customer_id": "C", "kind": "dealer"}])
    found = people(workspace, filters=Filters(customers=(("kind", ("dealer",)),)))
    assert {name: (one.customers, one.revenue) for name, one in found.items() if one.customers} == {
        "Ann": (1, Decimal(60))
    }
    assert found["Ann"].alone_share == 1


def test_overdue_belongs_to_the_owner(tmp_path: Path) -> None:
    late = {"due_date": date(2024, 12, 1), "paid_date": None}
    paid = sale("B", "2024-11-29", 5, "Ben", due_date=date(2024, 12, 1), paid_date=date(2024, 12, 1))
    lines = [*LINES, sale("A", "2024-11-01", 30, "Ben", **late), paid]
    found = people(workspace_with(tmp_path, lines, FILED))
    assert (found["Ann"].overdue, found["Ben"].overdue) == (Decimal(30), Decimal(0))


def planned(month: str, amount: int, seller: str | None = None) -> Planned:
    return Planned(date.fromisoformat(f"{month}-01"), seller, Decimal(amount))


def test_plan_against_actual(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES, FILED)
    workspace.save_settings(replace(workspace.settings(), fiscal_start_month=7))
    of_people = [planned("2024-07", 100, "Ann"), planned("2024-08", 500, "Ann"), planned("2024-08", 300, "Ben")]
    of_company = [planned("2024-08", 1000), planned("2025-01", 900), planned("2024-06", 77)]
    keep_plan(workspace, of_people + of_company)
    found = plan_actual(workspace, Question())
    assert (found.first_month, found.final_month, len(found.months)) == (date(2024, 7, 1), date(2025, 6, 1), 12)
    company = found.company
    # July 60, August 700, November 2,000, December 500 + 80 + 7 - 100
    assert (company.to_date_actual, company.month_actual, company.month_plan) == (Decimal(3247), Decimal(487), None)
    # July the sum of the salespeople, August the company's own, January still to come
    assert (company.to_date_plan, company.compared_actual, company.year_plan) == (
        Decimal(1100),
        Decimal(760),
        Decimal(2000),
    )
    assert company.attained == pytest.approx(760 / 1100)
    assert company.run_rate == Decimal(6494)  # six months doubled
    assert found.is_summed
    assert found.months[1] == (date(2024, 8, 1), Decimal(1000), Decimal(700))
    assert found.months[6] == (date(2025, 1, 1), Decimal(900), None)
    lines = {line.salesperson: line for line in found.people}
    assert (lines["Ann"].to_date_actual, lines["Ann"].to_date_plan) == (Decimal(767), Decimal(600))
    assert (lines["Ben"].compared_actual, lines["Ben"].attained) == (Decimal(0), 0.0)
    assert found.nobody == Decimal(80)
    assert company.to_date_actual == sum(line.to_date_actual for line in found.people) + found.nobody


def test_run_rate_of_the_months_that_the_data_hold(tmp_path: Path) -> None:
    sales = [sale("A", "2024-10-30", 15), sale("A", "2024-11-30", 10), sale("A", "2024-12-30", 20)]
    workspace = workspace_with(tmp_path, sales)
    found = plan_actual(workspace, Question())
    assert (found.company.run_rate, found.months_held) == (Decimal(180), 3)
    two = plan_actual(workspace, Question(as_of="2024-11"))
    assert (two.company.run_rate, two.months_held, two.company.to_date_actual) == (None, 2, Decimal(25))
    assert (found.company.attained, found.has_plan) == (None, False)


def test_the_plan_keeps_one_amount_per_month_and_salesperson(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, LINES)
    before = workspace.data_version
    keep_plan(workspace, [planned("2024-08", 5, " Ann  Li "), planned("2024-08", 7)])
    assert workspace.data_version > before
    keep_plan(workspace, [planned("2024-08", 9, "Ann Li"), planned("2024-07", 1)])
    assert plans(workspace) == (planned("2024-07", 1), planned("2024-08", 7), planned("2024-08", 9, "Ann Li"))
    keep_plan(workspace, [planned("2024-01", 3)], whole=True)
    assert plans(workspace) == (planned("2024-01", 3),)
    for rows, code in (
        ([planned("2024-08", 5), planned("2024-08", 6)], "plan_twice"),
        ([planned("2024-08", -1)], "plan_amount"),
        ([planned("2024-08", 1, "x" * 300)], "plan_name"),
    ):
        with pytest.raises(QuestionError, match=code):
            keep_plan(workspace, rows)
    assert plans(workspace) == (planned("2024-01", 3),)


def claims(workspace: Workspace, **question: Any) -> dict[str, Claim]:
    return {claim.code: claim for claim in textbook(workspace, Question(cut=BY_AMOUNT, **question)).claims}


def tiers_of(discount: dict[str, str], paid: dict[str, str | None]) -> list[dict[str, Any]]:
    """12 customers of each tier, with a discount and a day of payment (due on 15 December) by tier."""
    amounts = {"K": 5000, "I": 500, "S": 50}
    return [
        sale(f"{tier}{number:02}", "2024-12-01", amount, discount=Decimal(discount[tier]),
             due_date=date(2024, 12, 15),
             paid_date=date.fromisoformat(day) if (day := paid[tier]) else None)
        for tier, amount in amounts.items() for number in range(12)
    ] + [sale("Late", "2024-12-31", 10)]  # fmt: skip


def test_discounts_and_payment_by_tier(tmp_path: Path) -> None:
    lines = tiers_of({"K": "0", "I": "0.2", "S": "0.1"}, {"K": "2024-12-15", "I": "2024-12-20", "S": None})
    workspace = workspace_with(tmp_path, lines)
    found = textbook(workspace, Question(cut=BY_AMOUNT))
    means = {measure: {one.tier: one.mean for one in estimates} for measure, estimates in found.measures.items()}
    assert means["discount_share"] == {
        "key": pytest.approx(0),
        "important": pytest.approx(0.2),
        "ordinary": pytest.approx(0.1),
    }
    last = found.measures["in_time_share"][-1]
    assert (last.mean, last.n) == (0.0, 12)  # not paid is not in time
    assert [one.mean for one in found.measures["days_late"]] == [0.0, 5.0]  # nobody of the last has paid
    assert found.measures["retention"] == ()
    judged = {claim.code: claim.verdict for claim in found.claims}
    assert judged == {"sensitive": "so", "punctual": "so"}


def test_the_other_way_round_and_what_cannot_be_told(tmp_path: Path) -> None:
    lines = tiers_of({"K": "0.3", "I": "0.1", "S": "0.2"}, {"K": None, "I": "2024-12-15", "S": "2024-12-15"})
    workspace = workspace_with(tmp_path, lines)
    judged = {code: claim.verdict for code, claim in claims(workspace).items()}
    assert judged == {"sensitive": "not_so", "punctual": "not_so"}
    few = [line for line in lines if not line["customer_id"].startswith("K") or line["customer_id"] < "K09"]
    assert claims(workspace_with(tmp_path, few, name="few"))["punctual"].verdict == "unknown"
    assert claims(workspace_with(tmp_path, LINES, name="none")) == {}


def test_who_stays_by_tier(tmp_path: Path) -> None:
    stays = [sale(f"{tier}{number}", day, amount) for tier, amount in (("K", 2000), ("S", 10)) for number in range(20)
             for day in ("2024-02-28", "2024-08-28")
             if tier == "K" or number < 5 or day < "2024-06"]  # fmt: skip
    workspace = workspace_with(tmp_path, [*stays, sale("Z", "2024-01-28", 1), sale("Z", "2024-12-30", 1)])
    found = claims(workspace, window_months=6)["loyal"]
    assert (found.own.n, found.own.mean, found.others.n) == (20, 1.0, 21)
    assert found.others.mean == pytest.approx(6 / 21)
    assert found.verdict == "so"
    # Wilson: 20 of 20
    assert found.own.low == pytest.approx(20 / (20 + 1.959963984540054**2))
