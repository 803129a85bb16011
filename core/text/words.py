"""Translations (gettext .po, read with Babel) and formats. English is the msgid; Chinese stands in `zh/<area>.po`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CURRENCY_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "BRL": "R$", "HKD": "HK$", "TWD": "NT$"}
CODE_CONTEXT = "code"
SUREST = Decimal("0.99")
"""A chance beyond it is not said as a figure, nor one as near to 0."""
Number = Decimal | float | int


@cache
def _catalogue(language: Language) -> dict[tuple[str | None, str], str | tuple[str, ...]]:
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    found: dict[tuple[str | None, str], str | tuple[str, ...]] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                if msgid and message.string:
                    text = message.string
                    found[message.context, msgid] = text if isinstance(text, str) else tuple(text)
    return found


class Words:
    """All wording in one language. Frozen in effect: safe to share between sessions."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, msgid: str, /, **fields: object) -> str:
        """The sentence in this language, `{name}` filled from the fields."""
        text = _catalogue(self.language).get((None, msgid), msgid)
        text = text if isinstance(text, str) else text[0]
        return text.format(**fields) if fields else text

    def plural(self, one: str, many: str, count: int, /, **fields: object) -> str:
        """One of two sentences by count; `{count}` is filled with the grouped number."""
        if self.language == "en":
            text = one if count == 1 else many
        else:
            found = _catalogue(self.language).get((None, one), many)
            text = found if isinstance(found, str) else found[0]
        return text.format(count=self.count(count), **fields)

    def code(self, area: str, code: str) -> str:
        """The label of a stored code, e.g. of "key" in the area "tier". The areas stand in `core.text.labels`."""
        from core.text.labels import LABELS

        english = LABELS[area].get(code, code)
        if self.language == "en":
            return english
        text = _catalogue(self.language).get((area, english), english)
        return text if isinstance(text, str) else text[0]

    def count(self, number: Number) -> str:
        """A whole number with groups: 12,345."""
        return f"{int(number):,}"

    def number(self, number: Number, places: int = 1) -> str:
        """A number with fixed places and groups."""
        return f"{_rounded(number, places):,.{places}f}"

    def share(self, share: float | None, places: int = 1) -> str:
        """A share 0-1 as percent: 12.3 %, in Chinese 12.3%."""
        if share is None:
            return "–"
        sign = "%" if self.language == "zh" else " %"
        return f"{_rounded(share * 100, places):,.{places}f}{sign}".replace("-", "−")

    def chance(self, chance: float, places: int = 1) -> str:
        """A chance 0-1 that a model gives, as percent: 12.3 %, but at its ends over 99 % or under 1 %.

        Nobody is sure to buy, or never to, and no test on customers tells chances so near to sureness apart.
        """
        if chance > SUREST:
            return self("over {share}", share=self.share(float(SUREST), 0))
        if chance < 1 - SUREST:
            return self("under {share}", share=self.share(float(1 - SUREST), 0))
        return self.share(chance, places)

    def change(self, share: float | None, places: int = 1) -> str:
        """A relative change with its sign: +4.0 %."""
        if share is None:
            return "–"
        text = self.share(abs(share), places)
        return f"{'+' if share >= 0 else '−'}{text}"

    def money(self, amount: Number | None, currency: str, places: int = 0) -> str:
        """An amount in full: ¥1,234,568; without a sign where the currency is "", not said."""
        if amount is None:
            return "–"
        sign = "−" if amount < 0 else ""
        return f"{sign}{self._sign(currency)}{abs(_rounded(amount, places)):,.{places}f}"

    def money_short(self, amount: Number | None, currency: str) -> str:
        """An amount in three digits: ¥1.24M, in Chinese ¥123.5万 or ¥1.24亿."""
        if amount is None:
            return "–"
        sign = "−" if amount < 0 else ""
        return f"{sign}{self._sign(currency)}{self.short(abs(Decimal(amount)))}"

    def short(self, number: Number) -> str:
        """A number in three digits with k/M/B, in Chinese 万/亿."""
        steps = ((10**8, "亿"), (10**4, "万")) if self.language == "zh" else ((10**9, "B"), (10**6, "M"), (10**3, "k"))
        value = Decimal(str(number))
        for size, unit in steps:
            scaled = value / size
            if abs(_rounded(scaled, 2)) >= 1:
                return f"{_rounded(scaled, _places(scaled)):,f}{unit}"
        return f"{_rounded(value, 0):,f}"

    def day(self, day: date | None) -> str:
        """A day: 30 Nov 2011, in Chinese 2011年11月30日."""
        if day is None:
            return "–"
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def month(self, day: date | None) -> str:
        """A month: Nov 2011, in Chinese 2011年11月."""
        if day is None:
            return "–"
        return f"{day.year}年{day.month}月" if self.language == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"

    def month_in_two_lines(self, day: date) -> str:
        """A month for a narrow place in a chart: Nov over 2011, in Chinese 2011年 over 11月."""
        return f"{day.year}年<br>{day.month}月" if self.language == "zh" else f"{_MONTHS[day.month - 1]}<br>{day.year}"

    def listed(self, items: Sequence[str]) -> str:
        """A list in words: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        if self.language == "zh":
            before = " " if _ENDS_LATIN.search(items[-2]) else ""
            after = " " if _BEGINS_LATIN.match(items[-1]) else ""
            return f"{'、'.join(items[:-1])}{before}和{after}{items[-1]}"
        return ", ".join(items[:-1]) + " and " + items[-1]

    def named(self, name: str, said: str) -> str:
        """What is said of something after its name and a colon, in Chinese a wide one."""
        return f"{name}：{said}" if self.language == "zh" else f"{name}: {said}"

    def _sign(self, currency: str) -> str:
        return CURRENCY_SIGNS.get(currency, f"{currency} " if currency else "")


def held_together(text: str) -> str:
    """The text for a page: no line of it begins with the unit of a figure. Not for files, which keep plain blanks."""
    return _UNIT.sub("\N{WORD JOINER}", _COUNTED.sub("\N{NO-BREAK SPACE}", text))


_COUNTED = re.compile(r"(?<=\d) (?=[%\u4e00-\u9fff])|(?<=\d\*\*) (?=[\u4e00-\u9fff])")
_UNIT = re.compile(r"(?<=\d)(?=[万亿年月日])|(?<=−)(?=\S)")  # a sign belongs to its amount as a unit to its figure
_ENDS_LATIN = re.compile(r"[A-Za-z0-9%]\**$")
_BEGINS_LATIN = re.compile(r"\**(?!\d{4}年)[A-Za-z0-9¥]")  # a day is written without a blank before it
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _rounded(number: Number, places: int) -> Decimal:
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _places(scaled: Decimal) -> int:
    return 2 if abs(scaled) < 10 else 1 if abs(scaled) < 1000 else 0


@cache
def words_for(language: Language) -> Words:
    """The wording of a language."""
    return Words(language)
