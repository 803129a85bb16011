"""The five customer measures, the month by itself, and what the money hangs on, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.first_page.month_figures import MonthFigures, month_figures
from core.metrics.first_page.overview import overview
from core.metrics.question import Filters, Question
from core.metrics.relationships.exposure import Exposure, exposure
from core.metrics.results import Kpi
from core.metrics.selling.overdue import overdue
from core.settings import Cut, RfmRules, SatisfactionRules, Tax
from core.store.workspace import Workspace
from tests.support import workspace_with

BY_AMOUNT = Cut("thresholds", thresholds=(Decimal(1000), Decimal(100)))


def sale(who: str | None, day: str, amount: float, **more: Any) -> dict[str, Any]:
    own = {"order_id": f"{who}{day}", "order_date": date.fromisoformat(day), "customer_id": who}
    return own | {"amount": Decimal(str(amount))} | more


def ends(who: str, year: int, months: range, amount: float, **more: Any) -> list[dict[str, Any]]:
    return [sale(who, f"{year}-{month:02}-28", amount, **more) for month in months]


def measures(workspace: Workspace, **question: Any) -> dict[str, Kpi]:
    found = overview(workspace, Question(**question), RfmRules(), SatisfactionRules())
    assert [kpi.code for kpi in found.measures] == [
        "market_share",
        "retention",
        "acquisition",
        "satisfaction_index",
        "profitability",
    ]
    return {kpi.code: kpi for kpi in found.measures}


# January to March: A, B; April to June: A, C and, with a return alone, D
HALF_YEAR = [
    *ends("A", 2024, range(1, 7), 100, cost=60),
    *ends("B", 2024, range(1, 3), 50),
    sale("C", "2024-05-28", 400, cost=380),
    sale("D", "2024-06-28", -20, cost=-5),
]


def test_who_is_new_and_who_stays(tmp_path: Path) -> None:
    found = measures(workspace_with(tmp_path, [*HALF_YEAR, sale("E", "2024-03-31", 1)]), window_months=3)
    assert found["retention"].value == pytest.approx(1 / 3)  # of A, B and E, A
    assert found["acquisition"].value == 1  # C; D has only returned something, which is no order
    assert found["acquisition"].trend_window_months is None


def test_nobody_is_new_where_the_data_begin(tmp_path: Path) -> None:
    found = measures(workspace_with(tmp_path, HALF_YEAR), window_months=3, as_of="2024-05")
    assert (found["acquisition"].value, found["retention"].value) == (None, None)
    assert measures(workspace_with(tmp_path, HALF_YEAR, name="all"), window_months=None)["acquisition"].value is None


def test_margin_is_of_the_lines_with_a_cost_and_without_tax(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, HALF_YEAR)
    # April to June: revenue with a cost 300 + 400 - 20 = 680, cost 180 + 380 - 5 = 555
    assert measures(workspace, window_months=3)["profitability"].value == pytest.approx(125 / 680)
    tax = Tax(Decimal("0.25"), in_amounts=True)  # 680 / 1.25 = 544, minus 555
    assert measures(workspace, window_months=3, tax=tax)["profitability"].value == pytest.approx(-11 / 544)
    none = workspace_with(tmp_path, [sale("A", "2024-06-30", 5)], name="none")
    assert measures(none)["profitability"].value is None


def test_share_of_market(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [*HALF_YEAR, sale(None, "2024-06-29", 20)])
    assert measures(workspace, window_months=3)["market_share"].value is None
    workspace.save_settings(replace(workspace.settings(), market_size=Decimal(8000)))
    # 300 + 400 - 20 + 20 without a customer, of a quarter of 8,000
    share = measures(workspace, window_months=3)["market_share"]
    assert share.value == pytest.approx(700 / 2000)
    # March to May 300 + 400
    assert share.change_month == pytest.approx(0)
    under_filter = Filters(customers=(("kind", ("dealer",)),))
    assert measures(workspace, window_months=3, filters=under_filter)["market_share"].value is None
    # all of the six months: 600 + 100 + 400 - 20 + 20 of 4,000
    assert measures(workspace, window_months=None)["market_share"].value == pytest.approx(1100 / 4000)


def test_young_data_are_looked_back_on_with_a_shorter_window(tmp_path: Path) -> None:
    lines = [*ends("A", 2023, range(1, 13), 10), *ends("A", 2024, range(1, 13), 10), sale("B", "2024-12-28", 5)]
    found = measures(workspace_with(tmp_path, lines))["acquisition"]
    assert found.value == 1
    assert found.trend_window_months == 6  # of 24 months 13 have two windows of 6
    assert [count for _, count in found.history] == [0] * 12 + [1]
    retention = measures(workspace_with(tmp_path, lines, name="two"))["retention"]
    assert (retention.value, retention.change_year, len(retention.history)) == (1, 0, 13)


def by_code(found: MonthFigures) -> dict[str, Kpi]:
    return {kpi.code: kpi for kpi in found.kpis}


MONTHS = [
    sale("A", "2023-01-30", 100),
    sale("B", "2023-02-27", 300),
    sale("A", "2023-12-30", 400),
    sale("A", "2024-01-30", 500),
    sale("A", "2024-02-28", 90),
    sale("B", "2024-02-28", 10),
    sale("A", "2024-03-30", 600),
]


def test_the_month_against_the_month_and_the_year_before(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, MONTHS)
    found = month_figures(workspace, Question(as_of="2024-02"))
    revenue, active = by_code(found)["revenue"], by_code(found)["active_customers"]
    assert (revenue.value, active.value) == (Decimal(100), 2)
    assert (revenue.change_month, revenue.change_year) == (pytest.approx(-0.8), pytest.approx(100 / 300 - 1))
    assert (active.change_month, active.change_year) == (1, 1)
    assert not found.joined


def test_january_and_february_together(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, MONTHS)
    workspace.save_settings(replace(workspace.settings(), join_january_february=True))
    february = month_figures(workspace, Question(as_of="2024-02"))
    assert (february.joined, february.first_month, february.last_month) == (True, date(2024, 1, 1), date(2024, 2, 1))
    revenue, active = by_code(february)["revenue"], by_code(february)["active_customers"]
    # 600 in two months, 300 each, against December's 400; a year before 400
    assert (revenue.value, revenue.change_month, revenue.change_year) == (
        Decimal(600),
        pytest.approx(-0.25),
        pytest.approx(0.5),
    )
    assert (active.value, active.change_month, active.change_year) == (2, None, 0)
    march = by_code(month_figures(workspace, Question(as_of="2024-03")))
    assert march["revenue"].change_month == pytest.approx(1.0)  # 600 against 300, the mean of both
    assert march["active_customers"].change_month is None
    january = month_figures(workspace, Question(as_of="2024-01"))
    assert january.waits
    assert by_code(january)["revenue"].change_year is None
    assert by_code(month_figures(workspace, Question(as_of="2023-12")))["revenue"].value == Decimal(400)


AT_RISK = [
    # every 30 days until 91 days before 2024-12-30: silent for more than 60 days and twice the gap
    *(sale("Silent", day, 100) for day in ("2024-08-01", "2024-08-31", "2024-09-30")),
    # every 46 days: 91 days are not yet twice that
    *(sale("Slow", day, 100) for day in ("2024-06-30", "2024-08-15", "2024-09-30")),
    *(sale("Once", "2024-02-01", 900, order_id=f"once{n}") for n in range(2)),  # on one day: no habit
    sale("Fresh", "2024-11-30", 10),
    sale("Fresh", "2024-12-30", 2000, cost=1500),
    sale("Back", "2024-01-30", 10),
    sale("Back", "2024-02-28", -50),
]


def hangs(workspace: Workspace, **question: Any) -> Exposure:
    return exposure(workspace, Question(cut=BY_AMOUNT, **question), RfmRules())


def test_revenue_of_the_silent(tmp_path: Path) -> None:
    found = hangs(workspace_with(tmp_path, AT_RISK))
    assert found.revenue == Decimal(300 + 300 + 1800 + 2010)
    assert list(found.at_risk.table["customer_id"]) == ["Silent"]
    assert found.at_risk.table["usual_gap"].tolist() == [30.0]
    assert (found.at_risk.customers, found.at_risk.revenue) == (1, Decimal(300))
    assert found.at_risk.share == pytest.approx(300 / 4410)
    assert found.at_risk.reasons["silent"] == (1, Decimal(300))


def test_revenue_of_those_at_risk_by_rfm(tmp_path: Path) -> None:
    # 20 customers with an order each on a day of their own, R rises with the number; the first has 20 orders: F 5, R 1
    lines = [sale(f"C{number:02}", f"2024-06-{number:02}", 10) for number in range(1, 21)]
    lines += [sale("C01", f"2024-06-{1:02}", 10, order_id=f"more{number}") for number in range(20)]
    found = hangs(workspace_with(tmp_path, lines))
    assert found.at_risk.table[["customer_id", "segment", "reason"]].to_numpy().tolist() == [
        ["C01", "cant_lose", "segment"]
    ]
    assert found.at_risk.revenue == Decimal(210)


def test_margin_by_tier_and_the_five_best(tmp_path: Path) -> None:
    found = hangs(workspace_with(tmp_path, AT_RISK))
    tiers = {tier.code: tier for tier in found.margins}
    assert list(tiers) == ["key", "important", "unprofitable"]
    # Key: Once without a cost, Fresh with 2,000 of 2,010 at a cost of 1,500
    assert (tiers["key"].margin, tiers["key"].gross_profit) == (pytest.approx(0.25), Decimal(500))
    assert tiers["key"].covered == pytest.approx(2000 / 3810)
    assert (tiers["important"].margin, tiers["unprofitable"].covered) == (None, None)
    assert [name for name, _, _ in found.top5] == ["Fresh", "Once", "Silent", "Slow"]
    assert found.top5_share == 1


def test_nothing_hangs_on_nobody(tmp_path: Path) -> None:
    found = hangs(workspace_with(tmp_path, [sale("A", "2024-06-30", -5)]))
    assert (found.revenue, found.top5, found.top5_share) == (0, (), None)
    assert (found.at_risk.customers, found.at_risk.share, len(found.at_risk.table)) == (0, None, 0)


def due(who: str | None, amount: float, due_on: str, paid_on: str | None = None, **more: Any) -> dict[str, Any]:
    paid = date.fromisoformat(paid_on) if paid_on else None
    own = {"order_id": f"{who}{due_on}{amount}", "due_date": date.fromisoformat(due_on), "paid_date": paid}
    return sale(who, "2024-01-05", amount) | own | more


OWED = [
    sale("A", "2024-06-30", 1),
    due("A", 10, "2024-06-29"),  # a day late on 2024-06-30
    due("A", 20, "2024-05-31"),  # 30 days
    due("A", 40, "2024-05-30"),  # 31
    due("A", 5, "2024-05-01"),  # 60
    due("A", 80, "2024-04-30"),  # 61
    due("A", 3, "2024-04-01"),  # 90
    due("A", 160, "2024-03-31"),  # 91
    due("B", 500, "2024-06-30"),  # due on the day itself: not late
    due("B", 600, "2024-05-01", "2024-06-30"),  # paid on the day
    due("B", 700, "2024-05-01", "2024-07-01"),  # paid after it
    due("B", -100, "2024-05-01"),  # a credit with a due date of its own
    due("C", 900, "2024-05-01", status="cancelled"),
    due("C", 900, "2024-05-01", status="returned"),
    due(None, 900, "2024-05-01"),
]


def test_what_is_overdue(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, OWED)
    found = overdue(workspace, Question(cut=BY_AMOUNT, window_months=1))
    assert found.is_told
    table = {row["customer_id"]: row for row in found.table.to_dict("records")}
    assert list(table) == ["B", "A"]
    a = table["A"]
    assert [a[age] for age in ("late_30", "late_60", "late_90", "late_more")] == [30, 45, 83, 160]
    assert (a["overdue"], a["oldest_days"], a["orders"]) == (318, 91, 7)
    assert (table["B"]["overdue"], table["B"]["late_60"], table["B"]["oldest_days"]) == (600, 600, 60)
    assert (found.customers, found.amount, found.ages["late_60"]) == (2, 918, 645)
    gross = overdue(workspace, Question(cut=BY_AMOUNT, refunds="gross"))
    assert gross.amount == 918  # what is owed does not depend on how returns count


def test_overdue_as_it_was_then(tmp_path: Path) -> None:
    lines = [*OWED, due("B", 50, "2024-05-20") | {"order_date": date(2024, 6, 1)}]
    found = overdue(workspace_with(tmp_path, lines), Question(as_of="2024-05"))
    # on 31 May: A 40 + 5 + 80 + 3 + 160; B 600 + 700 - 100; the order of June was not yet there
    assert (found.customers, found.amount) == (2, Decimal(288 + 1200))


def test_nothing_is_overdue_where_payments_are_not_told(tmp_path: Path) -> None:
    found = overdue(workspace_with(tmp_path, [due("A", 10, "2024-01-06"), sale("A", "2024-06-30", 1)]), Question())
    assert (found.is_told, found.customers, found.amount, len(found.table)) == (False, 0, 0, 0)


def test_overdue_of_groups_filters_and_accounts_set_apart(tmp_path: Path) -> None:
    records = [{"customer_id": "A", "parent": "G", "kind": "dealer"}, {"customer_id": "B", "parent": "G"}]
    workspace = workspace_with(tmp_path, OWED, records)
    group = overdue(workspace, Question(rank_groups=True))
    assert (group.customers, group.amount) == (1, 918)
    dealers = overdue(workspace, Question(filters=Filters(customers=(("kind", ("dealer",)),))))
    assert dealers.amount == 318
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('B', 'internal', now()::timestamp)")
    assert overdue(workspace, Question()).amount == 318
    assert overdue(workspace, Question(exclude_non_customers=False)).amount == 918
