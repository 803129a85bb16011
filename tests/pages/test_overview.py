"""The first page: its figures in words, in both languages and in each state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.store.workspace import open_workspace
from core.text import words_for
from pages.shared.overview_parts import reason_words
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Revenue is ¥33.0k; 1.5 % of it has no customer. 25 customers bought; 1 Key customer brings 7.7 %."),
        ("zh", "销售收入为 ¥3.30万，其中 1.5% 没有客户信息。25 位客户有购买；1 位重要客户贡献了 7.7%。"),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("overview", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_figures_and_measures(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    assert not any(widget.key in ("overview_span", "overview_against") for widget in app.segmented_control)
    assert {metric.delta for metric in app.metric} == {""}
    assert "The data do not reach back far enough for an earlier window." in said(app)
    # 33,000 with the walk-in of 500; profit 325 x 40 + 400; the best 20 % have 11,500 of 32,500
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == shown | {
        "Active customers": "25",
        "Revenue": "¥33.0k",
        "Gross profit": "¥13.4k",
        "Key + Important": "35.4 %",
        "Gross margin": "40.6 %",  # 13,400 of 33,000
    }
    assert (
        "Share of market: say the size of the market in Settings · Retention: needs two whole windows · "
        "New customers: needs two whole windows · Satisfaction index: no survey answers"
    ) in said(app)


def test_short_history_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    assert "The data do not reach back far enough" in said(open_page("overview"))
    assert "数据不够长，无法与上个月比较" in said(open_page("overview", "zh"))


def test_customers_behind_a_tier(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    app.selectbox("picker_overview").set_value("key").run()
    assert "**1** customer, **¥2.50k**" in said(app)


def test_reasons_in_words() -> None:
    english, chinese = words_for("en"), words_for("zh")
    assert reason_words(english, "silent", 24.4, 99) == "no order for 99 days, usually every 24"
    assert reason_words(chinese, "silent", 24.4, 99) == "已 99 天未下单，平时约 24 天一次"
    assert reason_words(english, "falling", -0.51, 3) == "−51 % in the last 3 months against the year before"
    assert reason_words(english, "falling", -1.0, 99) == "nothing bought in the last 3 months, unlike the year before"
    assert reason_words(chinese, "unhappy", 41.0, 3) == "满意度仅 41 分（满分 100）"


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("overview", language)
    assert shows_no_error(app)
    assert sentence in said(app)
    assert [button.label for button in app.button if button.key == "no_data_import"] != []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "1 customer bought for ¥80. 1 Key customer brings 100.0 %."),
        ("zh", "1 位客户共购买 ¥80。1 位重要客户贡献了 100.0%。"),
    ],
)
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    app = open_page("overview", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def trading_years(home: Path) -> None:
    """Two years of 25 customers: k orders of 10 in each month; the first five are silent since August 2024."""
    lines: list[dict[str, Any]] = [
        {
            "order_id": f"{k}-{year}-{month}", "order_date": date(year, month, 28), "customer_id": f"C{k:02d}",
            "customer_name": f"Customer {k:02d}", "amount": 10 * k, "cost": 6 * k, "due_date": date(year, month, 28),
            "paid_date": None if (k, year, month) == (9, 2024, 11) else date(year, month, 28),
        }
        for k in range(1, 26) for year in (2023, 2024) for month in range(1, 13)
        if k > 5 or (year, month) < (2024, 9)
    ]  # fmt: skip
    workspace = workspace_with(home, lines)
    workspace.save_settings(replace(workspace.settings(), market_size=Decimal(100_000)))


def test_the_five_measures_with_their_changes(open_page: OpenPage, tmp_path: Path) -> None:
    trading_years(tmp_path)
    app = open_page("overview")
    assert shows_no_error(app)
    assert "for ¥38.4k, 1.5 % less than a year before. " in said(app)
    shown = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    # 2023: 3,250 a month; from September 2024 on 3,100
    assert shown["Revenue"] == ("¥38.4k", "−1.5 %")
    assert shown["Share of market"] == ("38.4 %", "−0.6 points")
    assert shown["Retention"][0] == "100.0 %"
    assert shown["New customers"][0] == "0"
    assert shown["Gross margin"] == ("40.0 %", "+0.0 points")
    app.segmented_control("overview_span").set_value("month").run()
    app.segmented_control("overview_against").set_value("month").run()
    shown = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert shown["Revenue"] == ("¥3.10k", "+0.0 %")
    assert shown["Active customers"] == ("20", "+0.0 %")
    assert "Change against the window that ended a month earlier, or the month before." in said(app)


def test_january_waits_for_february(open_page: OpenPage, tmp_path: Path) -> None:
    trading_years(tmp_path)
    workspace = open_workspace("main", tmp_path)
    workspace.save_settings(replace(workspace.settings(), join_january_february=True))
    app = open_page("overview", as_of="2024-01")
    app.segmented_control("overview_span").set_value("month").run()
    assert "January is compared together with February, once February is there." in said(app)
    app = open_page("overview", "zh", as_of="2024-02")
    assert "2024年1月和2024年2月" in app.segmented_control("overview_span").options
    app.segmented_control("overview_span").set_value("month").run()
    assert {metric.label: metric.value for metric in app.metric}["销售收入"] == "¥6,500"


def test_what_the_money_hangs_on(open_page: OpenPage, tmp_path: Path) -> None:
    trading_years(tmp_path)
    app = open_page("overview")
    app.session_state["overview_tabs_en"] = "What the money hangs on"
    app.run()
    shown = {metric.label: metric.value for metric in app.metric}
    # 25 + 24 + 23 + 22 + 21 of 325 less the silent; the silent brought 15 x 80 in the window
    assert shown["The five best"] == "35.9 %"
    assert shown["Revenue at risk"] == "¥1.20k"
    assert shown["Overdue"] == "¥90"
    for sentence in ("of what all customers bring", "3.1 % of revenue, 5 customers", "1 customer owes"):
        assert sentence in said(app)
    app.segmented_control("overview_risk").set_value("overdue").run()
    owed = next(table.value for table in app.dataframe if "late_30" in table.value.columns)
    assert owed[["customer_name", "late_30", "oldest_days"]].to_numpy().tolist() == [["Customer 09", 90.0, 30]]
    app.segmented_control("overview_risk").set_value("risk").run()
    table = next(table.value for table in app.dataframe if "usual_gap" in table.value.columns)
    assert table["customer_id"].tolist() == ["C05", "C04", "C03", "C02", "C01"]
    app.button("risk_list").click().run()
    assert shows_no_error(app)
    assert "**5** customers" in said(app)


def test_without_payments_nothing_is_said_to_be_overdue(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview", "zh")
    assert "市场占有率：请在设置中填写市场规模" in said(app)
    app.session_state["overview_tabs_zh"] = "收入依赖谁"
    app.run()
    assert {metric.label: metric.value for metric in app.metric}["逾期货款"] == "–"
    assert "数据中没有到期日和付款日" in said(app)
