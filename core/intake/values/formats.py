"""How numbers and dates are written in a column, decided on the sample. `expressions.py` enforces it on every row."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, partial

from core.schema import ColumnType

MISSING_WORDS = (
    "NA", "N/A", "NULL", "(NULL)", "NONE", "NIL", "NAN", "\\N", "-", "--", "—", "——", "–", "/",
    "无", "空", "暂无", "不适用", "未知", "NOT APPLICABLE", "0000-00-00", "0000-00-00 00:00:00",
)  # fmt: skip
"""Written for "nothing" where a number or date should stand; compared in capitals. Errors of Excel are no nothing."""

BLANKS = " \t\r\n\u00a0\u3000\u202f\u2009\ufeff"
WIDE = "０１２３４５６７８９．，－＋（）％／：￥＄−﹣–’"
NARROW = "0123456789.,-+()%/:¥$---'"
GROUPS = {".": ", '\u00a0\u202f\u2009", ",": ". '\u00a0\u202f\u2009"}
UNITS = {"万": 10_000, "亿": 100_000_000}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
PLAIN = re.compile(r"^-?\d+(?:\.\d+)?$", re.ASCII)
MOST = 0.9
SHORTENED = r"[1-9](?:\.[0-9]+)?E\+[0-9]+"
"""A long number as a spreadsheet shows it, 6.9E+12: its last digits are lost."""

YEAR_PIVOT = 70  # two-digit years: 70-99 are 19xx
DATE_FORMATS = ("ymd", "compact", "named", "dmy", "mdy", "ymd2", "dmy2", "mdy2", "excel1900", "excel1904", "month")
AMBIGUOUS = (("dmy", "mdy"), ("dmy2", "mdy2", "ymd2"))
MARK = r"\s*[-/.\s]\s*"
CLOCK = r"(?:[ T,]+(?:[上下]午|凌晨|早上|中午|晚上)?\s*\d{1,2}[:时時点].*)?"
WEEKDAY = r"(?:\s*\(?(?:星期|周|週)?[一二三四五六日天]\)?)?"
DATE_PATTERNS: dict[str, tuple[str, str]] = {
    "ymd": (rf"^(\d{{4}})\s*[-/.年\s]\s*(\d{{1,2}})\s*[-/.月\s]\s*(\d{{1,2}})\s*[日号]?{WEEKDAY}{CLOCK}$", r"\1-\2-\3"),
    "compact": (r"^(\d{4})(\d{2})(\d{2})(?:\.0|\d{6}|[ T]+\d{1,2}[:时]?.*)?$", r"\1-\2-\3"),
    "dmy": (rf"^(\d{{1,2}}){MARK}(\d{{1,2}}){MARK}(\d{{4}}){CLOCK}$", r"\3-\2-\1"),
    "mdy": (rf"^(\d{{1,2}}){MARK}(\d{{1,2}}){MARK}(\d{{4}}){CLOCK}$", r"\3-\1-\2"),
    "ymd2": (rf"^(\d{{2}}){MARK}(\d{{1,2}}){MARK}(\d{{1,2}}){CLOCK}$", r"20\1-\2-\3"),
    "dmy2": (rf"^(\d{{1,2}}){MARK}(\d{{1,2}}){MARK}(\d{{2}}){CLOCK}$", r"20\3-\2-\1"),
    "mdy2": (rf"^(\d{{1,2}}){MARK}(\d{{1,2}}){MARK}(\d{{2}}){CLOCK}$", r"20\3-\1-\2"),
}
"""Pattern and what it becomes, in a syntax that Python and the engine read alike."""

EXCEL_STARTS = {"excel1900": date(1899, 12, 30), "excel1904": date(1904, 1, 1)}
EXCEL_LOWEST, EXCEL_HIGHEST = 61, 109_574  # 1900-03-01 (before it Excel counts a day that never was) to 2199-12-31
NamedOrders = tuple[tuple[str, tuple[int, int, int]], ...]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED_DAY_FIRST = (
    r"^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*([a-z]{3})[a-z]*[\s.,/-]*(\d{4}|\d{2})" + CLOCK + "$"
)
NAMED_MONTH_FIRST = (
    r"^(?:[a-z]{3,9}\.?,?\s+)??([a-z]{3})[a-z]*[\s.,/-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]+(\d{4}|\d{2})" + CLOCK + "$"
)
NAMED_YEAR_FIRST = r"^(\d{4})[\s.,/-]+([a-z]{3})[a-z]*[\s.,/-]+(\d{1,2})" + CLOCK + "$"
NAMED_DAYS: NamedOrders = ((NAMED_DAY_FIRST, (1, 2, 3)), (NAMED_MONTH_FIRST, (2, 1, 3)), (NAMED_YEAR_FIRST, (3, 2, 1)))
"""Pattern and the places of day, month and year in it."""

MONTH_ALONE = (r"^(\d{4})\s*[-/年]\s*(\d{1,2})\s*(?:月份?)?$", r"^(\d{4})\.?(\d{2})$")
NAMED_MONTHS: NamedOrders = (
    (r"^([a-z]{3})[a-z]*[\s.,'/-]*(\d{4}|\d{2})$", (0, 1, 2)),
    (r"^(\d{4})[\s./-]*([a-z]{3})[a-z]*$", (0, 2, 1)),
)
"""Months without a day (place 0): they stand for their last day."""

MINGUO = re.compile(
    r"^(?:(?:中[华華])?民[国國]\s*\d{1,3}|1\d\d|\d\d)\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?|1[0-3]\d[01]\d[0-3]\d$"
)
"""A day whose year counts from 1912, as in Taiwan: 112/05/01."""


SHARE_STYLES = {
    "share": "0.15",
    "percent": "15, 15%",
    "signed": "15%, 15; 0.15 is refused",
    "mixed": "15%, 0.15",
    "zhe": "8.5折, 8.5, 85; 0.85 is refused",
    "zhe_mixed": "8.5折, 8.5, 85, 15%, 0.15",
}
"""How discounts are written; what would only be guessed at beside signs is refused."""


@dataclass(frozen=True)
class ColumnFormat:
    """How one canonical column is written under its header; enforced on the whole column."""

    column: str
    header: str
    type: ColumnType
    decimal_mark: str | None = None  # "." or ","; None where the column holds no numbers
    date_format: str | None = None  # one of DATE_FORMATS
    strip_point_zero: bool = False  # ids: "17850.0" is 17850
    missing: tuple[str, ...] = ()  # words that mean "nothing", in capitals
    confidence: float = 1.0  # share of the sample's values that fit
    symbols: tuple[str, ...] = ()  # currency signs that may stand around a number
    factor: int = 1  # 10000 where the header, or a line above the table, says 万元
    share: str | None = None  # discounts: one of SHARE_STYLES
    paid: bool = False  # discounts: the share is what is left to pay
    steps: tuple[tuple[str, ...], ...] = ()  # scores in words: what people write for each step of the scale, best first
    from_best: bool = False  # scores: the numbers count from the best step, as the words beside them say: 1 is best
    ends: tuple[Decimal, Decimal] | None = None  # scores: the lowest and the highest number, where words tell


_NARROWING = str.maketrans(WIDE, NARROW)


def narrowed(text: str) -> str:
    """Trimmed, full-width signs made plain."""
    bare = text.strip(BLANKS)
    return bare if bare.isascii() else bare.translate(_NARROWING)


@cache
def number_pattern(decimal_mark: str, symbols: tuple[str, ...] = ()) -> str:
    """The pattern of a number under one convention, for Python and the engine alike."""
    mark = re.escape(decimal_mark)
    group = "[" + GROUPS[decimal_mark].replace("'", "\\x27") + "]"
    digits = rf"(?:[1-9]\d{{0,2}}(?:{group}\d{{2,3}})*{group}\d{{3}}|\d+)"
    body = rf"(?:{digits}(?:{mark}\d*)?|{mark}\d+)"
    closed = rf"(?:{digits}(?:{mark}\d+)?|{mark}\d+)"  # before a minus: "5,-" is five
    signs = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    sign = rf"(?:{signs})?" if signs else ""
    unit = rf"(?:[{''.join(UNITS)}])?"
    core = rf"{sign}\s*{body}\s*{unit}\s*{sign}"
    minus = rf"{sign}\s*{closed}\s*{unit}\s*{sign}\s*-"
    brackets = rf"\(\s*{core}\s*\)|{sign}\s*\(\s*{body}\s*\)"
    return rf"^(?:[-+]?\s*{core}|{sign}\s*[-+]\s*{body}\s*{sign}|{minus}|{brackets})$"


def parse_number(text: str, decimal_mark: str = ".", symbols: tuple[str, ...] = ()) -> Decimal | None:
    """The number that a cell holds under one convention; None if it holds none."""
    value = narrowed(text)
    if decimal_mark == "." and PLAIN.match(value):
        return Decimal(value)
    if not _matcher(number_pattern(decimal_mark, symbols))(value):
        return _plain_number(value) if decimal_mark == "." else None
    digits = re.sub(rf"[^0-9{re.escape(decimal_mark)}]", "", _without(value, symbols)).replace(decimal_mark, ".")
    negative = "-" in value or "(" in value
    factor = next((factor for unit, factor in UNITS.items() if unit in value), 1)
    return (-Decimal(digits) if negative else Decimal(digits)) * factor


def _plain_number(value: str) -> Decimal | None:
    """What the engine's own cast takes: exponents too."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _without(value: str, symbols: Iterable[str]) -> str:
    for symbol in symbols:
        value = value.replace(symbol, "")
    return value


