"""Which styles, types and buying roles of the playbook the free texts of a customer file mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from core.intake.columns.traditional import simplified
from core.text.labels import LABELS
from core.text.playbook_synonyms import SYNONYMS
from core.text.words import words_for

PERSONALITY = ("style", "type")
ROLE = ("role",)
APART = re.compile(r"[,;/|+&\n，；、·|：:()（）【】\[\]]+")
JOINED = re.compile(r"\s+(?:and|or)\s+|[兼且和与及或]")
ENDING = re.compile(r"(?:型|的?客户|性格|类|者|[- ](?:type|style|customer|personality))+$")
BEFORE = re.compile(r"^(?:the |an? |rather |very |quite |mostly |somewhat |比较|较为|偏|较|很|有点)+")


@dataclass(frozen=True)
class Matched:
    """`known`: (subject, code), each once, in the order of the text; `unknown`: the parts nobody knows, as written."""

    known: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def personality(text: str | None) -> Matched:
    """The styles and types that a text about somebody's personality means; of a word of both, the style."""
    return _matched(text, PERSONALITY)


def role(text: str | None) -> Matched:
    """The buying roles that a text about a contact's role or position means."""
    return _matched(text, ROLE)


def _matched(text: str | None, subjects: tuple[str, ...]) -> Matched:
    known: dict[tuple[str, str], None] = {}
    unknown: list[str] = []
    for part in (piece.strip() for piece in APART.split(text or "")):
        found = _meant(part, subjects)
        known |= dict.fromkeys(found)
        if part and not found:
            unknown.append(part)
    return Matched(tuple(known), tuple(unknown))


def _meant(part: str, subjects: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a part means, as a whole or as words joined by "and"; nothing where one of those is not known."""
    whole = _code(part, subjects)
    if whole:
        return [whole]
    codes = [_code(piece, subjects) for piece in JOINED.split(part)]
    return [code for code in codes if code] if all(codes) else []


def _code(part: str, subjects: tuple[str, ...]) -> tuple[str, str] | None:
    word = _plain(part)
    for wanted in (word, ENDING.sub("", word), ENDING.sub("", BEFORE.sub("", word))):
        for subject in subjects:
            if wanted and wanted in _known(subject):
                return subject, _known(subject)[wanted]
    return None


def _plain(text: str) -> str:
    """A word as it is compared: small letters, simplified characters, single blanks."""
    return " ".join(simplified(unicodedata.normalize("NFKC", text)).casefold().split())


@cache
def _known(subject: str) -> dict[str, str]:
    """All that a subject's codes are called, labels in both languages included."""
    named = {word: code for code, words in SYNONYMS[subject].items() for word in words.split("|")}
    for language in ("en", "zh"):
        for code in LABELS[subject]:
            label = _plain(words_for(language).code(subject, code))
            named |= {label: code, ENDING.sub("", label): code}
    return named | {code.replace("_", " "): code for code in LABELS[subject]}
