"""The table of customers, tier profiles and borders, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from core.errors import QuestionError
from core.metrics.customers import COLUMNS, customers
from core.metrics.question import Filters, Question
from core.metrics.results import CustomerTable
from core.metrics.tiering.borders import borders
from core.metrics.tiering.tier_profiles import tier_profiles
from core.settings import Cut, RfmRules
from core.store.workspace import Workspace
from tests.metrics.lines import DAY, line, one_each
from tests.support import workspace_with

HALVES = Cut(ceilings=(5000, 10000))
RULES = RfmRules()


def company(folder: Path) -> Workspace:
    lines = [
        line("A", 100, date(2024, 6, 10), cost=60, channel="Shop", customer_name="Anna"),
        line("A", 50, date(2024, 6, 20), channel="Online"),
        line("B", 80, date(2024, 6, 29)),
        line("B", -20, DAY),
        line("C", 60, DAY),
        line("D", -5, DAY),
        line("OLD", 30, date(2023, 3, 2)),
    ]
    filed = [{"customer_id": "B", "kind": "dealer", "region": "North", "annual_need": 500}, {"customer_id": "NEW"}]
    return workspace_with(folder, lines, filed)


def ids(found: CustomerTable) -> list[str]:
    return list(found.table["customer_id"])


def test_all_columns_of_every_known_customer(tmp_path: Path) -> None:
    found = customers(company(tmp_path), Question(cut=HALVES), RULES)
    assert list(found.table.columns) == list(COLUMNS)
    # best first; equal values by customer_id: B and C have 60, NEW and OLD nothing
    assert ids(found) == ["A", "B", "C", "NEW", "OLD", "D"]
    assert (found.rows, found.value) == (6, 265)
    anna, bo, old, new = (found.table.iloc[place] for place in (0, 1, 4, 3))
    assert (anna["customer_name"], anna["tier"], anna["value"], anna["gross_profit"]) == ("Anna", "key", 150, 40)
    assert (anna["recency_days"], anna["order_count"], anna["tenure_days"]) == (10, 2, 20)
    assert (anna["first_order"], anna["last_order"]) == (date(2024, 6, 10), date(2024, 6, 20))
    assert (anna["channel"], anna["class"]) == ("Online", "011")
    assert (bo["kind"], bo["region"], bo["annual_need"], bo["tier"]) == ("dealer", "North", 500, "key")
    assert list(found.table["rank"].head(3)) == [1, 2, 2]
    # whoever ever bought has days since then, without an order in the window no scores
    assert (old["tier"], old["recency_days"], old["revenue"]) == ("inactive", 486, 0)
    assert pd.isna(old["r"])
    assert pd.isna(old["rank"])
    assert pd.isna(new["recency_days"])
    assert pd.isna(new["gross_profit"])
    assert found.table["tier"].iloc[5] == "unprofitable"


def test_a_bound_predicate_chooses(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    where = ('"tier" = $wanted and "value" > $least', {"wanted": "key", "least": Decimal(60)})
    assert ids(customers(workspace, Question(cut=HALVES), RULES, where=where)) == ["A"]
    # a missing value meets no rule
    where = ('"annual_need" > $least', {"least": Decimal(-1)})
    assert ids(customers(workspace, Question(), RULES, where=where)) == ["B"]
    where = ('"customer_id" = $who', {"who": "'; drop table sales; --"})
    assert customers(workspace, Question(), RULES, where=where).rows == 0


def test_order_and_pages(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    found = customers(workspace, Question(), RULES, order_by="recency_days", descending=False, limit=3, offset=1)
    # C 0, B 1, A 10, OLD 486, never: D, NEW
    assert ids(found) == ["B", "A", "OLD"]
    assert (found.rows, found.value) == (6, 265)
    assert ids(customers(workspace, Question(), RULES, order_by="recency_days"))[-2:] == ["D", "NEW"]
    with pytest.raises(QuestionError, match="order_unknown"):
        customers(workspace, Question(), RULES, order_by="value; drop table sales")


def test_filters_keep_the_rank_among_all(tmp_path: Path) -> None:
    dealers = Filters(customers=(("kind", ("dealer",)),))
    found = customers(company(tmp_path), Question(cut=HALVES, filters=dealers), RULES)
    assert (ids(found), list(found.table["rank"]), list(found.table["tier"])) == (["B"], [2], ["key"])
    within = Filters(customers=dealers.customers, rank_within=True)
    assert list(customers(company(tmp_path), Question(filters=within), RULES).table["rank"]) == [1]


def test_tier_and_segment_filters_together(tmp_path: Path) -> None:
    lines = [line(f"C{k:02}", 10 * k, date(2024, 6, k)) for k in range(1, 21) for _ in range(k)]
    workspace = workspace_with(tmp_path, lines)
    found = customers(workspace, Question(filters=Filters(tiers=("important",), segments=("champions",))), RULES)
    # 20 ranked: the best is Key, the next three Important; C17 to C20 are champions
    assert ids(found) == ["C19", "C18", "C17"]


def test_satisfaction_beside(tmp_path: Path) -> None:
    answer = {"answered_on": DAY, "dimension": "price", "lowest": Decimal(1), "highest": Decimal(5)}
    answers = [answer | {"customer_id": "C01", "score": Decimal(4)}, answer | {"score": Decimal(1)}]
    workspace = workspace_with(tmp_path, one_each(2, 1), answers=answers)
    found = customers(workspace, Question(), RULES)
    assert list(found.table["satisfaction_index"]) == [75, None]
    where = ('"satisfaction_index" < $most', {"most": Decimal(80)})
    assert ids(customers(workspace, Question(), RULES, where=where)) == ["C01"]


def test_an_empty_company_and_one_customer(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no_data"):
        customers(workspace_with(tmp_path), Question(), RULES)
    found = customers(workspace_with(tmp_path, one_each(3), name="one"), Question(), RULES)
    assert (found.rows, found.value, list(found.table["tier"])) == (1, 3, ["key"])


def test_profiles(tmp_path: Path) -> None:
    found = {profile.code: profile for profile in tier_profiles(company(tmp_path), Question(cut=HALVES))}
    # A 150, B 60, C 60: better * 2 < 3 -> all three are Key (B and C tie)
    assert list(found) == ["key", "unprofitable", "inactive"]
    key = found["key"]
    assert (key.customers, key.value_mean, key.value_median, key.revenue) == (3, 90, 60, 270)
    # 4 orders: A 2, B 1, C 1; days 10, 1, 0; B sent back 20 of 290 bought
    assert (key.orders_per_customer, key.average_order_value) == (pytest.approx(4 / 3), Decimal("67.5"))
    assert (key.recency_days, key.returns_share) == (pytest.approx(11 / 3), pytest.approx(20 / 290))
    assert (found["unprofitable"].average_order_value, found["unprofitable"].returns_share) == (None, None)
    # of the inactive only OLD ever bought
    assert (found["inactive"].customers, found["inactive"].recency_days, found["inactive"].value_median) == (2, 486, 0)


def test_the_median_of_an_even_number(tmp_path: Path) -> None:
    found = tier_profiles(workspace_with(tmp_path, one_each(1, 2, 4, 90)), Question(cut=Cut(ceilings=(9999, 10000))))
    assert found[0].value_median == 3


def test_borders(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(100, 90, 80, 70, 60, 50, 40, 30, 30, 10))
    first, second, third = borders(workspace, Question(), 2)
    assert [border.tier for border in (first, second, third)] == ["key", "important", "ordinary"]
    assert [border.cut_value for border in (first, second, third)] == [100, 90, 60]
    assert [(who.customer_id, who.distance) for who in first.below] == [("C02", 10), ("C03", 20)]
    assert [(who.customer_id, who.tier, who.distance) for who in third.above] == [
        ("C05", "ordinary", 0),
        ("C04", "ordinary", 10),
    ]
    assert [who.customer_id for who in borders(workspace, Question(), 9)[2].below] == [
        "C06",
        "C07",
        "C08",
        "C09",
        "C10",
    ]


def test_borders_leave_empty_tiers_out(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, one_each(7, 7, 7))
    assert [border.tier for border in borders(workspace, Question(), 2)] == ["key"]
    assert borders(workspace_with(tmp_path, one_each(-7), name="back"), Question(), 2) == ()
