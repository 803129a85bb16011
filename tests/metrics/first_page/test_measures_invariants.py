"""What must hold of the measures whatever the lines: parts add up to wholes, shares lie between 0 and 1."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.metrics.first_page.overview import overview
from core.metrics.question import Question
from core.metrics.relationships.exposure import exposure
from core.metrics.selling.overdue import overdue
from core.metrics.selling.plan_actual import plan_actual
from core.metrics.selling.salespeople import salespeople
from core.metrics.tiering.textbook import textbook
from core.settings import RfmRules, SatisfactionRules
from core.store.workspace import Workspace, close_workspace
from tests.support import workspace_with

DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
LINE = st.fixed_dictionaries({
    "order_id": st.sampled_from([f"o{number}" for number in range(9)]),
    "order_date": DAYS,
    "customer_id": st.sampled_from(["A", "B", "C", "D", "E", None]),
    "amount": st.decimals(-500, 1000, places=2),
    "cost": st.one_of(st.none(), st.decimals(0, 900, places=2)),
    "salesperson": st.sampled_from(["Ann", "Ben", None]),
    "discount": st.one_of(st.none(), st.decimals(0, Decimal("0.9"), places=2)),
    "due_date": st.one_of(st.none(), DAYS),
    "paid_date": st.one_of(st.none(), DAYS),
    "status": st.sampled_from([None, "returned", "cancelled"]),
})  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25), st.sampled_from(["net", "gross"]), st.sampled_from([3, 12, None]))
def test_parts_add_up(lines: list[dict[str, Any]], refunds: Any, window: int | None) -> None:
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), lines, [{"customer_id": "A", "owner": "Ben"}])
        try:
            _check(workspace, Question(refunds=refunds, window_months=window))
        finally:
            close_workspace(workspace)


def _check(workspace: Workspace, question: Question) -> None:
    first = overview(workspace, question, RfmRules(), SatisfactionRules())
    kpis = {kpi.code: kpi.value for kpi in (*first.kpis, *first.measures)}
    assert kpis["retention"] is None or 0 <= kpis["retention"] <= 1
    assert kpis["acquisition"] is None or 0 <= kpis["acquisition"] <= (kpis["active_customers"] or 0)
    hangs = exposure(workspace, question, RfmRules())
    assert sum(tier.customers for tier in hangs.margins) == kpis["active_customers"]
    assert 0 <= hangs.at_risk.revenue <= hangs.revenue
    assert hangs.top5_share is None or hangs.top5_share == 1  # there are only five
    owed = overdue(workspace, question)
    assert sum(owed.ages.values()) == owed.amount == sum(owed.table["overdue"], Decimal(0))
    people = salespeople(workspace, question)
    assert sum(person.customers for person in people.people) == kpis["active_customers"]
    assert sum((person.overdue for person in people.people), Decimal(0)) == owed.amount
    assert sum(person.alone_customers for person in people.people) <= (kpis["active_customers"] or 0)
    assert sum((person.booked for person in people.people), Decimal(0)) == kpis["revenue"]
    year = plan_actual(workspace, question)
    actual = sum((amount for _, _, amount in year.months if amount is not None), Decimal(0))
    assert year.company.to_date_actual == actual
    assert actual == year.nobody + sum((line.to_date_actual for line in year.people), Decimal(0))
    for estimates in textbook(workspace, question).measures.values():
        assert all(one.low is None or one.low <= one.mean <= one.high for one in estimates)  # type: ignore[operator]
