"""The pyramid page: what it says, in both languages and in each state."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.store.workspace import open_workspace
from core.text import words_for
from pages.shared.pyramid_parts import concentration_sentence
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company

CUTS = "What would other cuts give?"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            # the best 20 % are five customers with 11,500 of 32,500
            (
                "1 Key customer (4.0 % of all) brings 7.7 % of the revenue; together with Important, "
                "the best 20 % bring 35.4 %."
            ),
        ),
        ("zh", "1 位重要客户（占客户数 4.0%）贡献了 7.7% 的销售收入；加上次要客户，前 20% 的客户合计贡献 35.4%。"),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_names_what_the_figures_stand_on(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    words = said(open_page("pyramid"))
    assert "main · as of 29 Feb 2024 · 12 months, Mar 2023 – Feb 2024 · net of returns" in words
    assert "the window begins before the data" in words


def test_tier_table_holds_the_figures(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid")
    table = app.dataframe[0].value
    assert table["tier"].tolist() == ["Key", "Important", "Ordinary", "Small"]
    assert table["customers"].tolist() == [1, 4, 8, 12]
    assert table["value"].tolist() == [2500, 9000, 13200, 7800]
    assert table["cut_value"].tolist() == [2500, 2100, 1300, 100]
    assert table["value_share"].round(1).tolist() == [7.7, 27.7, 40.6, 24.0]
    assert table["company_share"].round(1).tolist() == [7.6, 27.3, 40.0, 23.6]  # of 33,000 with the walk-in


def test_few_customers_are_said_to_be_few(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    assert "Only 25 customers are ranked" in said(open_page("pyramid"))
    assert "只有 25 位客户参与排名" in said(open_page("pyramid", "zh"))


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "**4** customers, **¥9.00k** together"), ("zh", "**4** 位客户，合计 **¥9,000**")]
)
def test_customers_behind_a_tier(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", language)
    app.selectbox("picker_pyramid").set_value("important").run()
    assert sentence in said(app)
    behind = next(table.value for table in app.dataframe if "customer_id" in table.value.columns)
    assert behind["customer_name"].tolist() == ["Customer 24", "Customer 23", "Customer 22", "Customer 21"]


def test_pick_is_handed_over_as_a_rule(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid")
    app.selectbox("picker_pyramid").set_value("important").run()
    app.button("save_pyramid").click().run()
    assert shows_no_error(app)
    # the Target lists page has taken the rule over
    assert "**4** customers, **¥9.00k** together: tier is Important" in said(app)


def test_measure_is_switched_for_all_pages(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid")
    app.segmented_control("filter_value").set_value("order_count").run()
    assert "of the orders" in said(app)
    assert app.query_params["value"] == "order_count"
    assert app.dataframe[0].value["value"].tolist() == [25, 90, 132, 78]


def test_filter_in_the_address_ranks_among_its_customers(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", channel="Shop")
    # customers 2, 4, ..., 24: twelve, together 15,600; the best has 2,400
    assert app.dataframe[0].value["customers"].tolist() == [1, 2, 3, 6]
    assert app.dataframe[0].value["value"].sum() == 15600
    assert "Ranked among customers with such orders" in said(app)
    app.button("chip_channel_Shop").click().run()
    assert app.dataframe[0].value["value"].sum() == 32500
    assert "channel" not in app.query_params


def test_other_cuts_are_previewed_and_kept(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", tab=CUTS)
    app.selectbox("cut_preset").set_value("20/80").run()
    preview = next(table.value for table in app.dataframe if "customers_now" in table.value.columns)
    assert preview["customers"].tolist() == [5, 20]
    app.button("save_cut").click().run()
    assert open_workspace("main", tmp_path).settings().cut.ceilings == (2000, 10000)
    assert app.dataframe[0].value["customers"].tolist() == [5, 20]
    assert "The cuts are kept with the workspace" in said(app)


def test_a_boundary_pushes_the_next_ones_up(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", tab=CUTS)
    app.slider("cut_share_1/19/30/50_0_4").set_value(60.0).run()
    assert shows_no_error(app)
    preview = next(table.value for table in app.dataframe if "customers_now" in table.value.columns)
    assert preview["customers"].sum() == 25
    assert preview["customers"].tolist()[0] == 15  # 60 % of 25


def test_amounts_are_proposed_and_stay_falling(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", tab=CUTS)
    app.segmented_control("cut_method").set_value("thresholds").run()
    # cut values 2,500 / 2,100 / 1,300 in steps of 500
    assert [app.number_input(f"amount_{place}").value for place in range(3)] == [2500, 2000, 1000]
    preview = next(table.value for table in app.dataframe if "customers_now" in table.value.columns)
    assert preview["customers"].tolist() == [1, 5, 10, 9]
    app.number_input("amount_0").set_value(3).run()
    assert shows_no_error(app)
    assert [app.number_input(f"amount_{place}").value for place in range(3)] == [3, 2, 1]


def test_own_labels_are_kept(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", "zh")
    app.segmented_control("label_set").set_value("big_customer").run()
    assert "**大客户** (前 1%)" in said(app)
    app.button("save_labels").click().run()
    assert app.dataframe[0].value["tier"].tolist() == ["大客户", "重要客户", "普通客户", "小客户"]


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("pyramid", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "1 Key customer (100.0 % of all) brings 100.0 % of the revenue."),
        ("zh", "1 位重要客户（占客户数 100.0%）贡献了 100.0% 的销售收入。"),
    ],
)
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    one_customer(tmp_path)
    app = open_page("pyramid", language)
    assert shows_no_error(app)
    assert sentence in said(app)


def test_a_day_outside_the_data_is_worded(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", as_of="2031-01")
    assert not app.exception
    assert "This cannot be shown as asked" in said(app)
    assert "There are no data for 2031-01" in said(app)
    app.button("reset_view").click().run()
    assert shows_no_error(app)


def test_nonsense_in_the_address_is_left_alone(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    app = open_page("pyramid", window="abc", value="<b>", tier="nobody", refunds="x")
    assert "Key customer" in said(app) or "Nobody to rank" in said(app)
    assert not app.exception


def test_the_curve_names_losses_only_where_there_are_some() -> None:
    view: Any = SimpleNamespace(t=words_for("en"))
    found: Any = SimpleNamespace(customers=3, customers_for_80=None, gini=0.5, value_shares=(0.0, 0.9, 1.0))
    assert concentration_sentence(view, found) == "Gini 0.50. The curve holds 3 customers."
    found.value_shares = (0.0, 1.1, 1.0)
    assert concentration_sentence(view, found) == "Gini 0.50. The curve holds 3 customers, unprofitable ones too."