@cache
def _matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What `re.match` would look up for each cell anew."""
    return re.compile(pattern, re.ASCII).match


def parse_date(text: str, date_format: str) -> date | None:
    """The day that a cell holds under one format; None if it holds none."""
    value = narrowed(text)
    if date_format in EXCEL_STARTS:
        return _excel_day(value, date_format)
    if date_format == "named":
        return _named_day(value.lower(), NAMED_DAYS)
    if date_format == "month":
        return _last_of_month(value)
    pattern, order = DATE_PATTERNS[date_format]
    found = _matcher(pattern)(value)
    if not found:
        return None
    told = order.replace(r"\1", found[1]).replace(r"\2", found[2]).replace(r"\3", found[3])
    year, month, day = map(int, told.split("-"))
    return _day(year - 100 if date_format.endswith("2") and year >= 2000 + YEAR_PIVOT else year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _excel_day(value: str, date_format: str) -> date | None:
    if not _matcher(r"^\d{1,6}(?:\.\d+)?$")(value):
        return None
    serial = int(value.partition(".")[0])
    return EXCEL_STARTS[date_format] + timedelta(serial) if EXCEL_LOWEST <= serial <= EXCEL_HIGHEST else None


def is_minguo(values: Sequence[str]) -> bool:
    """Whether days are counted from 1912: nearly all look like it, and one cannot be anything else."""
    narrow = [narrowed(value) for value in values]
    certain = any(re.match(r"1\d\d(?:\D|\d{4}$)|\D*民", value) for value in narrow)
    return certain and fits(narrow, MINGUO.match) >= MOST


def _last_of_month(value: str) -> date | None:
    found = next(filter(None, (_matcher(pattern)(value) for pattern in MONTH_ALONE)), None)
    first = _day(int(found[1]), int(found[2]), 1) if found else _named_day(value.lower(), NAMED_MONTHS)
    return first and first.replace(day=monthrange(first.year, first.month)[1])


def _named_day(value: str, orders: NamedOrders) -> date | None:
    found = next(((match, order) for pattern, order in orders if (match := _matcher(pattern)(value))), None)
    if not found:
        return None
    day, month, year = (found[0].group(place) if place else "1" for place in found[1])
    if month not in MONTHS:
        return None
    full = int(year) if len(year) == 4 else (1900 if int(year) >= YEAR_PIVOT else 2000) + int(year)
    return _day(full, MONTHS.index(month) + 1, int(day))


def present(values: Iterable[str | None], missing: Sequence[str] = MISSING_WORDS) -> list[str]:
    """The values that are not blank and no word for "nothing"."""
    trimmed = (value.strip(BLANKS) for value in values if value is not None)
    return [value for value in trimmed if value and value.upper() not in missing]


def fits(values: Sequence[str], parse: Callable[[str], object]) -> float:
    """The share of values that can be parsed, 0-1; 0 for none."""
    return sum(parse(value) is not None for value in values) / len(values) if values else 0.0


def date_fits(values: Sequence[str]) -> dict[str, float]:
    """Date format -> share of the values it fits, the fitting ones only. Year first excludes all others."""
    if values and fits(values, lambda value: parse_date(value, "ymd")) == 1.0:
        return {"ymd": 1.0}
    shares = {name: fits(values, partial(parse_date, date_format=name)) for name in DATE_FORMATS}
    return {name: share for name, share in shares.items() if share}
