"""What the values of a column look like: evidence for or against what its header seems to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from core.intake.values.answer_words import NOT_ANSWERED, is_answer
from core.intake.values.currencies import SYMBOLS
from core.intake.values.formats import date_fits, fits, is_minguo, narrowed, parse_date, parse_number, present
from core.schema import ColumnType

LOOKED_AT = 200
MOST_STEPS = 15  # of a scale, with its spellings
ALL_SYMBOLS = tuple(symbol.upper() for symbols in SYMBOLS.values() for symbol in symbols)
CONTRADICTED, DOUBTED, CONFIRMED = 0.3, 0.75, 1.0
UNKNOWN_AS_MINUS_ONE = 0.3
"""Systems write -1 where the customer is not known: so many negative ids say nothing against a column of ids."""
NUMBERS = ("money", "number", "share", "score")
CODE = re.compile(r"0\d")  # "01.002" is a code, whatever its point says
LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Shape:
    """Shares 0-1 over the values looked at (the first ones that are not blank); `count` of them."""

    count: int
    numeric: float
    dates: float
    fractions: float  # numbers with decimals
    negatives: float
    coded: float  # like a code: has a digit, no blank
    lettered: float  # has a letter or a Chinese character
    distinct: float
    lowest: float
    highest: float
    months: float = 0.0  # months without a day
    worded: float = 0.0  # answers of a survey in words, or numbers with words; 0 where all are numbers


def shape_of_values(values: Sequence[str | None]) -> Shape:
    """The shape of one column of the sample."""
    looked = present(values)[:LOOKED_AT]
    if not looked:
        return Shape(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    read = [_number(value) for value in looked]
    numbers = [number for number in read if number is not None]
    count = len(looked)
    return Shape(
        count=count,
        numeric=len(numbers) / count,
        dates=_day_share(looked),
        fractions=sum(
            number != int(number)
            for value, number in zip(looked, read, strict=True)
            if number is not None and not CODE.match(value)
        )
        / count,
        negatives=sum(number < 0 for number in numbers) / count,
        coded=sum(any(sign.isdigit() for sign in value) and " " not in value for value in looked) / count,
        lettered=sum(LETTERS.search(value) is not None for value in looked) / count,
        distinct=len(set(looked)) / count,
        lowest=min(numbers, default=0.0),
        highest=max(numbers, default=0.0),
        months=fits(looked, partial(parse_date, date_format="month")),
        worded=_worded_share(looked) if len(numbers) < count else 0.0,
    )


def _worded_share(looked: Sequence[str]) -> float:
    """The share of values that are answers of a survey; 0 where they are more various than the steps of a scale."""
    given = [value for value in looked if value.strip().upper() not in NOT_ANSWERED]
    if len(set(given)) > MOST_STEPS:
        return 0.0
    return sum(map(is_answer, given)) / max(len(given), 1)


def _day_share(looked: Sequence[str]) -> float:
    """The share of values that are days under the best format; plain numbers (Excel's too) are not counted."""
    likely = [value for value in looked if len(value) > 5 and any(sign.isdigit() for sign in value)]
    shares = date_fits([value for value in likely if len(value) == 8 or not value.replace(".", "", 1).isdigit()])
    best = max((share for name, share in shares.items() if not name.startswith(("excel", "month"))), default=0.0)
    if is_minguo(likely):
        best = 1.0  # days, though of a calendar that is refused
    return best * len(likely) / len(looked)


def _number(value: str) -> float | None:
    """The number in a cell under either convention, roughly: this is about shape only."""
    text = narrowed(value).rstrip("%折").upper()
    for mark in (".", ","):
        found = parse_number(text, mark, ALL_SYMBOLS)
        if found is not None:
            return float(found)
    return None


def agreement(shape: Shape, column: str, column_type: ColumnType) -> float:
    """How far values agree with a column, 1 = nothing speaks against it."""
    if not shape.count:
        return 0.9
    if column_type == "date":
        serials = shape.numeric == 1 and shape.lowest >= 20_000 and shape.highest <= 80_000
        doubted = max(shape.dates, shape.months) >= 0.5 or serials
        return CONFIRMED if shape.dates >= 0.9 else DOUBTED if doubted else CONTRADICTED
    if column_type in NUMBERS:
        return _number_agreement(shape, column, column_type)
    if column_type == "id":
        return _id_agreement(shape)
    if column in ("customer_name", "product"):
        return CONTRADICTED if shape.dates >= 0.9 else 0.7 if shape.coded > 0.9 and shape.distinct > 0.02 else CONFIRMED
    numeric = shape.numeric > 0.9 and column not in ("phone", "comment", "notes", "grade", "severity")
    return DOUBTED if numeric or shape.dates >= 0.9 else CONFIRMED


def _number_agreement(shape: Shape, column: str, column_type: ColumnType) -> float:
    if shape.dates >= 0.9 and shape.numeric < 0.9:
        return CONTRADICTED
    found = CONFIRMED if shape.numeric >= 0.9 else DOUBTED if shape.numeric >= 0.5 else CONTRADICTED
    if column_type == "share" and (shape.highest > 100 or shape.negatives > 0.2):
        return min(found, CONTRADICTED)
    if column == "quantity" and shape.fractions > 0.5:
        return min(found, DOUBTED)
    if column == "unit_price" and shape.negatives > 0.3:
        return min(found, DOUBTED)
    return found


def _id_agreement(shape: Shape) -> float:
    if shape.dates >= 0.9 and shape.lettered < 0.1 and shape.numeric < 0.5:
        return CONTRADICTED
    if shape.negatives > UNKNOWN_AS_MINUS_ONE or shape.fractions > 0.1:
        return CONTRADICTED
    return CONFIRMED
