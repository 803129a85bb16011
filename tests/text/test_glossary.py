"""The glossary and the translations say the same: one word for one thing, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from core.text.words import _catalogue

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def terms() -> list[tuple[str, str, list[str]]]:
    """English, Chinese and the words that are not used for it, row by row."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| English")
    ]
    return [(english, chinese, [word.strip() for word in no.split(",") if word]) for english, chinese, _, no in rows]


def test_every_pair_stands_in_the_translations() -> None:
    known = {(msgid, said if isinstance(said, str) else said[0]) for (_, msgid), said in _catalogue("zh").items()}
    assert len(terms()) >= 35
    assert [(english, chinese) for english, chinese, _ in terms() if (english, chinese) not in known] == []


def test_words_that_are_not_used_are_not() -> None:
    chinese = [text for said in _catalogue("zh").values() for text in ([said] if isinstance(said, str) else said)]
    english = [msgid for _, msgid in _catalogue("zh")]
    for _, _, unused in terms():
        for word in unused:
            pattern = re.compile(rf"\b{word}" if word.isascii() else word, re.IGNORECASE)
            assert [text for text in (*english, *chinese) if pattern.search(text)] == [], word
