"""The movement page: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with


def sale(who: str, amount: int, day: str) -> dict[str, Any]:
    return {
        "order_id": f"{who}-{day}-{amount}",
        "order_date": date.fromisoformat(day),
        "customer_id": who,
        "customer_name": f"Firm {who}",
        "amount": amount,
    }


def five_months(home: Path, *more: dict[str, Any]) -> None:
    """Ten customers from January to May 2024. At the end of April (February to April) they have 100, 90, ..., 10.

    The best, A, is Key; B Important; C, D, E Ordinary, from 60 on; the rest Small. In May A's order of February has
    left the window and B buys 30 more, so that B has 120 and A 40; K is new with 95; J, who has 10, lapses.
    """
    days = dict.fromkeys("BCDEFGHI", "2024-04-28") | dict.fromkeys("AJ", "2024-02-28")
    lines = [sale(who, 100 - 10 * place, days[who]) for place, who in enumerate("ABCDEFGHIJ")]
    lines += [sale("A", 40, "2024-05-29"), sale("B", 30, "2024-05-29"), sale("K", 95, "2024-05-30")]
    workspace_with(home, [*lines, sale("Z", 1, "2024-01-05"), *more])


SENTENCES = {
    "en": "Since 30 Apr 2024, 1 customer moved up and 1 moved down. 1 left Key and 1 joined it, which brings ¥20 more.",
    "zh": "自2024年4月30日以来，1 位客户升级，1 位降级。1 位离开重要客户，1 位进入，该层贡献增加 ¥20。",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    five_months(tmp_path)
    app = open_page("movement", language)
    assert shows_no_error(app)
    words = said(app)
    # April's window of twelve months lies outside the data, that of three inside; cut by 100 / 90 / 60:
    # A falls from 100 to 40, Small; B rises from 90 to 120, Key
    assert SENTENCES[language] in words
    assert ("1 new, 0 returned, 1 lapsed." if language == "en" else "新客户 1 位，回流 0 位，流失 1 位。") in words
    # 550 before; May: A 40, B 120, C to I 80 ... 20 = 350, K 95 = 605
    assert (
        "Revenue went from ¥550 to ¥605 (+10.0 %)" if language == "en" else "收入从 ¥550 变为 ¥605（+10.0%）"
    ) in words


@pytest.mark.parametrize(
    ("language", "reason"),
    [("en", "average order ¥40 instead of ¥100; 1 order as before"), ("zh", "平均每笔¥40，此前¥100；订单仍为1笔")],
)
def test_customers_of_a_cell_have_their_reason(open_page: OpenPage, tmp_path: Path, language: str, reason: str) -> None:
    five_months(tmp_path)
    app = open_page("movement", language)
    app.selectbox("picker_movement").set_value("key>small").run()
    assert shows_no_error(app)
    assert ("**1** customer · ¥100 before, ¥40 now (−¥60)" if language == "en" else "之前 ¥100，现在 ¥40") in said(app)
    table = app.dataframe[0].value
    assert table["customer_name"].tolist() == ["Firm A"]
    assert table["reason"].tolist() == [reason]


def test_pick_is_handed_over_as_rules_with_its_dates(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path)
    app = open_page("movement")
    app.selectbox("picker_movement").set_value("key>small").run()
    app.button("save_movement").click().run()
    assert shows_no_error(app)
    assert "**1** customer, **¥40**: earlier tier is Key and later tier is Small" in said(app)
    assert (app.query_params["compared"], app.query_params["window"]) == ("2024-04", "3")


def test_another_month_and_reading_stand_in_the_address(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path)
    app = open_page("movement")
    app.segmented_control("movement_reading").set_value("relative").run()
    assert app.query_params["reading"] == "relative"
    # ten ranked: B 120, K 95, C 80, D 70, E 60, F 50, G and A 40 ...: K is Important, only C, D, E and F left where
    # they were; by April's amounts two who bought in both windows changed
    assert "2 customers who bought in both windows changed tier; by each date's own ranking 2 did." in said(app)
    app = open_page("movement", compared="2024-03", window="1")
    assert app.selectbox("movement_compared").value == "2024-03"
    assert "Since 31 Mar 2024" in said(app)


def test_a_kind_of_reason_can_be_shown_alone(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path)
    app = open_page("movement")
    app.segmented_control("movement_why").set_value("old_month_left").run()
    assert app.selectbox("picker_movement").options[:3] == ["Moved up (1)", "Moved down (1)", "Small → Lapsed (1)"]
    app.selectbox("picker_movement").set_value("small>lapsed").run()
    assert shows_no_error(app)
    assert "no order since 28 Feb 2024, 92 days ago" in app.dataframe[0].value["reason"].tolist()


@pytest.mark.parametrize(("language", "sentence"), [("en", "Not enough history yet"), ("zh", "历史数据还不够长")])
def test_one_month_is_too_short(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    small_company(tmp_path)
    app = open_page("movement", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_customer(open_page: OpenPage, tmp_path: Path, language: str) -> None:
    one_customer(tmp_path)
    assert shows_no_error(open_page("movement", language))


@pytest.mark.parametrize(("language", "sentence"), [("en", "No data yet"), ("zh", "还没有数据")])
def test_no_data(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    no_data(tmp_path)
    app = open_page("movement", language)
    assert shows_no_error(app)
    assert sentence in said(app)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nobody was ranked on 30 Apr 2024, so there are no amounts to cut by"),
        ("zh", "2024年4月30日没有客户参与排名"),
    ],
)
def test_nobody_ranked_at_the_earlier_date(open_page: OpenPage, tmp_path: Path, language: str, sentence: str) -> None:
    workspace_with(tmp_path, [sale("A", -5, "2024-04-20"), sale("A", 50, "2024-05-28"), sale("B", 9, "2024-05-30")])
    app = open_page("movement", language, window="1")
    assert shows_no_error(app)
    assert [sentence in warning.value for warning in app.warning] == [True]
    app.segmented_control("movement_reading").set_value("relative").run()
    assert not app.warning


def test_nonsense_in_the_address(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path)
    app = open_page("movement", reading="x", compared="soon")
    assert not app.exception
    assert "This cannot be shown as asked" in said(app)
    assert "soon is not a month" in said(app)


def test_steps_of_the_bridge_lead_to_their_customers(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path)
    app = open_page("movement")
    offered = app.selectbox("picker_movement").options
    # A 100 -> 40, one order each; B 90 -> 120, two orders instead of one: 1 x (90 + 60) / 2 = 75, the rest is price
    assert offered[-6:] == [
        "Buy less (−¥60)", "Buy more (+¥30)",
        "Number of orders: revenue rose through it", "Number of orders: revenue fell through it",
        "Revenue per order: revenue rose through it", "Revenue per order: revenue fell through it",
    ]  # fmt: skip
    app.selectbox("picker_movement").set_value("price:less").run()
    assert shows_no_error(app)
    table = next(table.value for table in app.dataframe if "price_effect" in table.value.columns)
    assert table[["customer_name", "price_effect"]].to_numpy().tolist() == [["Firm A", -60], ["Firm B", -45]]
    app.selectbox("picker_movement").set_value("bridge:up").run()
    app.button("save_movement").click().run()
    assert shows_no_error(app)
    assert "**1** customer, **¥120**: part in the change of revenue is Buys more" in said(app)
    assert (app.query_params["compared"], app.query_params["window"]) == ("2024-04", "3")


def test_who_only_returned_has_a_bar_that_leads_to_them(open_page: OpenPage, tmp_path: Path) -> None:
    five_months(tmp_path, sale("R", 5, "2024-02-20"), sale("R", -6, "2024-05-20"))
    app = open_page("movement", "zh")
    assert app.selectbox("picker_movement").options[-1] == "仅退货 (−¥11)"
    # A -60, B +30, R 5 -> -6: the three parts add up
    assert (
        "两期都购买的客户变化 −¥41：其中订单数的影响 +¥75，单笔金额的影响 −¥105，其中一期只有退货的客户影响 −¥11。"
    ) in said(app)
    app.selectbox("picker_movement").set_value("bridge:without_orders").run()
    assert shows_no_error(app)
    table = next(table.value for table in app.dataframe if "revenue_change" in table.value.columns)
    assert table[["customer_name", "revenue_change"]].to_numpy().tolist() == [["Firm R", -11]]
    app.button("save_movement").click().run()
    assert "两期的订单情况为其中一期仅有退货" in said(app)


def test_where_nobody_moved_it_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    days = [date(2024, month, 29) for month in range(1, 9)]
    workspace_with(
        tmp_path,
        [{"order_id": str(day), "order_date": day, "customer_id": "A", "amount": 80} for day in days],
    )
    words = said(open_page("movement"))
    assert "nobody moved up or down. Nobody left or joined Key, which brings as much as before." in words
