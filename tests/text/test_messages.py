"""Every error that core can raise has a sentence, in both languages, that is filled from its fields."""

from __future__ import annotations

from datetime import date
from string import Formatter

from core.errors import CoreError, ReadingError
from core.text.file_texts import RULES
from core.text.message_texts import MESSAGES
from core.text.messages import message, rule_message
from core.text.words import words_for
from tests.text.collected import raised, rules_broken, unknown_codes

REPEATED = {"core/intake/planning/inspection.py", "core/intake/files/child.py", "core/text/messages.py"}
"""Where the code of a question (a `Doubt`, collected itself), of a child process or of a caller becomes an error."""


def _sentences(code: str) -> list[str]:
    return [text for key, text in MESSAGES.items() if key == code or key.startswith(f"{code}:")]


def test_every_code_has_a_sentence() -> None:
    lacking = {code: place for code, (place, _) in raised().items() if not _sentences(code)}
    assert lacking == {}


def test_no_sentence_is_left_over() -> None:
    said_of_facts = {"facts_differ"}
    assert {code.split(":")[0] for code in MESSAGES} - raised().keys() - said_of_facts == set()


def test_codes_are_written_where_they_are_raised() -> None:
    assert {file for file, _ in unknown_codes()} <= REPEATED


def test_no_sentence_needs_a_field_that_is_not_given() -> None:
    lacking = {}
    for code, (place, given) in raised().items():
        for text in _sentences(code):
            needed = {name for _, name, _, _ in Formatter().parse(text) if name}
            if not needed <= given:
                lacking[code, text] = (place, needed - given)
    assert lacking == {}


def test_every_rule_that_refuses_a_row_has_a_sentence() -> None:
    assert rules_broken() == RULES.keys()


def test_fields_are_worded() -> None:
    error = CoreError("file_known", file="a.csv", imported_at=date(2024, 5, 1), batch_id=12345)
    assert "on 1 May 2024 as batch 12345" in message(error, words_for("en"))
    assert "2024年5月1日作为第 12345 批" in message(error, words_for("zh")).replace("于 ", "于").replace("日 ", "日")
    sheets = ReadingError("sheet_missing", file="a.xlsx", sheet="x", sheets=["订单", "退货"])
    assert "It has: 订单, 退货." in message(sheets, words_for("en"))
    assert "现有：订单、退货。" in message(sheets, words_for("zh"))
    large = ReadingError("file_too_large", file="a.xlsx", bytes=2_600_000_000, limit=1_000_000_000)
    assert "would need 2,600.0 MB" in message(large, words_for("en"))
    column = CoreError("column_missing", column="amount", headers="a, b")
    assert "for Amount (amount)." in message(column, words_for("en"))
    assert "金额（amount）" in message(column, words_for("zh"))


def test_a_reason_has_a_sentence_of_its_own() -> None:
    english = words_for("en")
    rising = message(CoreError("cut_invalid", reason="not_rising", tiers=3), english)
    falling = message(CoreError("cut_invalid", reason="not_falling", tiers=3), english)
    assert rising != falling


def test_braces_in_a_name_are_no_placeholders() -> None:
    error = CoreError("file_missing", file="{bytes} {0} %s.csv")
    assert "{bytes} {0} %s.csv" in message(error, words_for("en"))


def test_what_is_not_known_is_still_said() -> None:
    assert "(new_code)" in message(CoreError("new_code"), words_for("en"))
    assert "new_code" in message(CoreError("new_code"), words_for("zh"))
    assert "–" in message(CoreError("file_missing"), words_for("en"))
    assert rule_message("new_rule", words_for("en")) == "new_rule"
    assert rule_message("date_missing", words_for("zh")) == "缺少日期。"
    assert all(rule_message(rule, words_for("zh")) != text for rule, text in RULES.items())
