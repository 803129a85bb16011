"""The relationship page: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with

TABS = {"relation_cohort": "Do new customers come back?", "relation_kind": "What kind of buyers are they?"}


def order(who: str, day: str, amount: int, **more: Any) -> dict[str, Any]:
    own = {"order_id": f"{who}{day}", "order_date": date.fromisoformat(day), "customer_id": who}
    return own | {"customer_name": f"Customer {who}", "amount": amount} | more


def two_years(home: Path) -> None:
    """Four customers from January 2023 to December 2024; the window of 12 months is 2024.

    Stable: 100 a month, all 24 months: stable. Falls: 100 a month in 2023, 20 a month in 2024: declining. Gone: 100 a
    month from January to March 2023: lost in March 2024. New: first order on 20 December 2024: exploring.
    """
    months = [f"{year}-{month:02}-28" for year in (2023, 2024) for month in range(1, 13)]
    lines = [order("Stable", day, 100, category="Oil") for day in months]
    lines += [order("Falls", day, 100 if day < "2024" else 20, category="Oil") for day in months]
    lines += [order("Gone", day, 100) for day in months[:3]]
    lines += [order("New", "2024-12-20", 50), order("Stable", "2024-12-29", 30, category="Tea")]
    workspace_with(home, lines)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                # 1,230 of 1,520 in 2024; Falls brings 240 instead of 1,200
                (
                    "1 stable relationship brings 80.9 % of the revenue; 1 is declining: ¥240 in this window, "
                    "¥1.20k in the one before."
                ),
                "In the last 12 months: 1 won and 0 won back, 1 lost; as many as before.",
            ],
        ),
        (
            "zh",
            [
                "1 位稳定期客户贡献了 80.9% 的销售收入；1 位处于退化期：本窗口 ¥240，上一窗口 ¥1,200。",
                "最近 12 个月：新增 1 位，赢回 0 位，流失 1 位；总数不变。",
            ],
        ),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentences: list[str]) -> None:
    two_years(tmp_path)
    app = open_page("relationship", language)
    assert shows_no_error(app)
    for sentence in sentences:
        assert sentence in said(app)


def test_four_figures(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("relationship", tab="How deep do they go?")
    cards = {metric.label: metric.value for metric in app.metric}
    # Stable and Falls of the three of 2023; first orders of 2024: New's 50; tea is new to Stable, 30
    assert cards["Retention rate"] == "66.7 %"
    assert cards["Second order"] == "–"
    assert cards["Cross-sell revenue"] == "¥30"
    assert cards["Up-sell revenue"] == "¥0"
    assert cards["Referrals"] == "–"
    for note in ("churn rate 33.3 %", "the history is too short", "with 1 customer", "not said in the data"):
        assert note in said(app)


@pytest.mark.parametrize(
    ("key", "code", "name"),
    [
        ("relation_stage", "stage declining", "Customer Falls"),
        ("relation_stage", "passage not_yet exploring", "Customer New"),
        ("relation_month", "lost 2024-03", "Customer Gone"),  # the window of March 2024 begins in April 2023
        ("relation_month", "won 2024-12", "Customer New"),
        ("relation_cohort", "2024-12", "Customer New"),
        ("relation_kind", "ladder intent", "Customer New"),
        ("relation_kind", "purchase_mode transactional", "Customer New"),
    ],
)
def test_customers_behind_a_pick(open_page: OpenPage, tmp_path: Path, key: str, code: str, name: str) -> None:
    two_years(tmp_path)
    app = open_page("relationship", tab=TABS.get(key, ""))
    app.selectbox(f"picker_{key}").set_value(code).run()
    assert shows_no_error(app)
    behind = next(table.value for table in app.dataframe if "customer_id" in table.value.columns)
    assert behind["customer_name"].tolist() == [name]


def test_a_pick_is_handed_over_as_a_rule(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("relationship")
    app.selectbox("picker_relation_stage").set_value("stage declining").run()
    app.button("save_relation_stage").click().run()
    assert shows_no_error(app)
    assert "**1** customer, **¥240**: stage of life is Declining" in said(app)


def test_the_grid_shows_revenue(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("relationship", tab=TABS["relation_cohort"])
    assert "No month of new customers is old enough to tell." in said(app)
    app.segmented_control("cohorts_by").set_value("revenue").run()
    assert shows_no_error(app)


def test_one_month(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    for language, sentence in (
        ("en", "25 customers; the data begin in Feb 2024, so that every relationship still looks new."),
        ("zh", "25 位客户；数据从2024年2月才开始，所有关系看起来都还是新的。"),
    ):
        app = open_page("relationship", language)
        assert shows_no_error(app)
        assert sentence in said(app)
    assert "某月之前有满 12 个月的数据后，才能看出谁是新增、谁已流失。" in said(app)


def test_all_months_have_no_window_before(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    words = said(open_page("relationship", window="all"))
    assert "With all months as the window there is no window before it to compare with." in words
    # nothing is lost with all months: Gone (300) is silent, beside Falls (1,440)
    assert "2 are declining and bring ¥1.74k." in words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    one_customer(tmp_path)
    app = open_page("relationship", language)
    assert shows_no_error(app)
    assert ("1 customer; the data begin in Feb 2024" in said(app)) or ("1 位客户" in said(app))


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("relationship", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_nobody_chosen(open_page: OpenPage, tmp_path: Path) -> None:
    two_years(tmp_path)
    app = open_page("relationship", tier="unprofitable")
    assert shows_no_error(app)
    assert "No orders yet" in said(app)
