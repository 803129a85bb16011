"""The reason of a move in words, by its rules, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.text.movement_reasons import Telling, move_reason, move_sentence
from core.text.words import Language, words_for


def telling(language: Language = "en") -> Telling:
    words = words_for(language)
    return Telling(
        words=words,
        money=lambda amount: words.money_short(amount, "CNY"),
        value=lambda amount: words.money_short(amount, "CNY"),
        tier=lambda code: words.code("tier", code),
        by_profit=False,
        window_began=date(2024, 2, 1),
        tiers=("key", "important", "ordinary", "small"),
        cuts_before=(Decimal(1000), Decimal(500), Decimal(100), Decimal(0)),
        cuts_after=(Decimal(1200), Decimal(650), Decimal(100), Decimal(0)),
        since=date(2024, 3, 31),
        cuts_since=(Decimal(900), Decimal(550), Decimal(100), Decimal(0)),
    )


def row(**changes: Any) -> dict[str, Any]:
    """Seven orders of 100 each became two of 100 each; the last 96 days ago."""
    usual: dict[str, Any] = {
        "moved_from": "important",
        "moved_to": "ordinary",
        "moved": "down",
        "moved_why": "bought_differently",
        "value_from": Decimal(700),
        "value_to": Decimal(200),
        "orders_from": 7,
        "orders_to": 2,
        "revenue_from": Decimal(700),
        "revenue_to": Decimal(200),
        "returned_from": Decimal(0),
        "returned_to": Decimal(0),
        "recency_days": 96,
        "last_order": date(2024, 2, 24),
        "last_before": date(2024, 2, 24),
        "first_order": date(2022, 1, 1),
        "bought_again": None,
        "waited": False,
    }
    found = usual | changes
    return {"own_to": found["moved_to"]} | found


def test_the_move_and_its_reason() -> None:
    english = "Important → Ordinary: 2 orders instead of 7, last one 96 days ago; average order unchanged"
    assert move_sentence(row(), telling()) == english
    chinese = "次要客户 → 普通客户：订单 2 笔，此前 7 笔，最近一笔在 96 天前；平均每笔金额未变"
    assert move_sentence(row(), telling("zh")) == chinese


UP = {"moved": "up", "moved_from": "ordinary", "moved_to": "important"}
CASES: list[tuple[dict[str, Any], str, str]] = [
    # 3 orders of 100 as before, no: 3 x 100 -> 3 x 105 is a change of 5 %
    (
        {"orders_from": 3, "orders_to": 3, "revenue_from": Decimal(300), "revenue_to": Decimal(315), **UP},
        "average order ¥105 instead of ¥100; 3 orders as before",
        "平均每笔 ¥105，此前 ¥100；订单仍为 3 笔",
    ),
    # under 5 %: nothing that could be said changed
    (
        {"orders_from": 1, "orders_to": 1, "revenue_from": Decimal(100), "revenue_to": Decimal(104), **UP},
        "small changes in what was bought; 1 order as before, average order unchanged",
        "购买内容略有变化；订单仍为 1 笔，平均每笔金额未变",
    ),
    # only the order of the old month is left out, and 30 days are not long
    (
        {"orders_to": 6, "revenue_to": Decimal(600), "recency_days": 30},
        "6 orders instead of 7; average order unchanged",
        "订单 6 笔，此前 7 笔；平均每笔金额未变",
    ),
    # returns count from 5 % of the larger revenue on: 35 of 700
    (
        {"orders_to": 7, "revenue_to": Decimal(665), "returned_to": Decimal(35), "recency_days": 3},
        "average order ¥95 instead of ¥100, returns of ¥35, none before; 7 orders as before",
        "平均每笔 ¥95，此前 ¥100，退货 ¥35，此前没有；订单仍为 7 笔",
    ),
    (
        {"orders_to": 7, "revenue_to": Decimal(666), "returned_to": Decimal(34), "recency_days": 3},
        "small changes in what was bought; 7 orders as before, average order unchanged",
        "购买内容略有变化；订单仍为 7 笔，平均每笔金额未变",
    ),
    (
        {
            "orders_from": 6,
            "orders_to": 6,
            "revenue_from": Decimal(400),
            "returned_from": Decimal(200),
            "revenue_to": Decimal(600),
            **UP,
        },
        "average order ¥100 instead of ¥67, no returns instead of ¥200; 6 orders as before",
        "平均每笔 ¥100，此前 ¥67，没有退货，此前退货 ¥200；订单仍为 6 笔",
    ),
    (
        {"orders_to": 0, "revenue_to": Decimal(-50), "returned_to": Decimal(50), "moved_to": "unprofitable"},
        "no order instead of 7, returns of ¥50, none before, last one 96 days ago",
        "没有订单，此前 7 笔，退货 ¥50，此前没有，最近一笔在 96 天前",
    ),
    (
        {
            "orders_from": 0,
            "orders_to": 1,
            "revenue_from": Decimal(-5),
            "revenue_to": Decimal(80),
            "first_order": date(2024, 2, 1),
            **UP,
        },
        "1 order, none before, customer since 1 Feb 2024",
        "订单 1 笔，此前没有，2024年2月1日成为客户",
    ),
    (
        {"moved": "new", "moved_from": "new", "orders_from": 0, "bought_again": date(2024, 5, 3)},
        "first order on 3 May 2024, 2 orders, ¥100 each on average",
        "2024年5月3日首次下单，2 个订单，平均每笔 ¥100",
    ),
    (
        {"moved": "new", "orders_to": 1, "revenue_to": Decimal(80), "bought_again": date(2024, 5, 3)},
        "first order on 3 May 2024, one order of ¥80",
        "2024年5月3日首次下单，一笔订单，¥80",
    ),
    (
        {"moved": "new", "orders_to": 0, "bought_again": None},
        "no order yet, only returns or free goods",
        "尚无订单，只有退货或赠品",
    ),
    (
        {"moved": "returned", "orders_to": 1, "bought_again": date(2024, 5, 3), "last_before": date(2024, 1, 24)},
        "again on 3 May 2024, after 100 days without an order, one order of ¥200",
        "2024年5月3日再次下单，此前 100 天没有订单，一笔订单，¥200",
    ),
    (
        {"moved": "returned", "orders_to": 1, "bought_again": date(2024, 5, 3), "last_before": None},
        "again on 3 May 2024, one order of ¥200",
        "2024年5月3日再次下单，一笔订单，¥200",
    ),
    (
        {"moved": "lapsed", "moved_to": "lapsed", "moved_why": "old_month_left"},
        "no order since 24 Feb 2024, 96 days ago",
        "自2024年2月24日起再无订单，已 96 天",
    ),
    (
        {"moved": "lapsed", "last_order": None, "recency_days": None},
        "no order any more, only returns or free goods before",
        "不再有记录，此前也只有退货或赠品",
    ),
    # the line that was crossed is that of the better tier: Important, whose smallest value rose from 500 to 650
    (
        {"moved_why": "others_moved", "value_from": Decimal(600), "value_to": Decimal(600)},
        "own value unchanged; the line of Important went from ¥500 to ¥650",
        "自身价值未变；次要客户的门槛从 ¥500 变为 ¥650",
    ),
    (
        {"moved_why": "others_moved", "value_from": Decimal(600), "value_to": Decimal(630)},
        "own value +5.0 %; the line of Important went from ¥500 to ¥650",
        "自身价值 +5.0%；次要客户的门槛从 ¥500 变为 ¥650",
    ),
]


@pytest.mark.parametrize(("changes", "english", "chinese"), CASES)
def test_every_rule(changes: dict[str, Any], english: str, chinese: str) -> None:
    assert move_reason(row(**changes), telling()) == english
    assert move_reason(row(**changes), telling("zh")) == chinese


HELD: dict[str, Any] = {
    "waited": True,
    "value_from": Decimal(200),
    "orders_from": 2,
    "revenue_from": Decimal(200),
    "value_since": Decimal(700),
    "orders_since": 7,
    "revenue_since": Decimal(700),
    "returned_since": Decimal(0),
}


def test_a_change_that_had_to_hold_is_told_since_it_began() -> None:
    # two orders at both dates: what changed, changed in the month before
    english = "2 orders instead of 7, last one 96 days ago; average order unchanged"
    assert move_reason(row(**HELD), telling()) == f"holds for two month ends; since 31 Mar 2024: {english}"
    chinese = "订单 2 笔，此前 7 笔，最近一笔在 96 天前；平均每笔金额未变"
    assert move_reason(row(**HELD), telling("zh")) == f"已连续两个月末成立；与2024年3月31日相比：{chinese}"
    others = row(**HELD | {"moved_why": "others_moved", "value_since": Decimal(200)})
    assert move_reason(others, telling()).endswith(
        "since 31 Mar 2024: own value unchanged; the line of Important went from ¥550 to ¥650"
    )
    # who left altogether did so at once
    lapsed = HELD | {"moved": "lapsed", "moved_to": "lapsed"}
    assert move_reason(row(**lapsed), telling()) == "no order since 24 Feb 2024, 96 days ago"


def test_a_change_that_does_not_count_yet_is_said() -> None:
    waiting = row(moved_from="key", moved_to="key", own_to="important", moved="stayed", moved_why=None)
    told = "2 orders instead of 7; average order unchanged"
    assert move_reason(waiting, telling()) == f"{told}; Important by this month end alone, which does not count yet"
    assert move_reason(waiting, telling("zh")).endswith("；仅按本月末为次要客户，暂不计入")


def test_profit_is_said_where_it_ranks() -> None:
    told = move_reason(row(value_from=Decimal(90), value_to=Decimal(30)), replace(telling(), by_profit=True))
    assert told.startswith("2 orders instead of 7, gross profit ¥30 instead of ¥90, last one")
    unknown = move_reason(row(value_to=None, moved_to="uncosted"), replace(telling(), by_profit=True))
    assert "gross profit" not in unknown
