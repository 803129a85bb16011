"""Headers made comparable: case, blanks, punctuation, full-width and traditional characters, units in brackets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from core.intake.columns.compound import STRENGTH_COMPOUND, compound_columns
from core.intake.columns.header_words import FOREIGN, GIVING_WAY, PREFERRED
from core.intake.columns.synonyms import STRONG, WEAK
from core.intake.columns.traditional import simplified
from core.schema import TABLES, Kind

BRACKETS = re.compile(r"[(\[{【〔〈「]([^)\]}】〕〉」]*)[)\]}】〕〉」]?")
QUESTION_NUMBER = re.compile(r"^\s*(?:q|question\s*|第)?\s*\d+\s*题?\s*[.．、:：)）]\s*", re.IGNORECASE)
NOISE = re.compile(r"[\W_]+")
UNITS = re.compile(r"(?:百万元|千万元|万元|千元|亿元|元|rmb|cny|usd|eur|gbp|hkd|jpy)$")
PIVOT = re.compile(r"^(?:sum ?of|total ?of|求和项|加总|合计项)[\s:：\-]*")
REPEATED = re.compile(r"^(\S+) (?=\1(?:\b|(?<=[\u3400-\u9fff])))")
STRENGTH_OF_NAME, STRENGTH_PREFERRED, STRENGTH_STRONG, STRENGTH_GIVING_WAY, STRENGTH_WEAK = 1.0, 0.97, 0.95, 0.9, 0.7
STRENGTH_ENDING = 0.6


def plain(header: str) -> str:
    """Lower case, half-width, simplified; blanks and punctuation kept."""
    return simplified(unicodedata.normalize("NFKC", header).strip().lower())


def normalised(header: str) -> str:
    """A header without case, blanks, punctuation, brackets and a pivot's "Sum of": "Order ID (no.)" -> "orderid".

    A group above columns that they repeat says nothing new: "单据 单据日期" -> "单据日期".
    """
    text = REPEATED.sub("", PIVOT.sub("", plain(header)))
    return NOISE.sub("", BRACKETS.sub("", text)) or NOISE.sub("", text)


def unit_of(header: str) -> str:
    """What stands in brackets, or the unit after a slash or at the end: "金额(万元)" -> "万元"; "" if nothing."""
    text = plain(header)
    inside = "".join(BRACKETS.findall(text))
    if inside:
        return inside.strip()
    found = UNITS.search(text)
    return found.group() if found else ""


def shape_of(columns: Iterable[str]) -> str:
    """A stable key of a header row, the same for every file with these headers in any order and spelling of case."""
    names = sorted(NOISE.sub("", plain(column)) for column in columns)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


@cache
def _words(kind: Kind) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """Word -> columns for strong and weak words, and normalised canonical name -> column."""
    tables = []
    for source in (STRONG[kind], WEAK[kind]):
        found: dict[str, list[str]] = {}
        for column, words in source.items():
            for word in words.split():
                columns = found.setdefault(NOISE.sub("", word.lower()), [])
                if column not in columns:
                    columns.append(column)
        tables.append(found)
    return tables[0], tables[1], {name.replace("_", ""): name for name in TABLES[kind].names}


@cache
def candidates(header: str, kind: Kind) -> tuple[tuple[str, float, str], ...]:
    """What a header may mean in a table of that kind: (column, strength 0-1, evidence), strongest first."""
    strong, weak, names = _words(kind)
    if kind == "surveys":
        header = QUESTION_NUMBER.sub("", header) or header
    found: dict[str, tuple[float, str]] = {}
    for word in dict.fromkeys((normalised(header), UNITS.sub("", normalised(header)))):
        if word in names:
            found.setdefault(names[word], (STRENGTH_OF_NAME, "exact"))
        for column in strong.get(word, ()):
            found.setdefault(column, (_strength(word), "synonym"))
        for column in weak.get(word, ()):
            found.setdefault(column, (STRENGTH_WEAK, "synonym"))
    if not found and not is_foreign(header):
        parts = compound_columns(normalised(header), TABLES[kind].names)
        found = {column: (STRENGTH_COMPOUND - 0.05 * place, "similar") for place, column in enumerate(parts)}
    if not found and not is_foreign(header):
        found = _similar(normalised(header), strong)
    ordered = sorted(found.items(), key=lambda item: -item[1][0])
    return tuple((column, strength, evidence) for column, (strength, evidence) in ordered)


def _strength(word: str) -> float:
    """How strongly a word of several for one column speaks."""
    if word in PREFERRED:
        return STRENGTH_PREFERRED
    return STRENGTH_GIVING_WAY if word in GIVING_WAY else STRENGTH_STRONG


def is_foreign(header: str) -> bool:
    """Whether a header is known to mean something that no table holds."""
    return normalised(header) in FOREIGN


def _similar(word: str, strong: dict[str, list[str]]) -> dict[str, tuple[float, str]]:
    """Columns of known words that the header ends with (what it says last is what it is); never certain."""
    best: dict[str, tuple[float, str]] = {}
    if any(word.endswith(other) for other in FOREIGN):
        return best
    for known, columns in strong.items():
        if word.endswith(known) and len(known) >= (2 if known[0] > "\u2e80" else 5):
            strength = STRENGTH_ENDING + 0.005 * min(len(known), 20)  # the longer word says more
            for column in columns:
                if strength > best.get(column, (0.0, ""))[0]:
                    best[column] = (strength, "similar")
    return best
