"""Signs and words of currencies beside amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from core.intake.values.formats import BLANKS, narrowed

SYMBOLS: dict[str, tuple[str, ...]] = {
    "CNY": ("RMB¥", "CN¥", "RMB", "CNY", "¥", "人民币", "元", "圆"),
    "USD": ("US$", "USD", "$", "美元"),
    "EUR": ("€", "EUR", "欧元"),
    "GBP": ("£", "GBP", "英镑"),
    "BRL": ("R$", "BRL"),
    "HKD": ("HK$", "HKD", "港元", "港币"),
    "TWD": ("NT$", "TWD", "新台币"),
    "JPY": ("JPY", "日元", "円"),
    "INR": ("₹", "INR"),
    "KRW": ("₩", "KRW"),
    "CHF": ("CHF", "Fr."),
    "AUD": ("AU$", "A$", "AUD"),
    "CAD": ("CA$", "C$", "CAD"),
    "SGD": ("S$", "SGD"),
    "NZD": ("NZ$", "NZD"),
    "MXN": ("MX$", "MXN"),
    "MYR": ("RM", "MYR"),
    "PLN": ("zł", "PLN"),
    "RUB": ("₽", "RUB", "руб."),
    "TRY": ("₺", "TRY"),
    "THB": ("฿", "THB"),
    "VND": ("₫", "VND"),
    "PHP": ("₱", "PHP"),
    "IDR": ("Rp", "IDR"),
    "SEK": ("SEK",),
    "NOK": ("NOK",),
    "DKK": ("DKK",),
    "MOP": ("MOP$", "MOP", "澳门元"),
}


def currencies_in(values: Iterable[str]) -> tuple[str, ...]:
    """The currencies whose signs stand beside numbers; "R$" is not "$"."""
    signs = (re.sub(r"[\d\s.,()+'%-]|万|亿", "", narrowed(value)).upper() for value in values)
    return tuple(dict.fromkeys(_spellings()[sign] for sign in signs if sign in _spellings()))


@cache
def _spellings() -> dict[str, str]:
    """What is left of an amount without its number -> currency: a sign before it, behind it, or on both sides."""
    found: dict[str, str] = {}
    for code, signs in SYMBOLS.items():
        bare = [spelt(sign) for sign in signs]
        found |= dict.fromkeys([*bare, *(one + other for one in bare for other in bare)], code)
    return found


def spelt(word: str) -> str:
    """A currency word without points and in capitals: "zł", "ZŁ", "руб." and "РУБ" are one each."""
    return word.strip(BLANKS).replace(".", "").upper()


def spellings_of(code: str) -> tuple[str, ...]:
    """The currency words of an ISO code, as `spelt` gives them."""
    return tuple(dict.fromkeys(map(spelt, (code, *SYMBOLS.get(code, ())))))


def currency_code(word: str) -> str:
    """The ISO code of a currency word; the word itself in capitals where it is not known."""
    text = spelt(word)
    return next((code for code in SYMBOLS if text in spellings_of(code)), text)
