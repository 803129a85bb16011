"""The tiers at the last month ends, on the page of movement: what the section says and lets pick, in each state."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.store.workspace import open_workspace
from tests.pages.conftest import OpenPage, said, shows_no_error
from tests.support import workspace_with


def four_quarters(home: Path) -> None:
    """Ten customers of 100, 90, ..., 10 in January 2024, the same in April; in July A buys 5 and J 200; in October as
    in July. Over three months: Key is A up to June, J from July on; Important always B.
    """
    lines: list[dict[str, Any]] = []
    for month in (1, 4, 7, 10):
        for place, who in enumerate("ABCDEFGHIJ"):
            swapped = {"A": 5, "J": 200} if month > 4 else {}
            lines.append(
                {
                    "order_id": f"{who}{month}",
                    "order_date": date(2024, month, 28),
                    "customer_id": who,
                    "customer_name": f"Firm {who}",
                    "amount": swapped.get(who, 100 - 10 * place),
                }
            )
    workspace = workspace_with(home, lines)
    workspace.save_settings(replace(workspace.settings(), window_months=3))


TABS = {"en": "How did the tiers develop?", "zh": "各层级如何变化？"}
SENTENCES = {
    # whole windows from March on. Value: 550, then 645 (100 and 10 replaced by 5 and 200); Key 100/550, then 200/645.
    # Stayed: all of 10 at six of the seven month ends after March, 8 in July: 97 %; Key at six of seven: 86 %
    "en": (
        "Key has 1 customer, 1 on 31 Mar 2024, and brings 31.0 % of the value, 18.2 % then. "
        "From one month end to the next 97 % of the customers stay in their tier on average, of Key 86 %."
    ),
    "zh": (
        "重要客户现有 1 位（2024年3月31日为 1 位），贡献价值的 31.0%（当时为 18.2%）。"
        "相邻两个月末之间，平均有 97% 的客户留在原层级，重要客户为 86%。"
    ),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_says_how_the_tiers_went(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    four_quarters(tmp_path)
    app = open_page("movement", language, tab=TABS[language])
    assert shows_no_error(app)
    assert SENTENCES[language] in said(app)


def test_the_table_holds_what_is_drawn(open_page: OpenPage, tmp_path: Path) -> None:
    four_quarters(tmp_path)
    app = open_page("movement", tab=TABS["en"])
    table = next(table.value for table in app.dataframe if "stayed_share" in table.value.columns)
    assert [str(day) for day in table["month_end"][:3]] == ["2024-10-28", "2024-09-30", "2024-08-31"]
    assert table["key"].tolist() == [200] * 4 + [100] * 6
    assert table["new_customers"].tolist() == [0] * 9 + [10]
    headers = json.loads(next(one for one in app.dataframe if "stayed_share" in one.value.columns).proto.columns)
    assert headers["inactive"]["label"] == "Inactive"
    app.segmented_control("history_shown").set_value("customers").run()
    table = next(table.value for table in app.dataframe if "stayed_share" in table.value.columns)
    assert table["small"].tolist() == [5] * 10


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "### Key · 29 Feb 2024"), ("zh", "### 重要客户 · 2024年2月29日")]
)
def test_customers_of_a_month_end_with_where_they_are_now(
    open_page: OpenPage, tmp_path: Path, language: str, sentence: str
) -> None:
    four_quarters(tmp_path)
    app = open_page("movement", language, tab=TABS[language])
    app.selectbox("history_month").set_value("2024-02").run()
    assert shows_no_error(app)
    assert sentence in said(app)
    behind = next(table.value for table in app.dataframe if "tier_now" in table.value.columns)
    assert behind["customer_name"].tolist() == ["Firm A"]
    assert behind["value"].tolist() == [100]
    assert behind["tier_now"].tolist() == ["Small" if language == "en" else "小客户"]
    app.selectbox("history_tier").set_value("important").run()
    behind = next(table.value for table in app.dataframe if "tier_now" in table.value.columns)
    assert behind["customer_name"].tolist() == ["Firm B"]


def test_a_pick_is_handed_over_as_of_its_month_end(open_page: OpenPage, tmp_path: Path) -> None:
    four_quarters(tmp_path)
    app = open_page("movement", tab=TABS["en"])
    app.selectbox("history_month").set_value("2024-02").run()
    app.button("save_history").click().run()
    assert shows_no_error(app)
    assert "**1** customer, **¥100**: tier is Key" in said(app)
    assert "as of 29 Feb 2024" in said(app)


def test_all_by_the_amounts_of_the_last_month_end(open_page: OpenPage, tmp_path: Path) -> None:
    # by October's amounts Key begins with 200, Important with 90: in January nobody is Key, A and B are Important
    four_quarters(tmp_path)
    app = open_page("movement", tab=TABS["en"])
    app.segmented_control("history_frozen").set_value("frozen").run()
    app.segmented_control("history_shown").set_value("customers").run()
    table = next(table.value for table in app.dataframe if "stayed_share" in table.value.columns)
    assert table["key"].tolist() == [1] * 4 + [0] * 6
    assert table["important"].tolist() == [1] * 4 + [2] * 6
    app.selectbox("history_month").set_value("2024-02").run()
    app.selectbox("history_tier").set_value("important").run()
    app.button("save_history").click().run()
    assert "**2** customers, **¥190** together" in said(app)


def test_the_two_month_rule_is_said_and_kept(open_page: OpenPage, tmp_path: Path) -> None:
    four_quarters(tmp_path)
    workspace = open_workspace("main", tmp_path)
    workspace.save_settings(replace(workspace.settings(), two_months_rule=True))
    app = open_page("movement", tab=TABS["en"])
    assert "By the two-month rule: a tier changes only when it holds for two month ends (see Settings)." in said(app)
    app.selectbox("history_month").set_value("2024-07").run()
    behind = next(table.value for table in app.dataframe if "tier_now" in table.value.columns)
    assert behind["customer_name"].tolist() == ["Firm A"]  # 5 for one month only so far
    app.button("save_history").click().run()
    assert "**1** customer, **¥5**: later tier is Key" in said(app)
    assert (app.query_params["as_of"], app.query_params["compared"]) == ("2024-07", "2024-06")
    app = open_page("movement", "zh", tab=TABS["zh"])
    assert "按两月规则" in said(app)
    app.segmented_control("history_frozen").set_value("frozen").run()
    app.selectbox("history_month").set_value("2024-07").run()
    app.selectbox("history_tier").set_value("small").run()
    assert app.button("save_history").disabled  # by October's amounts no rule says it


def test_the_matrix_follows_the_two_month_rule(open_page: OpenPage, tmp_path: Path) -> None:
    # in July A falls to 5 and J rises to 200, which counts from August on; by July's amounts or by each ranking
    four_quarters(tmp_path)
    workspace = open_workspace("main", tmp_path)
    workspace.save_settings(replace(workspace.settings(), two_months_rule=True, movement_reading="relative"))
    app = open_page("movement", tab=TABS["en"], as_of="2024-08")
    assert shows_no_error(app)
    words = said(app)
    assert app.segmented_control("movement_reading").value == "relative"
    assert "Since 31 Jul 2024, 1 customer moved up and 1 moved down. 1 left Key and 1 joined it" in words
    assert words.count("By the two-month rule: a tier changes only when it holds for two month ends") == 2
    app.selectbox("picker_movement").set_value("key>small").run()
    table = next(table.value for table in app.dataframe if "reason" in table.value.columns)
    told = "holds for two month ends; since 30 Jun 2024: average order ¥5 instead of ¥100, last one 34 days ago"
    assert table["reason"].tolist()[0].startswith(told)
    app.button("save_movement").click().run()
    assert "**1** customer, **¥5**: earlier tier is Key and later tier is Small" in said(app)
    assert "1 customer moved up" not in said(open_page("movement", as_of="2024-07"))
    assert "By the two-month rule: a tier changes only when it holds" in said(open_page("overview", as_of="2024-08"))


def test_marks_windows_that_begin_before_the_data(open_page: OpenPage, tmp_path: Path) -> None:
    four_quarters(tmp_path)
    app = open_page("movement", tab=TABS["en"])
    assert "Pale up to 29 Feb 2024: the window begins before the data" in said(app)


def test_the_rule_is_switched_in_the_settings(open_page: OpenPage, tmp_path: Path) -> None:
    four_quarters(tmp_path)
    app = open_page("settings")
    app.toggle("set_main_two_months").set_value(True)
    app.radio("set_main_reading").set_value("relative").run()
    app.button("save_settings").click().run()
    assert shows_no_error(app)
    kept = open_workspace("main", tmp_path).settings()
    assert (kept.two_months_rule, kept.movement_reading) == (True, "relative")
    assert open_page("movement").segmented_control("movement_reading").value == "relative"
