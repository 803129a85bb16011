"""The first page: its figures in words, in both languages and in each state."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.text import words_for
from pages.shared.overview_parts import reason_words
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "25 customers bought for ¥33.0k. 1 Key customer brings 7.7 %."),
        ("zh", "25 位客户共购买 ¥3.30万。1 位重要客户贡献了 7.7%。"),
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
    # 33,000 with the walk-in of 500; profit 325 x 40 + 400; the best 20 % have 11,500 of 32,500
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == shown | {
        "Active customers": "25",
        "Revenue": "¥33.0k",
        "Gross profit": "¥13.4k",
        "Share of Key + Important": "35.4 %",
        "Retention": "–",
        "Satisfaction index": "–",
        "Share of market": "–",
        "New customers": "–",
        "Gross margin": "40.6 %",  # 13,400 of 33,000
    }
    assert {metric.delta for metric in app.metric if metric.label == "Retention"} == {"needs two whole windows"}


def test_short_history_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    assert "The data do not reach back far enough" in said(open_page("overview"))
    assert "数据不够长，无法与上个月比较" in said(open_page("overview", "zh"))


def test_customers_behind_a_tier(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("overview")
    app.selectbox("picker_overview").set_value("key").run()
    assert "**1** customer, **¥2.50k** together" in said(app)


def test_reasons_in_words() -> None:
    english, chinese = words_for("en"), words_for("zh")
    assert reason_words(english, "silent", 24.4, 99) == "no order for 99 days, usually every 24"
    assert reason_words(chinese, "silent", 24.4, 99) == "已 99 天未下单，平时约 24 天一次"
    assert reason_words(english, "falling", -0.51, 3) == "−51 % in the last 3 months against the year before"
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
