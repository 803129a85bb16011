"""Groups of rules: brackets, and, or, not; as SQL, in words, and hostile text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.settings import Settings
from core.store.engine import Engine
from core.targets.predicates import predicate
from core.targets.rules import MOST_RULES, Condition, Rule, RuleGroup, checked, parse_rule, rule_of, rules_in
from core.targets.sentences import rule_sentence
from core.text.words import words_for

KEY, OLD, NORTH = (parse_rule(text) for text in ("tier = key", "recency_days > 60", "region = North"))
EITHER = RuleGroup("any", (KEY, OLD))
NOT_NORTH = RuleGroup("none", (NORTH,))


def called(name: str) -> Rule:
    """The rule that asks for this name."""
    return Rule("customer_name", "=", (name,))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("tier = key or recency_days > 60", RuleGroup("any", (KEY, OLD))),
        ("(tier = key or recency_days > 60)", RuleGroup("any", (KEY, OLD))),
        ("tier = key AND recency_days > 60", RuleGroup("all", (KEY, OLD))),
        ("tier=key or recency_days>60 and region=North", RuleGroup("any", (KEY, RuleGroup("all", (OLD, NORTH))))),
        ("(tier=key or recency_days>60)and region=North", RuleGroup("all", (RuleGroup("any", (KEY, OLD)), NORTH))),
        ("not (tier = key or recency_days > 60)", RuleGroup("none", (KEY, OLD))),
        ("not (tier = key and recency_days > 60)", RuleGroup("none", (RuleGroup("all", (KEY, OLD)),))),
        ("not tier = key and region = North", RuleGroup("all", (RuleGroup("none", (KEY,)), NORTH))),
        ("not not tier = key", RuleGroup("none", (RuleGroup("none", (KEY,)),))),
        ("（tier＝key or recency_days＞60） and not（region = North)", RuleGroup("all", (EITHER, NOT_NORTH))),
        ("(((tier = key)))", KEY),
        ("value between 1 and 5 and tier = key", RuleGroup("all", (parse_rule("value between 1 and 5"), KEY))),
        ('(customer_name = "or tier = key)" or tier = key)', RuleGroup("any", (called("or tier = key)"), KEY))),
        ("(customer_name = 北京（集团） or tier = key)", RuleGroup("any", (called("北京（集团）"), KEY))),
        ("customer_name = Marks and Spencer", Rule("customer_name", "=", ("Marks and Spencer",))),
        ("customer_name = North or (South)", Rule("customer_name", "=", ("North or (South)",))),
        ("customer_name = Fish and Chips in London", Rule("customer_name", "=", ("Fish and Chips in London",))),
        ("customer_name = (", Rule("customer_name", "=", ("(",))),
        ("region in and,or,not", Rule("region", "in", ("and", "or", "not"))),
    ],
)  # fmt: skip
def test_text_is_understood(text: str, group: Condition) -> None:
    assert parse_rule(text) == group
    assert parse_rule(str(group)) == group


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(tier = key", "rule_brackets"),
        ("(tier = key or region = North))", "rule_brackets"),
        ("tier = key or (region = North", "rule_brackets"),
        ("(tier = key) region = North", "rule_brackets"),
        ("()", "rule_unreadable"),
        ("(tier = key or )", "rule_code"),
        ("tier = key or colour = red", "rule_column"),
        ("(" * 9 + "tier = key" + ")" * 9, "rule_nested"),
        ("(" * 100_000, "rule_nested"),
        ("not " * 50_000 + "tier = key", "rule_nested"),
        ("tier = key or " * 50_000, "rule_code"),
        (" or ".join(["r = 1"] * (MOST_RULES + 1)), "rules_many"),
    ],
)
def test_what_cannot_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_rule(text)
    assert caught.value.code == code


def test_a_group_made_by_hand_is_checked() -> None:
    deep: Condition = KEY
    for _ in range(5):
        deep = RuleGroup("none", (deep, OLD))
    for group, code in (
        (RuleGroup("any", ()), "rule_group_empty"),
        (deep, "rule_nested"),
        (RuleGroup("none", (Rule("1=1; drop table x", "=", ("key",)),)), "rule_column"),
    ):
        with pytest.raises(QuestionError) as caught:
            predicate([group])
        assert caught.value.code == code
    assert checked(RuleGroup("all", (Rule("value", ">", (5,)),))) == Rule("value", ">", (Decimal(5),))


TEXTS = st.text(min_size=1).filter(lambda text: text.strip() == text and "\0" not in text)
TRAPS = st.sampled_from(
    ["and", "or", "not", "tier = key", "or tier = key", "(", ")", "（", "a)", '"', "'", "in", "value"]
)
LEAVES = st.one_of(
    st.builds(lambda texts: rule_of("region", "in", texts), st.lists(TEXTS | TRAPS, min_size=1, max_size=3)),
    st.builds(lambda text: rule_of("customer_name", "=", [text]), TEXTS | TRAPS),
    st.builds(lambda one, two: rule_of("f", "between", sorted((one, two))), st.integers(1, 5), st.integers(1, 5)),
    st.builds(lambda value: rule_of("r", ">", [value]), st.integers(0, 5)),
)
GROUPS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda kind, members: RuleGroup(kind, tuple(members)),
        st.sampled_from(["any", "all", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def _deep(rule: Condition) -> int:
    return 0 if isinstance(rule, Rule) else 1 + max(map(_deep, rule.members))


SHALLOW = GROUPS.filter(lambda rule: _deep(rule) <= 4)


@settings(max_examples=150, deadline=None)
@given(SHALLOW)
def test_any_group_survives_being_written_and_read(group: Condition) -> None:
    whole = checked(group)
    assert parse_rule(str(whole)) == whole
    assert checked(whole) == whole


ROWS = "(values (1, 1, 2, 'N', 'a'), (2, 3, null, 'S', 'or'), (3, null, 5, null, '('), (4, 5, 1, 'N', null))"


def _holds(rule: Condition, row: dict[str, object]) -> bool:
    """What a rule means, in plain Python: a missing value is met by no rule."""
    if isinstance(rule, RuleGroup):
        met = [_holds(member, row) for member in rule.members]
        return {"any": any(met), "all": all(met), "none": not any(met)}[rule.kind]
    value = row[rule.column]
    if value is None:
        return False
    low, high = rule.values[0], rule.values[-1]
    held = {"in": value in rule.values, "=": value == low}
    if isinstance(value, int):
        held |= {">": value > low, "between": low <= value <= high}  # type: ignore[operator]
    return held[rule.operator]


def test_the_predicate_means_what_the_group_says(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "t.duckdb")
    names = ("n", "r", "f", "region", "customer_name")
    rows = [dict(zip(names, row, strict=True)) for row in engine.rows(f"from {ROWS}")]

    @settings(max_examples=60, deadline=None)
    @given(SHALLOW)
    def same(rule: Condition) -> None:
        sql, values = predicate([rule]) or ("", {})
        found = engine.rows(f"select n from {ROWS} v({', '.join(names)}) where {sql} order by n", values)
        assert [n for (n,) in found] == [row["n"] for row in rows if _holds(checked(rule), row)]

    same()
    engine.close()


def test_only_known_names_and_places_stand_in_the_sql() -> None:
    found = predicate([KEY, parse_rule('not (region = "x) or 1=1 --" or (tier = small and value > 5))')])
    assert found is not None
    assert found[0] == (
        '("tier" = $rule_0_0) and (not coalesce(("region" = $rule_1_g0_0) or '
        '(("tier" = $rule_1_g1_g0_0) and ("value" > $rule_1_g1_g1_0)), false))'
    )
    assert list(found[1].values()) == ["key", "x) or 1=1 --", "small", Decimal(5)]


def test_a_group_in_words() -> None:
    rule = parse_rule("(tier in key,important or not (region = North) or (recency_days > 60 and order_count = 1))")
    english, chinese = (rule_sentence(rule, words_for(one), Settings(currency="CNY")) for one in ("en", "zh"))
    assert english == (
        "at least one of: (tier is Key or Important; not (region is North); "
        "all of: (last order more than 60 days ago; exactly 1 order))"
    )
    assert chinese == (
        "至少满足其一（客户层级为重要客户或次要客户；不满足（地区为North）；"
        "同时满足（距上次下单超过 60 天；正好 1 个订单））"
    )
    named = parse_rule("not (customer_id in 1,2,3,4)")
    assert rule_sentence(named, words_for("en"), Settings(), 3) == "not (one of 4 chosen by name)"
    assert rule_sentence(parse_rule("not (r = 1 or f = 2)"), words_for("zh"), Settings()) == "均不满足（R为1；F为2）"
    assert [one.column for one in rules_in([rule])] == ["tier", "region", "recency_days", "order_count"]
