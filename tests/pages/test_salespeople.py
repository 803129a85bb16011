"""The page of salespeople and the plan: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.store.plans import Planned, keep_plan, plans
from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error
from tests.support import workspace_with


def _sale(who: str, day: date, amount: int, seller: str) -> dict[str, Any]:
    return {
        "order_id": f"{who}{day}", "order_date": day, "customer_id": who, "customer_name": f"Firm {who}",
        "amount": amount, "salesperson": seller,
    }  # fmt: skip


def two_years(home: Path) -> None:
    """Ann sold to A (1,200 a year, then 600 until March) and left; Ben keeps B (600 a year, then 1,200) and C (120).

    A is Key of three in both years. Months of 2023 and 2024 at their 28th. A belongs to Ann by the customer file.
    """
    lines = [_sale("A", date(2023, month, 28), 100, "Ann") for month in range(1, 13)]
    lines += [_sale("A", date(2024, month, 28), 200, "Ann") for month in range(1, 4)]
    lines += [_sale("A", date(2024, 12, 28), 500, "Ben")]
    lines += [_sale("B", date(2023, month, 28), 50, "Ben") for month in range(1, 13)]
    lines += [_sale("B", date(2024, month, 28), 80, "Ben") for month in range(1, 13)]
    lines += [_sale("C", date(year, month, 28), 10, "Ben") for year in (2023, 2024) for month in range(1, 13)]
    workspace_with(home, lines, [{"customer_id": "A", "owner": "Ann"}])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "2 salespeople look after 3 customers with ¥2.18k; only those of Ann bring less than in the window before",
        ),
        ("en", "**Ann** has written no order since 28 Mar 2024, but 1 customer with ¥1.10k is still theirs."),
        ("en", "The only Key customer that falls is among them."),
        ("zh", "2 位业务员负责 3 位客户，共 ¥2,180；只有Ann的客户收入低于上一窗口（−8.3%）。"),
        ("zh", "**Ann**自2024年3月28日起没有再开单，但名下仍有 1 位客户，共 ¥1,100。"),
        ("zh", "唯一下滑的重要客户也在其名下。"),
    ],
)
def test_who_left_is_seen(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    two_years(tmp_path)
    app = open_page("salespeople", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_customers_behind_a_salesperson(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("salespeople")
    app.selectbox("picker_salespeople").set_value("Ben").run()
    assert "**2** customers, **¥1.08k** together" in said(app)
    table = next(one.value for one in app.dataframe if "best_falling" in one.value)
    assert [*table][:3] == ["salesperson", "revenue", "change"], "what the table is about is seen on a phone"
    app.button("save_salespeople").click().run()
    assert shows_no_error(app)
    assert "owner is Ben" in said(app)


def test_plan_in_words(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("salespeople")
    assert "The fiscal year ended at ¥2.18k. There is no plan for it yet." in said(app)
    grid = next(one for one in app.dataframe if "2024-10" in one.value)
    assert grid.proto.placeholder == "–", "a month without a plan is empty in any language"
    keep_plan(
        open_workspace("main", tmp_path),
        [Planned(date(2024, month, 1), None, Decimal(200)) for month in range(1, 13)],
    )
    words = said(open_page("salespeople"))
    assert "**90.8 % of the plan so far: ¥2.18k of ¥2.40k; Dec 2024: 295.0 %**" in words
    assert "The fiscal year ended at ¥2.18k, 90.8 % of the plan of its months." in words


def test_saving_the_grid_leaves_other_years(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    workspace = open_workspace("main", tmp_path)
    kept = (Planned(date(2023, 5, 1), "Ann", Decimal(70)), Planned(date(2024, 5, 1), "Ann", Decimal(80)))
    keep_plan(workspace, kept)
    app = open_page("salespeople")
    app.button("save_plan").click().run()
    assert shows_no_error(app)
    assert "The plan is kept with the workspace." in said(app)
    assert plans(workspace) == kept


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("salespeople", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize(("language", "sentence"), [("en", "No salespeople in the data"), ("zh", "数据中没有业务员")])
def test_one_customer_of_nobody(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    app = open_page("salespeople", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_a_plan_for_somebody_without_customers(open_page: OpenPage, tmp_path: Path) -> None:
    one_customer(tmp_path)
    keep_plan(open_workspace("main", tmp_path), [Planned(date(2024, 2, 1), "Ann", Decimal(100))])
    app = open_page("salespeople")
    assert shows_no_error(app)
    # the 80 of the company, of the 100 that Ann alone has planned
    assert "**80.0 % of the plan so far: ¥80 of ¥100; Feb 2024: 80.0 %**" in said(app)
    assert "the sum of the salespeople's plans stands for it" in said(app)
    # one month says nothing of the year, so no share of its plan either
    first = "The data hold 1 month of the fiscal year, with ¥80. Where it ends is told from 3 months on."
    assert first in said(app)
    assert "Year at this pace" not in [name for table in app.dataframe for name in table.value.columns]
    assert "数据中只有本财年的 1 个月，收入 ¥80。满 3 个月后才推算全年。" in said(open_page("salespeople", "zh"))
