"""The playbook: whole in both languages, short, found by words, matched to what files call people, safe as a file."""

from __future__ import annotations

import pytest

from core.errors import QuestionError
from core.settings import TIER_CODES, Cut, Settings
from core.targets.actions import SUGGESTED_ACTIONS, suggested_action
from core.text.labels import LABELS
from core.text.playbook import (
    BOOK,
    PARTS,
    SUBJECTS,
    advice,
    checked_place,
    codes,
    original,
    parts,
    search,
    shown_codes,
    split_lines,
)
from core.text.playbook_files import html, markdown, pages
from core.text.playbook_match import personality, role
from core.text.playbook_synonyms import SYNONYMS
from core.text.signal_causes import CAUSES
from core.text.words import words_for

EN, ZH = words_for("en"), words_for("zh")
PLACES = [(subject, code, part) for subject in SUBJECTS for code in codes(subject) for part in parts(subject)]
COUNTS = {"tier": 8, "segment": 10, "stage": 5, "style": 4, "type": 24, "role": 4, "signal": len(CAUSES)}


def test_every_subject_is_there_and_named() -> None:
    assert {subject: len(codes(subject)) for subject in SUBJECTS} == COUNTS
    assert all(code in LABELS[subject] for subject in SUBJECTS for code in codes(subject))
    assert set(codes("tier")) == {*TIER_CODES, "unprofitable", "inactive"}
    assert set(codes("segment")) == set(LABELS["segment"])
    assert set(codes("stage")) == set(LABELS["stage"])
    assert set(codes("signal")) == set(LABELS["signal"])
    assert {*LABELS["playbook_part"]} == {*PARTS, "causes"}


def test_every_line_is_short_and_said_in_both_languages() -> None:
    for place in PLACES:
        english, chinese = original(place, EN), original(place, ZH)
        assert len(english) == len(chinese)
        assert 1 <= len(english) <= (6 if place[0] == "signal" else 3), place
        for said, translated in zip(english, chinese, strict=True):
            assert len(said) <= 130, said
            assert len(translated) <= 60, translated
            assert any("\u4e00" <= sign <= "\u9fff" for sign in translated), said


def test_of_the_tiers_those_of_the_workspace_are_shown() -> None:
    outside = ("unprofitable", "inactive")
    assert shown_codes("tier", Settings()) == (*TIER_CODES[:4], *outside)
    six = Settings(cut=Cut(ceilings=(100, 500, 1000, 3000, 6000, 10000)))
    assert shown_codes("tier", six) == (*TIER_CODES, *outside)
    two = Settings(cut=Cut(ceilings=(2000, 10000)))
    assert [page.code for page in pages(ZH, two, {}, "tier")] == [*TIER_CODES[:2], *outside]
    assert [page.code for page in pages(ZH, two, {}, "tier", "tier_6")] == ["tier_6"]
    assert not search("起订量", ZH, Settings())
    assert [hit.code for hit in search("起订量", ZH, six)] == ["tier_5"]


def test_no_line_is_said_twice() -> None:
    lines = [line for advices in BOOK.values() for found in advices.values() for part in PARTS
             for line in getattr(found, part)]  # fmt: skip
    assert len(lines) == len(set(lines))


def test_own_words_win_line_by_line_without_bullets() -> None:
    own = {("segment", "at_risk", "do"): "- Ring twice\n\n•  Then write"}
    assert advice(("segment", "at_risk", "do"), EN, own) == ("Ring twice", "Then write")
    assert suggested_action("at_risk", EN, own) == "Ring twice"
    assert suggested_action("cant_lose", EN, own) == SUGGESTED_ACTIONS["cant_lose"]
    assert suggested_action("key", EN, own) == suggested_action(None, EN, own) == ""
    assert split_lines("-5 % for all\r\n* 2nd") == ("-5 % for all", "2nd")


@pytest.mark.parametrize(
    ("place", "error"),
    [
        (("weather", "key", "do"), "playbook_subject"),
        (("tier", "gold", "do"), "playbook_code"),
        (("tier", "key", "causes"), "playbook_part"),
        (("signal", "quiet", "do"), "playbook_part"),
    ],
)
def test_unknown_places_are_named(place: tuple[str, str, str], error: str) -> None:
    with pytest.raises(QuestionError) as caught:
        checked_place(place)
    assert caught.value.code == error


