"""Rules: what is understood, what is refused, and that user text never becomes SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import QuestionError
from core.settings import Settings
from core.store.engine import Engine
from core.targets.fields import FIELDS, OPERATORS, codes_of
from core.targets.predicates import predicate
from core.targets.rules import Rule, checked, parse_rule, rule_of
from core.targets.sentences import rule_sentence
from core.text.words import words_for

SETTINGS = Settings(currency="CNY")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tier in key,important", Rule("tier", "in", ("key", "important"))),
        ("tier not in small", Rule("tier", "not in", ("small",))),
        ("TIER NOT  IN Key", Rule("tier", "not in", ("key",))),
        ("recency_days > 60", Rule("recency_days", ">", (60,))),
        ("recency_days>=60", Rule("recency_days", ">=", (60,))),
        ("recency_days ≥ 60", Rule("recency_days", ">=", (60,))),
        ("value between 1000 and 5000.50", Rule("value", "between", (Decimal(1000), Decimal("5000.50")))),
        ("value between -5,5", Rule("value", "between", (Decimal(-5), Decimal(5)))),
        ("last_order < 2011-11-30", Rule("last_order", "<", (date(2011, 11, 30),))),
        ("r in 4,5", Rule("r", "in", (4, 5))),
        ("f = 3", Rule("f", "=", (3,))),
        ('region in "North, upper",South', Rule("region", "in", ("North, upper", "South"))),
        ("customer_name = O'Brien = Sons", Rule("customer_name", "=", ("O'Brien = Sons",))),
        ('customer_name = "a ""b"" c"', Rule("customer_name", "=", ('a "b" c',))),
        ("region = 华北", Rule("region", "=", ("华北",))),
        ("opted_out = NO", Rule("opted_out", "=", (False,))),
        ("rank <= 100", Rule("rank", "<=", (100,))),
        ("tier in key，important", Rule("tier", "in", ("key", "important"))),
        ("tier in key、important", Rule("tier", "in", ("key", "important"))),
        ('region in "北京，上海"，华东', Rule("region", "in", ("北京，上海", "华东"))),
        ("value ＞＝ 5", Rule("value", ">=", (Decimal(5),))),
        ("value＜＝５", Rule("value", "<=", (Decimal(5),))),
        ("value between 1，5", Rule("value", "between", (Decimal(1), Decimal(5)))),
        ("class in 111,001", Rule("class", "in", ("111", "001"))),
        ("likelihood ≥ 50％", Rule("likelihood", ">=", (Decimal("0.5"),))),
        ("likelihood between 7.5 % and 0.6", Rule("likelihood", "between", (Decimal("0.075"), Decimal("0.6")))),
    ],
)
def test_text_is_understood(text: str, rule: Rule) -> None:
    assert parse_rule(text) == rule
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        ("", "rule_unreadable", {}),
        ("tier", "rule_unreadable", {"rule": "tier"}),
        ("colour = red", "rule_column", {"column": "colour"}),
        ("tier > key", "rule_operator", {"operator": ">", "operators": "in, not in, ="}),
        ("tier like k%", "rule_operator", {"operator": "like"}),
        ("recency_days != 5", "rule_operator", {"operator": "!="}),
        ("opted_out = maybe", "rule_code", {"codes": "yes, no"}),
        ("tier in platinum", "rule_code", {"value": "platinum"}),
        ("tier in unassigned", "rule_code", {}),
        ("recency_days > soon", "rule_value", {"value": "soon", "type": "number"}),
        ("recency_days > 1.5", "rule_value", {}),
        ("recency_days > 99999999999", "rule_value", {}),
        ("value > NaN", "rule_value", {}),
        ("value > 1e99", "rule_value", {}),
        ("value between 1,000 and 5,000", "rule_value", {"value": "1,000"}),
        ("last_order > 30.11.2011", "rule_value", {"type": "date"}),
        ("value between 5 and 1", "rule_order", {"low": "5", "high": "1"}),
        ("value between 5", "rule_count", {"count": 1, "wanted": "2"}),
        ("tier in ,", "rule_count", {"count": 0}),
        ("region = ", "rule_value", {}),
        ('region in "open', "rule_unreadable", {}),
    ],
)
def test_what_cannot_be_is_refused(text: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_rule(text)
    assert caught.value.code == code
    assert fields.items() <= caught.value.fields.items()


def test_a_rule_made_by_hand_is_checked() -> None:
    assert checked(Rule("value", ">", (5,))).values == (Decimal(5),)
    assert rule_of("r", "in", ["4", 5]).values == (4, 5)
    for bad in (Rule("tier; drop table x", "=", ("key",)), Rule("value", "> 0 or 1 =", (1,)), Rule("r", "=", (True,))):
        with pytest.raises(QuestionError):
            predicate([bad])


def test_only_known_names_stand_in_the_sql() -> None:
    hostile = "x') or 1=1 --"
    found = predicate([parse_rule("tier in key,small"), Rule("customer_name", "=", (hostile,))])
    assert found is not None
    sql, values = found
    assert sql == '("tier" in ($rule_0_0, $rule_0_1)) and ("customer_name" = $rule_1_0)'
    assert values == {"rule_0_0": "key", "rule_0_1": "small", "rule_1_0": hostile}
    assert predicate([]) is None


def _chosen(tmp_path: Path, *rules: str) -> list[int]:
    """Which rows of four remain: amounts 10, 20, none and -5; days in 2011; regions N, S, none and N."""
    engine = Engine(tmp_path / "t.duckdb")
    rows = (
        "select * from (values (1, 10.0, date '2011-01-01', 'N', 5, true),"
        " (2, 20.0, date '2011-02-01', 'S', null, false),"
        " (3, null, null, null, 0, null), (4, -5.0, date '2011-03-01', 'N', 60, null)) "
        "v(n, value, last_order, region, recency_days, opted_out)"
    )
    sql, values = predicate([parse_rule(rule) for rule in rules]) or ("true", {})
    found = [row[0] for row in engine.rows(f"select n from ({rows}) where {sql} order by n", values)]
    engine.close()
    return found


@pytest.mark.parametrize(
    ("rules", "rows"),
    [
        ([], [1, 2, 3, 4]),
        (["value > 10"], [2]),
        (["value >= 10"], [1, 2]),
        (["value < 10"], [4]),
        (["value <= 10"], [1, 4]),
        (["value = 20.00"], [2]),
        (["value between -5 and 10"], [1, 4]),
        (["region in N"], [1, 4]),
        (["region not in N"], [2]),  # the row without a region is not taken
        (["last_order >= 2011-02-01"], [2, 4]),
        (["region in N", "value > 0"], [1]),
        (["recency_days < 60"], [1, 3]),
        (["opted_out = yes"], [1]),
        (["opted_out = no"], [2, 3, 4]),
    ],
)
def test_the_predicate_does_what_the_rule_says(tmp_path: Path, rules: list[str], rows: list[int]) -> None:
    assert _chosen(tmp_path, *rules) == rows


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("tier in key,important", "tier is Key or Important", "客户层级为重要客户或次要客户"),
        (
            "tier not in key,important,small",
            "tier is not Key, Important or Small",
            "客户层级不是重要客户、次要客户或小客户",
        ),
        ("recency_days > 60", "last order more than 60 days ago", "距上次下单超过 60 天"),
        ("recency_days <= 1", "last order at most 1 day ago", "距上次下单不超过 1 天"),
        ("recency_days between 30 and 60", "last order 30 to 60 days ago", "距上次下单 30 至 60 天"),
        ("order_count >= 2", "at least 2 orders", "至少 2 个订单"),
        ("value > 10000", "value above ¥10,000", "价值高于 ¥10,000"),
        ("revenue between 10.50 and 20", "revenue between ¥10.50 and ¥20", "销售收入在 ¥10.50 和 ¥20 之间"),
        ("satisfaction_index < 60.5", "satisfaction below 60.50", "满意度低于 60.50"),
        ("last_order < 2011-11-30", "last order before 30 Nov 2011", "最近下单日早于 2011年11月30日"),
        ("segment = cant_lose", "segment is Can't lose", "RFM 分群为重点挽回客户"),
        ("r in 4,5", "R is 4 or 5", "R 为 4 或 5"),
        ("opted_out = no", "opted out is no", "拒绝营销为否"),
        ("rank <= 100", "rank at most 100", "排名不高于 100"),
        ("region = 华北", "region is 华北", "地区为华北"),
    ],
)
def test_a_rule_in_words(text: str, english: str, chinese: str) -> None:
    rule = parse_rule(text)
    assert rule_sentence(rule, words_for("en"), SETTINGS) == english
    assert rule_sentence(rule, words_for("zh"), SETTINGS).replace(" ", "") == chinese.replace(" ", "")


def test_own_labels_stand_in_the_sentence() -> None:
    own = Settings(label_set="own", own_labels={"key": "Gold"})
    assert rule_sentence(parse_rule("tier = key"), words_for("en"), own) == "tier is Gold"
    big = Settings(label_set="big_customer")
    assert rule_sentence(parse_rule("tier = key"), words_for("zh"), big) == "客户层级为大客户"


@pytest.mark.parametrize("column", FIELDS)
def test_every_operator_of_every_column_has_words(column: str) -> None:
    samples = {
        "code": codes_of(column)[0] if FIELDS[column] == "code" else "",
        "level": 3,
        "number": 3,
        "money": Decimal(3),
        "date": date(2011, 1, 3),
        "text": "x",
        "flag": True,
    }
    value = samples[FIELDS[column]]
    for operator in OPERATORS[FIELDS[column]]:
        rule = rule_of(column, operator, [value] * (2 if operator == "between" else 1))
        english, chinese = (rule_sentence(rule, words_for(language), SETTINGS) for language in ("en", "zh"))
        assert english != chinese or column in {"r", "f", "m"}
        assert "{" not in english + chinese


@given(st.text(min_size=1).filter(lambda text: text.strip() == text and "\0" not in text))
def test_any_text_survives_being_written_and_read(text: str) -> None:
    rule = rule_of("customer_name", "=", [text])
    assert parse_rule(str(rule)) == rule


@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip() == text and "\0" not in text), min_size=1))
def test_any_texts_survive_being_written_and_read(texts: list[str]) -> None:
    rule = rule_of("region", "in", texts)
    assert parse_rule(str(rule)) == rule
