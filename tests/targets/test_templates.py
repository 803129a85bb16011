"""Templates: whom they choose, by hand; what they lack; what each name is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import Cut, RfmRules, Settings
from core.store.workspace import Workspace, open_workspace
from core.targets.about import ABOUT, SPEAKING_OF, action_by_subject, with_beside
from core.targets.lists import target_list
from core.targets.sentences import reason
from core.targets.templates import NEEDED, TEMPLATES, lacking, template_counts, template_rules
from core.text.words import words_for
from tests.metrics.lines import line, one_each
from tests.support import workspace_with

ENGLISH, CHINESE = words_for("en"), words_for("zh")
DAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten customers of 100 down to 10, all on the last day but C01 and C02, who came in March; C11 brings a loss.

    Of ten 1 is Key, 1 Important, 3 Ordinary (from 60), 5 Small. C03 (80) owes 80 since a month. C09 (20) and C10 (10)
    need 1,000 a year. C02 gave 2 of 5. C07 has opted out.
    """
    lines = [*one_each(100, 90, 80, 80, 60, 55, 40, 30, 20, 10), line("C11", -5)]
    for one in lines[:2]:
        one["order_date"] = date(2024, 3, 1)
    lines[2] |= {"due_date": date(2024, 5, 31), "paid_date": None}
    lines[3] |= {"due_date": date(2024, 5, 31), "paid_date": date(2024, 6, 1)}
    people: list[dict[str, object]] = [{"customer_id": code, "annual_need": 1000} for code in ("C09", "C10")]
    people.append({"customer_id": "C07", "opted_out": True})
    answer = {"answered_on": DAY, "customer_id": "C02", "dimension": "product", "score": 2, "lowest": 1, "highest": 5}
    folder = tmp_path_factory.mktemp("templates")
    workspace_with(folder, lines, people, [answer], name="main")
    workspace_with(folder, one_each(50, 40), name="bare")
    return folder


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """The workspace of `home`."""
    return open_workspace("main", home)


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ("win_back", ["C01", "C02"]),
        ("second_order", ["C03", "C04", "C05", "C06", "C08", "C09", "C10"]),
        ("unhappy_valuable", ["C02"]),
        ("nearly_up", ["C02", "C06"]),  # 10 of 100 lack; 5 of 60; C03 lacks 10 of 90
        ("big_elsewhere", ["C09", "C10"]),
        ("pay_overdue", ["C03"]),
        ("cost_more", ["C11"]),
    ],
)
def test_whom_they_choose(workspace: Workspace, code: str, ids: list[str]) -> None:
    rules = template_rules(workspace, Question(), code)
    found = target_list(workspace, Question(), RfmRules(), rules, words=ENGLISH)
    assert sorted(found.table["customer_id"]) == ids
    assert template_counts(workspace, Question(), RfmRules())[code] == len(ids)


def test_what_a_name_is_told(workspace: Workspace) -> None:
    def told(code: str, words_of: str = "en") -> tuple[str, str]:
        rules = template_rules(workspace, Question(), code)
        words = words_for("zh") if words_of == "zh" else ENGLISH
        row = target_list(workspace, Question(), RfmRules(), rules, words=words).table.iloc[0]
        return row["reason"], row["action"]

    assert told("nearly_up") == (
        "Important · 2nd by revenue · needs ¥10 more to become Key · last order 121 days ago",
        ABOUT["nearly_up"][0],
    )
    assert told("nearly_up", "zh")[0] == "次要客户 · 销售收入第 2 名 · 再增加 ¥10 即可成为重要客户 · 距上次下单 121 天"
    assert told("pay_overdue") == (
        "Ordinary · 3rd by revenue · overdue amount ¥80 · last order that day",
        ABOUT["pay_overdue"][0],
    )
    assert told("unhappy_valuable")[1] == ABOUT["unhappy"][0]


def test_the_tiers_of_the_cut_are_meant(workspace: Workspace) -> None:
    two = Question(cut=Cut("share", (2000, 10000)))
    assert template_rules(workspace, two, "win_back")[0].values == ("key",)
    assert template_rules(workspace, two, "before_too_late")[1].values == ("key",)
    assert template_rules(workspace, two, "could_become_loyal")[1].values == ("key", "important")
    assert template_rules(workspace, two, "big_elsewhere")[0].values == ("important", "unprofitable")
    with pytest.raises(QuestionError, match="template_unknown"):
        template_rules(workspace, two, "nobody")


def test_what_is_lacking_is_said_and_not_counted(home: Path) -> None:
    bare = open_workspace("bare", home)
    assert {code: lacking(bare, code) for code in TEMPLATES if lacking(bare, code)} == {
        "unhappy_valuable": "survey",
        "big_elsewhere": "annual_need",
        "pay_overdue": "due_dates",
    }
    counts = template_counts(bare, Question(), RfmRules())
    assert [code for code, count in counts.items() if count is None] == [
        "unhappy_valuable",
        "big_elsewhere",
        "pay_overdue",
    ]
    assert counts["cost_more"] == 0


def test_counts_follow_the_question(workspace: Workspace) -> None:
    orders = replace(Question(), value="order_count")  # all have one order: all are Key
    assert template_counts(workspace, orders, RfmRules())["nearly_up"] == 0
    gross = template_counts(workspace, replace(Question(), refunds="gross"), RfmRules())
    assert gross["cost_more"] == 0


def test_a_list_says_what_it_is_about() -> None:
    row: dict[str, object] = {"satisfaction_index": Decimal(80), "overdue_amount": None, "stage": "declining"}
    assert action_by_subject(row, ["satisfaction_index"], ENGLISH) == ""  # they are content
    assert action_by_subject(row, ["tier", "overdue_amount"], ENGLISH) == ""
    assert action_by_subject(row, ["stage"], ENGLISH) == ABOUT["declining"][0]
    assert action_by_subject(row, ["tier"], ENGLISH) == ""
    assert with_beside(["tier", "to_next_tier"]) == ("tier", "to_next_tier", "next_tier", "to_next_tier_share")
    assert ABOUT.keys() == SPEAKING_OF.keys()
    settings = Settings(value="order_count")
    row = {"next_tier": "key", "to_next_tier": Decimal("1.0000"), "tier": None}
    assert reason(row, None, ["to_next_tier_share"], ENGLISH, settings) == "needs 1 more order to become Key"
    row |= {"to_next_tier": Decimal("3.0000"), "next_category": "Paper", "next_category_support": 34,
            "next_category_similar": 1120}  # fmt: skip
    assert reason(row, None, ["next_tier", "next_category"], ENGLISH, settings) == (
        "needs 3 more orders to become Key · fits next: Paper, 34 of 1,120 similar customers"
    )
    index = Settings(value="value_index")
    row |= {"to_next_tier": Decimal("0.0003")}
    assert reason(row, None, ["to_next_tier"], ENGLISH, index) == "needs 0.0003 more to become Key"
    assert reason(row, None, ["next_category"], CHINESE, settings) == (
        "适合推荐：Paper（1,120 位相似客户中有 34 位随后购买）"
    )


def test_every_template_is_said_in_chinese() -> None:
    said = [text for one in TEMPLATES.values() for text in (one.title, one.purpose)]
    for text in (*said, *NEEDED.values(), *(sentence for sentence, _ in ABOUT.values())):
        assert CHINESE(text) != text
