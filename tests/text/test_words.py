"""How figures and months are written."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.errors import QuestionError
from core.text.messages import message
from core.text.words import held_together, words_for
from pages.shared.header import unfinished


@pytest.mark.parametrize(("language", "text"), [("en", "−0.3 %"), ("zh", "−0.3%")])
def test_a_share_below_zero_has_the_sign_of_changes_and_money(language: Any, text: str) -> None:
    words = words_for(language)
    assert words.share(-0.0026) == text
    assert words.change(-0.0026) == text


def test_months_in_messages_are_said_as_months() -> None:
    error = QuestionError("history_too_short", first="2011-03", last="2011-04", months=3)
    assert "to compare Apr 2011 with another month: the data begin in Mar 2011" in message(error, words_for("en"))
    assert "2011年4月" in message(error, words_for("zh"))


def test_many_unfinished_months_are_counted() -> None:
    view = cast("Any", SimpleNamespace(t=words_for("en")))
    months = tuple(date(2024, month, 1) for month in range(1, 6))
    basis = cast("Any", SimpleNamespace(unfinished_months=months))
    assert unfinished(view, basis) == "5 months"
    basis.unfinished_months = months[:3]
    assert unfinished(view, basis) == "Jan 2024, Feb 2024 and Mar 2024"


def test_a_chinese_list_keeps_its_last_word_apart_from_latin_letters_and_figures() -> None:
    listed = words_for("zh").listed
    assert listed(["日期", "金额"]) == "日期和金额"
    assert listed(["**Bill date**", "**Seller**", "**Price**"]) == "**Bill date**、**Seller** 和 **Price**"
    assert listed(["60 天内 28.6%", "90 天内 44.5%"]) == "60 天内 28.6% 和 90 天内 44.5%"
    assert listed(["2024年1月", "2024年2月"]) == "2024年1月和2024年2月"


def test_no_line_of_a_page_begins_with_a_unit() -> None:
    assert held_together("80 % of ¥1.15k") == "80\N{NO-BREAK SPACE}% of ¥1.15k"
    assert held_together("合计 **¥129.7万**，80%") == "合计 **¥129.7\N{WORD JOINER}万**，80%"
    assert held_together("万达 3 亿元") == "万达 3\N{NO-BREAK SPACE}亿元"
    assert held_together("其中 **9** 位，50% 的客户") == "其中 **9**\N{NO-BREAK SPACE}位，50% 的客户"
    assert held_together("截至2026年10月") == "截至2026\N{WORD JOINER}年10\N{WORD JOINER}月"
    assert held_together("合计 −¥228") == "合计 −\N{WORD JOINER}¥228", "nor does one end with a sign"


@pytest.mark.parametrize(
    ("chance", "places", "english", "chinese"),
    [
        (0.9999, 1, "over 99 %", "99% 以上"),
        (0.9901, 0, "over 99 %", "99% 以上"),
        (0.99, 1, "99.0 %", "99.0%"),
        (0.986, 0, "99 %", "99%"),
        (0.5, 1, "50.0 %", "50.0%"),
        (0.01, 1, "1.0 %", "1.0%"),
        (0.0099, 0, "under 1 %", "1% 以下"),
        (0.0001, 1, "under 1 %", "1% 以下"),
    ],
)
def test_nobody_is_sure_to_buy_or_never_to(chance: float, places: int, english: str, chinese: str) -> None:
    assert (words_for("en").chance(chance, places), words_for("zh").chance(chance, places)) == (english, chinese)