def test_search_finds_by_name_and_by_words_in_both_languages() -> None:
    settings = Settings()
    by_name = search("hesitant", EN, settings)
    assert (by_name[0].subject, by_name[0].code, by_name[0].line) == ("type", "hesitant", "")
    assert ("type", "hesitant") in {(hit.subject, hit.code) for hit in search("犹豫", ZH, settings)}
    (hit,) = search("invoice LATE wrong", EN, settings)
    assert (hit.subject, hit.code) == ("signal", "late_payment")
    assert "invoice late" in hit.line
    own = {("role", "user", "do"): "Bring biscuits"}
    (hit,) = search("biscuits", EN, settings, own)
    assert (hit.code, hit.line) == ("user", "Bring biscuits")
    assert search("biscuits", EN, settings) == search("  ", EN, settings) == ()


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("Driving", ["decisive"], []),
        ("支配型", ["decisive"], []),
        ("分析型客户", ["fact_minded"], []),
        ("Amiable / suspicious", ["considerate", "doubtful"], []),
        ("表达型，多疑", ["outgoing", "doubtful"], []),
        ("rather cautious and thrifty", ["cautious", "thrifty"], []),
        ("和氣、固執", ["good_natured", "firm_minded"], []),
        ("ＡＮＡＬＹＴＩＣＡＬ", ["fact_minded"], []),
        ("分析型（讲究茶）", ["fact_minded"], ["讲究茶"]),
        ("a mystery and a riddle", [], ["a mystery and a riddle"]),
        ("cautious and a riddle", [], ["cautious and a riddle"]),
        ("analytical; Analytical", ["fact_minded"], []),
        ("<b>x</b>", [], ["<b>x<", "b>"]),
        ("", [], []),
        (None, [], []),
    ],
)
def test_personality_is_matched(text: str | None, known: list[str], unknown: list[str]) -> None:
    found = personality(text)
    assert [code for _, code in found.known] == known
    assert list(found.unknown) == unknown


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("Buyer", ["buyer"], []),
        ("张总：决策者", ["decider"], ["张总"]),
        ("老板兼采购", ["decider", "buyer"], []),
        ("Purchasing manager, CEO", ["buyer", "decider"], []),
        ("總經理", ["decider"], []),
        ("使用者", ["user"], []),
        ("非决策者", [], ["非决策者"]),
        ("not a buyer", [], ["not a buyer"]),
    ],
)
def test_buying_roles_are_matched(text: str, known: list[str], unknown: list[str]) -> None:
    found = role(text)
    assert [code for _, code in found.known] == known
    assert list(found.unknown) == unknown


def test_every_synonym_means_one_thing() -> None:
    for subject, by_code in SYNONYMS.items():
        ask = role if subject == "role" else personality
        for code, listed in by_code.items():
            for word in listed.split("|"):
                assert ask(word).known == ((subject, code),), word


def test_the_usual_lists_of_types_are_all_known() -> None:
    """Four styles, and the longer lists that sales training in Chinese works with."""
    names = (
        "支配型 表达型 和蔼型 分析型 理智型 任务型 贪婪型 主人翁型 沉默型 唠叨型 和气型 骄傲型 刁酸型 完全拒绝型 "
        "犹豫不决型客户 脾气暴躁型的客户 自命清高的客户 世故老练型的客户 小心翼翼型的客户 节约俭朴型的客户 "
        "来去匆匆型的客户 理智好辩型客户 虚荣心强的客户 贪小便宜型的客户 八面玲珑型的客户 滔滔不绝型的客户 "
        "沉默羔羊型的客户 友善型 保守型 固执型 多疑型 现实型 刁难型 吝啬型"
    )
    assert [name for name in names.split() if not personality(name).known] == []


def test_files_hold_texts_as_texts() -> None:
    own = {("role", "user", "avoid"): "<script>alert(1)</script> **bold** [x](javascript:y)\n1. first"}
    made = pages(EN, Settings(), own, "role")
    text, printed = markdown("A & <B>", made, EN), html("A & <B>", made, EN).decode()
    assert text.startswith(
        "# A \\& \\<B\\>\n\n## Buying role\n\n### Buyer\n\n**How to recognise**\n\n- Places the order"
    )
    assert r"- \<script\>alert\(1\)\</script\> \*\*bold\*\* \[x\]\(javascript:y\)" in text
    assert "- 1\\. first" in text
    assert "<script" not in printed
    assert "&lt;script&gt;" in printed
    assert "<h1>A &amp; &lt;B&gt;</h1>" in printed
    assert [page.own for page in made] == [(), (), (), ("avoid",)]
