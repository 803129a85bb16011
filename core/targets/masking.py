"""Phones and e-mail addresses made unreadable, so that a list can be passed on without them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

HIDDEN = "*"
HIDDEN_DIGITS = 4
LONG_NUMBER = 10  # from so many digits on, the last four stay
LONGEST_NUMBER = 15  # no phone in the world has more digits
LAST_OF_LONG, LAST_OF_SHORT = 4, 2
APART = re.compile(r"[;；,，、/|\n]|(?:转|ext\.?|x)(?=\s*\d)", re.IGNORECASE)  # what parts numbers in one cell
MAIL = re.compile(
    r"(\"[^\"]*\"|[^\s\"<>()\[\]{},;:，；：、/|]+)(\s*[@＠]\s*[^\s\"<>()\[\]{},;:，；：、/|@＠]++(?!\s*[@＠]))"
)
MOBILE = re.compile(r"(?<![\d*])(?:(?:\+|00)?86[\s-]*)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![\d*])")


def masked_phone(text: str) -> str:
    """A phone with four digits hidden: 138****1234; several in one cell each for itself, signs between them stay.

    Of ten digits and more the last four stay, of shorter ones the last two; of a very short one only these. Digits
    may be of any script (full width too); addresses of mail in the cell are hidden as `masked_mail` does.
    """
    parts, begin = [], 0
    for mark in [*APART.finditer(text), None]:
        part = text[begin : mark.start() if mark else len(text)]
        parts.append(MAIL.sub(_hidden_mail, part) if MAIL.search(part) else _hidden_part(part))
        if mark:
            parts.append(mark[0])
            begin = mark.end()
    return "".join(parts)


def masked_mail(text: str) -> str:
    """An address with the first sign and the domain left: a***@x.com; of a name of one sign none.

    Several in one cell each for itself; a name beside an address stays. What holds no address keeps its first sign.
    """
    if MAIL.search(text):
        return MAIL.sub(_hidden_mail, text)
    return f"{text.strip()[:1]}***" if text.strip() else text


def masked_text(text: str) -> str:
    """A text of any kind with the addresses of mail and the Chinese mobile numbers in it hidden.

    Names, contacts and ids hold them often enough; other digits in such texts stay, since most are no phones.
    """
    if "@" in text or "＠" in text:
        text = MAIL.sub(_hidden_mail, text)
    return MOBILE.sub(lambda found: _hidden_number(found[0]), text) if "1" in text else text


def masked(
    frame: pd.DataFrame,
    phones: Collection[str] = ("phone",),
    mails: Collection[str] = ("email",),
    *,
    others: bool = True,
) -> pd.DataFrame:
    """The same table with phones and addresses hidden, with `others` in every column of text. Missing stays missing."""
    made = frame.copy()
    for name in made.columns:
        if not (others or name in phones or name in mails):
            continue
        hide = masked_phone if name in phones else masked_mail if name in mails else masked_text
        values = made[name].astype(object)
        if any(isinstance(value, str) for value in values):
            made[name] = [hide(value) if isinstance(value, str) else value for value in values]
    return made


def _hidden_mail(found: re.Match[str]) -> str:
    name = found[1].strip('"')
    return f"{name[:1] if len(name) > 1 else ''}***{found[2]}"


def _hidden_part(text: str) -> str:
    """One phone, or several with nothing but blanks between them."""
    if sum(sign.isdigit() for sign in text) <= LONGEST_NUMBER:
        return _hidden_number(text)
    return "".join(_hidden_number(part, hide_all=True) for part in re.split(r"(\s+)", text))


def _hidden_number(text: str, *, hide_all: bool = False) -> str:
    """The four digits (or all) before the last ones hidden; every digit of a number that has no more."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    kept = LAST_OF_LONG if len(places) >= LONG_NUMBER else LAST_OF_SHORT
    before = places[:-kept] if len(places) > kept else places
    hide = before if hide_all else before[-HIDDEN_DIGITS:]
    signs = list(text)
    for place in hide:
        signs[place] = HIDDEN
    return "".join(signs)
