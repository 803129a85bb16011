"""Everything that is said in English is said in Chinese, with the same placeholders."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from core.targets import sentences
from core.targets.actions import SUGGESTED_ACTIONS
from core.targets.wording import _ADDED
from core.text import words as words_module
from core.text.file_texts import RULES
from core.text.labels import LABELS
from core.text.message_texts import MESSAGES
from core.text.words import words_for
from tests.text.collected import msgids

FOLDER = Path(words_module.__file__).parent / "zh"
SAME_IN_BOTH = {"R", "F", "M", "NPS", "CSAT"}


def _entries() -> list[tuple[str, Message]]:
    found = []
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            found += [(path.name, message) for message in read_po(file, locale="zh", abort_invalid=True) if message.id]
    return found


ENTRIES = _entries()
KNOWN = {
    (message.context, message.id if isinstance(message.id, str) else message.id[0]): message for _, message in ENTRIES
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _text(message: Message) -> str:
    return message.string if isinstance(message.string, str) else message.string[0]


def _untranslated(sentences_said: object) -> list[str]:
    return [text for text in sentences_said if (None, text) not in KNOWN]  # type: ignore[attr-defined]


def test_every_sentence_in_the_source_has_its_chinese() -> None:
    lacking = {}
    for msgid, (name, line) in msgids().items():
        first = msgid if isinstance(msgid, str) else msgid[0]
        has_words = any(sign.isalpha() for sign in "".join(part for part, *_ in Formatter().parse(first)))
        if has_words and first not in SAME_IN_BOTH and (None, first) not in KNOWN:
            lacking[f"{name}:{line}"] = first
    assert not lacking, "\n".join(f"{place}  {text}" for place, text in sorted(lacking.items()))


def test_every_table_of_sentences_has_its_chinese() -> None:
    counted = [one for patterns in sentences.COUNTED.values() for one, _ in patterns.values()]
    tables = [MESSAGES, RULES, SUGGESTED_ACTIONS, sentences.CHOICE, sentences.AMOUNT, sentences.DAY, _ADDED]
    assert _untranslated(counted + [text for table in tables for text in table.values()]) == []


@pytest.mark.parametrize("area", LABELS)
def test_every_label_has_its_chinese(area: str) -> None:
    lacking = [label for label in LABELS[area].values() if (area, label) not in KNOWN]
    assert lacking == []


def test_placeholders_are_the_same() -> None:
    wrong = []
    for file, message in ENTRIES:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        wanted = _fields(ids[-1])
        if any(_fields(text) != wanted for text in (*ids, _text(message))):
            wrong.append(f"{file}: {ids[0]}")
    assert wrong == []


def test_nothing_is_left_empty_or_said_in_two_ways() -> None:
    said: dict[tuple[str | None, str], str] = {}
    for file, message in ENTRIES:
        key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
        assert _text(message), f"{file}: {key}"
        assert said.setdefault(key, _text(message)) == _text(message), f"{file}: {key} is said in two ways"


def test_chinese_sentences_are_chinese() -> None:
    english = [
        f"{file}: {_text(message)}"
        for file, message in ENTRIES
        if not any("\u4e00" <= sign <= "\u9fff" for sign in _text(message))
        and any(sign.isalpha() for sign in "".join(part for part, *_ in Formatter().parse(_text(message))))
        and _text(message) not in SAME_IN_BOTH
    ]
    assert english == []


def test_the_second_label_set_names_key_customers_big() -> None:
    chinese = words_for("zh")
    assert [chinese.code("tier", code) for code in ("key", "important", "ordinary", "small")] == [
        "重要客户",
        "次要客户",
        "普通客户",
        "小客户",
    ]
    assert [chinese.code("tier_big_customer", code) for code in ("key", "important", "ordinary", "small")] == [
        "大客户",
        "重要客户",
        "普通客户",
        "小客户",
    ]
