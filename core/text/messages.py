"""What errors and refusals say to a person: what is wrong, where, what would be right, and what to do.

English sentences by code; Chinese ones stand in `zh/messages.po`. A test finds every code that core can raise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from string import Formatter

from core.errors import CoreError
from core.text.file_texts import RULES
from core.text.labels import LABELS
from core.text.message_texts import MESSAGES
from core.text.words import Words

COUNTS = {"rows", "most", "lines", "refused", "duplicates", "missing", "count", "customers", "dates", "answers"}
SIZES = {"bytes", "limit", "free"}
COLUMNS = {"column", "columns"}
SHARES = {"share"}
MONTHS = {"first", "last"}
A_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
UNKNOWN = "This could not be done ({code}). Try again; if it stays, keep the file and report the code."


def message(error: CoreError, words: Words) -> str:
    """The sentence of an error in the reader's language; where the error has a `reason`, the sentence of that."""
    special = f"{error.code}:{error.fields.get('reason')}"
    text = MESSAGES.get(special) or MESSAGES.get(error.code, UNKNOWN)
    return _filled(text, {"code": error.code, **error.fields}, words)


def rule_message(rule: str, words: Words) -> str:
    """Why a row was refused, by the code of the rule that it breaks; the code itself where it is not known."""
    return words(RULES[rule]) if rule in RULES else rule


def code_message(code: str, fields: Mapping[str, object], words: Words) -> str:
    """The sentence of a code that was not raised as an error, such as a question asked before an import."""
    return message(CoreError(code, **fields), words)


def passed_over(names: Sequence[str], words: Words) -> str:
    """What was left aside in an archive: how many files and the first three names."""
    return words.plural(
        "{count} file that a system left in the archive was passed over: {names}.",
        "{count} files that a system left in the archive were passed over: {names}.",
        len(names),
        names=", ".join(names[:3]) + ("…" if len(names) > 3 else ""),
    )


def _filled(msgid: str, fields: Mapping[str, object], words: Words) -> str:
    names = {name for _, name, _, _ in Formatter().parse(words(msgid)) if name}
    return words(msgid, **{name: _shown(name, fields.get(name), words) for name in names})


def _shown(name: str, value: object, words: Words) -> str:
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, list | tuple | set | frozenset):
        separator = "、" if words.language == "zh" else ", "
        return separator.join(_shown(name, part, words) for part in value)
    if isinstance(value, date):
        return words.day(value)
    if name in COLUMNS and isinstance(value, str):
        return ", ".join(_column(part, words) for part in value.split(", "))
    if name in SIZES and isinstance(value, int):
        return f"{words.number(Decimal(value) / 1_000_000, 1)} MB"
    if name in SHARES and isinstance(value, float):
        return words.share(value)
    if name in MONTHS and isinstance(value, str) and A_MONTH.fullmatch(value):
        return words.month(date.fromisoformat(f"{value}-01"))
    return words.count(value) if name in COUNTS and isinstance(value, int) else str(value)


def _column(code: str, words: Words) -> str:
    if code not in LABELS["column"]:
        return code
    label = words.code("column", code)
    return f"{label}（{code}）" if words.language == "zh" else f"{label} ({code})"
