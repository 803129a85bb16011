"""What lies outside of what a column can hold is refused with the value that was probably meant; days are named."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics.question import Question
from core.settings import RfmRules, Settings
from core.targets.choice import Choice
from core.targets.choice_words import choice_sentences
from core.targets.limits import check_limits
from core.targets.lists import target_list
from core.targets.own_segments import OwnSegment, load_segments, save_segment
from core.targets.rules import parse_rule
from core.targets.sentences import reason, rule_sentence
from core.text.messages import message
from core.text.words import words_for
from tests.metrics.lines import line
from tests.support import workspace_with


@pytest.mark.parametrize(
    ("rule", "reason", "english", "chinese"),
    [
        (
            "likelihood > 30",
            "percent",
            "Purchase likelihood (likelihood) is a share between 0 and 1; 30 is outside. For 30 % write 0.3.",
            "购买可能性（likelihood）是 0 到 1 之间的比例，30 超出了这个范围。要表示 30%，请写 0.3。",
        ),
        (
            "likelihood between 0.5 and 7.5",
            "percent",
            "Purchase likelihood (likelihood) is a share between 0 and 1; 7.5 is outside. For 7.5 % write 0.075.",
            "购买可能性（likelihood）是 0 到 1 之间的比例，7.5 超出了这个范围。要表示 7.5%，请写 0.075。",
        ),
        (
            "value_index > 2",
            None,
            "Value index (value_index) lies between 0 and 1; 2 is outside. Give a value in between.",
            "价值指数（value_index）的取值在 0 到 1 之间，2 超出了这个范围。请填写范围内的值。",
        ),
        (
            "(tier in key or (likelihood < 0 and value > 5))",
            "nobody",
            "Purchase likelihood (likelihood) lies between 0 and 1, so < 0 finds nobody. Give another value.",
            "购买可能性（likelihood）的取值在 0 到 1 之间，< 0 选不出任何客户。请换一个值。",
        ),
    ],
)
def test_the_sentence_names_what_was_meant(rule: str, reason: str | None, english: str, chinese: str) -> None:
    with pytest.raises(QuestionError) as caught:
        check_limits([parse_rule(rule)])
    assert caught.value.code == "rule_outside"
    assert caught.value.fields.get("reason") == reason
    assert message(caught.value, words_for("en")) == english
    assert message(caught.value, words_for("zh")) == chinese


@pytest.mark.parametrize(
    "rule",
    ["likelihood >= -0.1", "likelihood < 120", "likelihood > 120%", "likelihood > 1", "satisfaction_index > 100"],
)
def test_beyond_the_ends_is_refused(rule: str) -> None:
    with pytest.raises(QuestionError, match="rule_outside") as caught:
        check_limits([parse_rule(rule)])
    assert caught.value.fields["meant"] is None


def test_what_can_be_stays_allowed() -> None:
    can_be = "likelihood >= 1;likelihood = 0;likelihood > 30%;likelihood between 0 and 1;share_of_wallet > 1.2;"
    can_be += "share_of_wallet < -0.1;to_next_tier_share <= 0.2;satisfaction_index >= 100;gross_profit < -5;tier in key"
    check_limits([parse_rule(rule) for rule in can_be.split(";")])


def test_a_list_and_a_segment_are_held_to_it_and_what_is_kept_can_be_read(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [line("A", 5)])
    rule = parse_rule("value_index > 2")
    with pytest.raises(QuestionError, match="rule_outside"):
        target_list(workspace, Question(), RfmRules(), [rule], words=words_for("en"))
    kept = OwnSegment(0, 0, "Best", (rule,))
    with pytest.raises(QuestionError, match="rule_outside"):
        save_segment(workspace, kept)
    made = save_segment(workspace, replace(kept, rules=(parse_rule("value_index > 0.2"),)))
    with workspace.writing() as cursor:
        cursor.run("update own_segments set rules = $rules", {"rules": json.dumps([str(rule)])})
    assert load_segments(workspace) == (replace(kept, segment_id=made, place=1),)


def test_the_days_of_the_forecast_stand_in_its_words() -> None:
    settings, english, chinese = Settings(currency="CNY"), words_for("en"), words_for("zh")
    likely, orders = parse_rule("likelihood >= 0.7"), parse_rule("not (expected_orders between 1 and 2)")
    assert (
        rule_sentence(likely, english, settings, horizon_days=60) == "purchase likelihood within 60 days at least 70 %"
    )
    assert rule_sentence(likely, chinese, settings, horizon_days=60) == "购买可能性（60 天内）不低于 70%"
    assert rule_sentence(likely, english, settings) == "purchase likelihood at least 70 %"
    assert rule_sentence(orders, english, settings, horizon_days=1) == (
        "not (expected purchases within 1 day between 1 and 2)"
    )
    row = {"likelihood": Decimal("0.68"), "usual_gap_days": 24, "expected_profit": Decimal(12)}
    spoken_of = ("likelihood", "expected_profit")
    assert reason(row, None, spoken_of, english, settings, 60) == (
        "68.0 % likely to buy within 60 days, usual gap 24 days · expected profit within 60 days ¥12"
    )
    assert reason(row, None, spoken_of, chinese, settings, 60) == (
        "60 天内购买可能性 68.0%，通常间隔 24 天 · 预计毛利（60 天内）¥12"
    )
    assert reason({"likelihood": Decimal("0.9999")}, None, ("likelihood",), english, settings, 60) == (
        "over 99 % likely to buy within 60 days"
    )
    first = choice_sentences(Choice(by="expected_profit", top=50), english, settings, {}, 60)
    assert first == ("the first 50 by expected profit within 60 days",)
